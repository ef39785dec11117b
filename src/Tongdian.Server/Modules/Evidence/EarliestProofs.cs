using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Proves each entry under the first checkpoint that has it and that enough witnesses have signed: what somebody takes home says as early as it can be said
/// since when the entry is there. Under the last checkpoint a message of last year would be witnessed since today.
/// </summary>
internal sealed class EarliestProofs(IDbContextFactory<TongdianContext> contexts, ReadLog log)
{
    private sealed record Under(SignedNote Note, long Size, List<long> Places);

    /// <summary>The proofs by place; those of entries that still wait are missing.</summary>
    public async Task<IReadOnlyDictionary<long, LogProof>> Of(IEnumerable<long> places, CancellationToken cancel)
    {
        var checkpoints = await Checkpoints(places, cancel);
        var needed = checkpoints.ToDictionary(c => c, c => TileSet.Needed(c.Places.SelectMany(p => InclusionProof.Ranges(p, c.Size)), c.Size));
        // A tile as it is now has all that it ever had.
        var rows = (await log.Rows(needed.Values.SelectMany(t => t), cancel)).ToDictionary(r => (r.Level, r.Number));
        var found = new Dictionary<long, LogProof>();
        foreach (var checkpoint in checkpoints)
        {
            var tiles = new TileSet(checkpoint.Size);
            foreach (var tile in needed[checkpoint])
            {
                if (rows.TryGetValue((tile.Level, tile.Index), out var row))
                    _ = tiles.Add(tile with { Width = row.Hashes.Length / TreeHash.Length }, row.Hashes);
            }

            foreach (var place in checkpoint.Places)
            {
                if (!InclusionProof.Make(place, tiles).Failed(out _, out var hashes))
                    found[place] = new LogProof(null, place, hashes, checkpoint.Note);
            }
        }

        return found;
    }

    private async Task<List<Under>> Checkpoints(IEnumerable<long> places, CancellationToken cancel)
    {
        var found = new List<Under>();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        foreach (var place in places.Distinct().Order())
        {
            if (found is [.., var last] && last.Size > place)
            {
                last.Places.Add(place);
                continue;
            }

            var row = await context.Set<EvidenceCheckpoint>().AsNoTracking().Where(c => c.WitnessedAt != null && c.Size > place).OrderBy(c => c.Size).FirstOrDefaultAsync(cancel);
            if (row is null)
                break;
            found.Add(new Under(ReadLog.Open(row).Note, row.Size, [place]));
        }

        return found;
    }
}
