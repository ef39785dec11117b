using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>How the log stands: how far it is, what waits, who has signed, and how far the chain is.</summary>
internal sealed class ShowEvidence(IDbContextFactory<TongdianContext> contexts, ReadLog log, EvidenceSettings settings, ReadAnchors? anchors = null)
{
    /// <summary>Who vouches, and whether they have signed the last checkpoint.</summary>
    public sealed record Signature(string Witness, bool Signed);

    /// <summary>How it stands.</summary>
    /// <param name="Log">Which log.</param>
    /// <param name="Key">Its key.</param>
    /// <param name="Last">The last checkpoint; null when there is none yet.</param>
    /// <param name="At">When it was made.</param>
    /// <param name="Published">Entries of the last one that enough witnesses have signed.</param>
    /// <param name="Waiting">Entries that were acknowledged and have no place yet, and what is still to become an entry.</param>
    /// <param name="Oldest">Since when the first of them waits.</param>
    /// <param name="Witnesses">Who vouches.</param>
    /// <param name="Needed">How many of them are enough.</param>
    /// <param name="Chain">What the chain says; null where there is none.</param>
    public sealed record Page(
        string Log, string Key, Checkpoint? Last, DateTimeOffset? At, long Published, int Waiting, DateTimeOffset? Oldest, IReadOnlyList<Signature> Witnesses, int Needed, OnChain? Chain);

    /// <summary>What the chain says.</summary>
    public sealed record OnChain(AnchorContract Contract, ReadAnchors.Seen Seen);

    /// <summary>Looks.</summary>
    public async Task<Page> Look(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (leaves, due) = (context.Set<EvidenceLeaf>().Where(l => l.Place == null), context.Set<EvidenceDue>());
        var waiting = await leaves.CountAsync(cancel) + await due.CountAsync(cancel);
        DateTimeOffset?[] oldest = [await leaves.MinAsync(l => (DateTimeOffset?)l.At, cancel), await due.MinAsync(d => (DateTimeOffset?)d.At, cancel)];
        var row = await log.Last(witnessed: false, cancel);
        var last = row is null ? ((SignedNote Note, Checkpoint Checkpoint)?)null : ReadLog.Open(row);
        var witnesses = settings.Policy.Witnesses.Select(w => new Signature(w.Name, last?.Note.Signatures.Any(s => s.Name == w.Key.Name && s.KeyId == w.Key.Id) == true));
        return new Page(
            settings.Origin, settings.Signer.Key.ToString(), last?.Checkpoint, row?.At, (await log.Last(witnessed: true, cancel))?.Size ?? 0, waiting, oldest.Min(), [.. witnesses], settings.Needed,
            anchors is null ? null : new OnChain(anchors.Contract, await anchors.Look(cancel)));
    }
}
