using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>What the log has of a case, for whoever may see the case: each record with its salt and the proof that it is in the log.</summary>
internal sealed class ListEvidence(IDbContextFactory<TongdianContext> contexts, EarliestProofs proofs, Vault vault, EvidenceSettings settings)
{
    /// <summary>Whether there is a proof.</summary>
    public enum Standing
    {
        /// <summary>It was acknowledged and has no place yet, or no checkpoint that enough witnesses have signed.</summary>
        Waiting,

        /// <summary>The proof is there.</summary>
        Proved,

        /// <summary>Record and salt were destroyed with the person. The entry stays in the log, and nobody can say what it was.</summary>
        Erased,
    }

    /// <summary>An entry.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Place">Its number in the log, counted from 0.</param>
    /// <param name="At">When it was acknowledged.</param>
    /// <param name="Standing">Whether there is a proof.</param>
    /// <param name="Record">What it says; null when it was destroyed.</param>
    /// <param name="Salt">The salt of the record, base64.</param>
    /// <param name="Salts">The salts of what is hidden in it, by name: only to be shown with what they hide.</param>
    /// <param name="Proof">The receipt, a C2SP tlog-proof.</param>
    public sealed record Item(
        Guid Id, long? Place, DateTimeOffset At, Standing Standing, JsonElement? Record, string? Salt, IReadOnlyDictionary<string, string>? Salts, string? Proof);

    /// <summary>All of a case.</summary>
    /// <param name="Log">Which log.</param>
    /// <param name="Key">The key with which its checkpoints are signed.</param>
    /// <param name="Items">The first one first.</param>
    public sealed record Page(string Log, string Key, IReadOnlyList<Item> Items);

    /// <summary>The entries of a case.</summary>
    public async Task<Page> Of(CaseAccess access, CancellationToken cancel)
    {
        var id = access.State.Id.Value;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var leaves = await context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.CaseId == id).OrderBy(l => l.At).ThenBy(l => l.Place)
            .Join(context.Set<SealedValue>(), l => l.Id, v => v.Id, (l, v) => new { Leaf = l, Value = v })
            .Join(context.Set<Person>(), l => l.Value.PersonId, p => p.Id, (l, p) => new { l.Leaf, l.Value, Person = p }).ToListAsync(cancel);
        var proved = await proofs.Of(leaves.Select(l => l.Leaf.Place).OfType<long>(), cancel);
        return new Page(settings.Origin, settings.Signer.Key.ToString(), [.. leaves.Select(l => View(l.Leaf, vault.Open(l.Person, l.Value).Failed(out _, out var plain) ? null : MakeLeaf.Opened.Read(plain), proved))]);
    }

    /// <summary>The receipt of one entry.</summary>
    public async Task<IResult> File(Guid id, CaseAccess access, CancellationToken cancel) =>
        (await Of(access, cancel)).Items.FirstOrDefault(i => i.Id == id) is { Proof: { } proof, Place: { } place }
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(proof), "text/plain; charset=utf-8", $"{access.State.Number.Value}-{place}.tlog-proof")
            : Platform.Http.Problem.From(EvidenceModuleErrors.NoProof);

    private static Item View(EvidenceLeaf leaf, MakeLeaf.Opened? opened, IReadOnlyDictionary<long, LogProof> proved)
    {
        if (opened is null || EvidenceRecord.Read(opened.Record).Failed(out _, out var record))
            return new Item(leaf.Id, leaf.Place, leaf.At, Standing.Erased, null, null, null, null);
        var proof = leaf.Place is { } place && proved.TryGetValue(place, out var shown) ? Receipt.Make(record, opened.Salt, shown).ToString() : null;
        return new Item(
            leaf.Id, leaf.Place, leaf.At, proof is null ? Standing.Waiting : Standing.Proved, JsonElement.Parse(opened.Record), Convert.ToBase64String(opened.Salt),
            record.Contents.Where(c => c.Value.StartsWith("salted:", StringComparison.Ordinal) && c.Key != OnFacts.Whole)
                .ToDictionary(c => c.Key, c => Convert.ToBase64String(opened.SaltOf(c.Key)), StringComparer.Ordinal),
            proof);
    }
}
