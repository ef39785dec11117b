using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>The log as it is stored: its checkpoints, the hashes of its tree, its entries.</summary>
internal sealed class ReadLog(IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>The last checkpoint; null when there is none yet.</summary>
    /// <param name="witnessed">Only one that enough witnesses have signed.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<EvidenceCheckpoint?> Last(bool witnessed, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<EvidenceCheckpoint>().AsNoTracking().Where(c => !witnessed || c.WitnessedAt != null).OrderByDescending(c => c.Size).FirstOrDefaultAsync(cancel);
    }

    /// <summary>What a checkpoint says.</summary>
    /// <exception cref="InvalidDataException">It is none: somebody has changed the row.</exception>
    public static (SignedNote Note, Checkpoint Checkpoint) Open(EvidenceCheckpoint row) =>
        !SignedNote.Read(row.Note).Failed(out _, out var note) && !Checkpoint.Read(note.Text).Failed(out _, out var checkpoint) && checkpoint.Size == row.Size
            ? (note, checkpoint)
            : throw new InvalidDataException($"The checkpoint for {row.Size} entries was changed in the database");

    /// <summary>These tiles of the tree of so many entries.</summary>
    public async Task<TileSet> Tiles(IEnumerable<TileId> wanted, long size, CancellationToken cancel)
    {
        var found = new TileSet(size);
        foreach (var row in await Rows(wanted, cancel))
            _ = found.Add(new TileId(row.Level, row.Number, row.Hashes.Length / TreeHash.Length), row.Hashes);
        return found;
    }

    /// <summary>The rows of these tiles, as wide as they are now.</summary>
    public async Task<IReadOnlyList<EvidenceTile>> Rows(IEnumerable<TileId> wanted, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var levels = wanted.Select(t => (t.Level, t.Index)).Distinct().GroupBy(t => t.Level, t => t.Index).Select(level =>
        {
            var (which, numbers) = (level.Key, level.ToArray());
            return context.Set<EvidenceTile>().AsNoTracking().Where(t => t.Level == which && numbers.Contains(t.Number));
        }).ToList();
        // All levels by one question.
        return levels.Count == 0 ? [] : await levels.Aggregate(Queryable.Concat).ToListAsync(cancel);
    }

    /// <summary>Whether the log begins with all entries of a checkpoint that was given out before.</summary>
    /// <param name="before">It; not larger than the log.</param>
    /// <param name="head">The last checkpoint of the log.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<bool> Continues(Checkpoint before, Checkpoint head, CancellationToken cancel)
    {
        var ranges = ConsistencyProof.Ranges(before.Size, head.Size);
        var tiles = await Tiles(TileSet.Needed(ranges, head.Size), head.Size, cancel);
        return !tiles.Hashes(ranges).Failed(out _, out var proof) && ConsistencyProof.Holds(before.Size, before.Root, head.Size, head.Root, proof.AsSpan());
    }

    /// <summary>The hashes of one tile, as wide as it is now.</summary>
    public async Task<byte[]?> Hashes(int level, long number, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<EvidenceTile>().Where(t => t.Level == level && t.Number == number).Select(t => t.Hashes).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Entries one after the other.</summary>
    public async Task<IReadOnlyList<byte[]>> Entries(long from, int count, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<EvidenceLeaf>().Where(l => l.Place >= from && l.Place < from + count).OrderBy(l => l.Place).Select(l => l.Entry).ToListAsync(cancel);
    }
}
