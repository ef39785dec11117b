using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>Facts as they were written once must make the same case for ever; see the README beside the files.</summary>
public sealed class FrozenCaseTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "frozen");

    private static readonly Type[] Kinds = [.. typeof(CaseEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CaseEvent)))];

    public static TheoryData<string> Stories => ["high-voltage", "emergency", "reassigned-and-merged", "moved-to-a-version", "withdrawn", "rejected", "signed", "visit-arranged", "team", "owner", "pauses-approved", "on-the-way", "notice-signed", "time-picked"];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Facts_written_long_ago_still_make_the_same_case(string story)
    {
        var commits = Commits(story);
        var state = commits.Skip(1).Aggregate(Case.Begin(commits[0]), (made, commit) => made.Commit(commit));

        Assert.Equal(File.ReadAllText(Path.Combine(Folder, $"{story}.state.json")).TrimEnd(), Canonical(state));
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void Facts_written_long_ago_are_still_written_so(string story) =>
        Assert.Equal(Lines(story).Select(l => l.GetProperty("fact").GetRawText()), Commits(story).SelectMany(c => c).Select(CaseText.Of));

    [Fact]
    public void Every_kind_of_fact_has_a_name_to_be_stored_under()
    {
        var named = typeof(CaseEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();

        Assert.Equal(Kinds.Select(k => k.Name).Order(), named.Select(a => a.DerivedType.Name).Order());
        Assert.Equal(Kinds.Length, named.Select(a => a.TypeDiscriminator).Distinct().Count());
    }

    // Folding them proves too that a case knows what to do with each kind.
    [Fact]
    public void Every_kind_of_fact_is_among_those_written_long_ago()
    {
        var stored = Stories.SelectMany(s => Commits(s.Data)).SelectMany(c => c).Select(e => e.Event.GetType());

        Assert.Empty(Kinds.Except(stored).Select(k => k.Name));
    }

    private static ImmutableArray<ImmutableArray<RecordedEvent>> Commits(string story) =>
    [
        .. Lines(story).GroupBy(l => l.GetProperty("version").GetInt32())
            .Select(commit => commit.Select(l => CaseText.Fact(l.GetProperty("fact").GetRawText())).ToImmutableArray()),
    ];

    private static IEnumerable<JsonElement> Lines(string story) =>
        File.ReadLines(Path.Combine(Folder, $"{story}.events.json")).Select(line => JsonElement.Parse(line));

    private static string Canonical(Case state) =>
        System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonSerializer.SerializeToElement(state, DomainJson.Default.Case)));
}
