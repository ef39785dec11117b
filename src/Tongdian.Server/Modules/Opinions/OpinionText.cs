using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
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
    public async Task<IReadOnlyDictionary<Guid, string>> Read(TongdianContext context, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var found = await context.Set<SealedValue>().AsNoTracking().Where(v => ids.Contains(v.Id))
            .Join(context.Set<Person>(), v => v.PersonId, p => p.Id, (v, p) => new { Value = v, Person = p }).ToListAsync(cancel);
        return found.Select(f => (f.Value.Id, f.Value.Purpose, Plain: vault.Open(f.Person, f.Value))).Where(f => f.Plain.Error is null)
            .ToDictionary(f => f.Id, f => f.Purpose == OfParts ? Joined(f.Plain.Value) : Encoding.UTF8.GetString(f.Plain.Value));
    }

    /// <summary>By what a text is found: its words, and each Han character.</summary>
    public IEnumerable<byte[]> Hashes(string text) => SearchWords.Of(text).Concat(text.EnumerateRunes().Select(r => r.ToString()).Where(SearchWords.IsOneHan))
        .Distinct(StringComparer.Ordinal).Select(Hash);

    /// <summary>What a question asks for; nothing when it has no words.</summary>
    public IReadOnlyList<byte[]> Asked(string question, int most) => [.. SearchWords.Of(question).Distinct(StringComparer.Ordinal).Take(most).Select(Hash)];

    private byte[] Hash(string word) => vault.BlindIndex("opinion", word);

    private static string Joined(byte[] parts) => string.Join('\n', JsonSerializer.Deserialize<SortedDictionary<string, string>>(parts)!.Values);
}
