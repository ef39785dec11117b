using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>Cases and facts in the text in which they are kept.</summary>
internal static class CaseText
{
    public static string Of(Case state) => JsonSerializer.Serialize(state, DomainJson.Default.Case);

    public static string Of(RecordedEvent fact) =>
        System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonSerializer.SerializeToElement(fact, DomainJson.Default.RecordedEvent)));

    public static Case Case(string text) => JsonSerializer.Deserialize(text, DomainJson.Default.Case)!;

    public static RecordedEvent Fact(string text) => JsonSerializer.Deserialize(text, DomainJson.Default.RecordedEvent)!;

    /// <summary>The case that the facts make, commit by commit, each read back from its text.</summary>
    public static Case Replay(IEnumerable<ImmutableArray<RecordedEvent>> commits)
    {
        var read = commits.Select(c => c.Select(e => Fact(Of(e))).ToImmutableArray()).ToList();
        return read.Skip(1).Aggregate(Tongdian.Domain.Cases.Case.Begin(read[0]), (state, commit) => state.Commit(commit));
    }
}
