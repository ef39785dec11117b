using System.Text;
using System.Text.Json;
using Tongdian.Domain.Search;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>The words of remarks: opened where they were sealed, found by keyed hashes.</summary>
public sealed class OpinionText(Vault vault)
{
    // What was said of parts of a scheme is one remark, sealed as words by the names of the parts.
    private const string OfParts = "part-words";

    /// <summary>The words by the ids of the remarks; those of people who were erased are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Read(TongdianContext context, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await OpenSealed.Many(context, vault, ids, cancel)).ToDictionary(o => o.Id, o => o.Purpose == OfParts ? Joined(o.Plain) : Encoding.UTF8.GetString(o.Plain));

    /// <summary>By what a text is found: its words, and each Han character.</summary>
    public IEnumerable<byte[]> Hashes(string text) => SearchWords.Of(text).Concat(text.EnumerateRunes().Select(r => r.ToString()).Where(SearchWords.IsOneHan))
        .Distinct(StringComparer.Ordinal).Select(Hash);

    /// <summary>What a question asks for; nothing when it has no words.</summary>
    public IReadOnlyList<byte[]> Asked(string question, int most) => [.. SearchWords.Of(question).Distinct(StringComparer.Ordinal).Take(most).Select(Hash)];

    private byte[] Hash(string word) => vault.BlindIndex("opinion", word);

    private static string Joined(byte[] parts) => string.Join('\n', JsonSerializer.Deserialize<SortedDictionary<string, string>>(parts)!.Values);
}
