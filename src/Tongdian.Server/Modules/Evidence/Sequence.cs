using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Gives the entries that wait their places, and signs a checkpoint over all: entries, hashes and checkpoint in one commit. The key of the checkpoint is the size
/// that it continues: of two who continue the same log one writes nothing, however long it slept in between, and what it signed is never seen.
/// </summary>
internal sealed class Sequence(
    Database database, IDbContextFactory<TongdianContext> contexts, ReadLog log, KeepCheckpoints keep, EvidenceSettings settings, TimeProvider time)
{
    /// <summary>So many entries are taken at once, at most: what a commit costs besides is shared by them. Sixteen full tiles.</summary>
    public const int AtOnce = 4096;

    // So many get their places by one statement; each number of rows is a text of its own, which the database prepares.
    private static readonly (int Rows, string Sql)[] Placing = [.. new[] { 256, 16, 1 }.Select(rows => (rows, PlaceSql(rows)))];

    private sealed record Waiting(Guid Id, byte[] Entry);

    /// <summary>Whether entries wait for a place.</summary>
    public async Task<bool> Waits(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<EvidenceLeaf>().AnyAsync(l => l.Place == null, cancel);
    }

    /// <summary>Takes what waits.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> Do(CancellationToken cancel)
    {
        // The head first: whatever somebody else takes after this look collides below. What contradicts what was given out is not continued.
        var head = await keep.Do(cancel);
        if (await Find(cancel) is not { Count: > 0 } waiting)
            return false;
        var edge = await Edge(head, cancel);
        var batch = new WriteBatch();
        foreach (var one in waiting)
            edge.Append(Merkle.Leaf(one.Entry));
        var now = time.GetUtcNow();
        var note = new Checkpoint(settings.Origin, edge.Size, edge.Root()).Sign(now, settings.Signer);
        DateTimeOffset? witnessed = settings.Policy.Check(note, now).Failed(out _, out _) ? null : now;
        batch.Insert("evidence_checkpoints", ("follows", head.Size), ("size", edge.Size), ("note", note.ToString()), ("at", now), ("witnessed_at", witnessed));
        foreach (var tile in edge.TakeTiles())
            batch.Upsert("evidence_tiles", 2, ("level", tile.Id.Level), ("number", tile.Id.Index), ("hashes", tile.Bytes.ToArray()));
        Place(batch, head.Size, waiting);
        try
        {
            await database.Commit(batch, cancel);
        }
        catch (DuplicateKeyException e) when (e.Table == "evidence_checkpoints")
        {
            // Somebody else was first; what they left is taken next.
            return true;
        }

        await keep.Do(cancel);
        return waiting.Count == AtOnce;
    }

    private static void Place(WriteBatch batch, long from, List<Waiting> waiting)
    {
        for (var next = 0; next < waiting.Count;)
        {
            var (rows, sql) = Placing.First(p => p.Rows <= waiting.Count - next);
            var values = new object?[2 * rows];
            for (var i = 0; i < rows; i++, next++)
                (values[2 * i], values[(2 * i) + 1]) = (from + next, waiting[next].Id);
            batch.Add(sql, values);
        }
    }

    // Both databases call the columns of VALUES so.
    private static string PlaceSql(int rows) =>
        $"UPDATE evidence_leaves SET place = v.column1 FROM (VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(i => $"(${(2 * i) + 1}, ${(2 * i) + 2})"))}) AS v "
        + "WHERE evidence_leaves.id = v.column2";

    private async Task<List<Waiting>> Find(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<EvidenceLeaf>().Where(l => l.Place == null).OrderBy(l => l.At).ThenBy(l => l.Id).Take(AtOnce).Select(l => new Waiting(l.Id, l.Entry)).ToListAsync(cancel);
    }

    private async Task<TileEdge> Edge(Checkpoint head, CancellationToken cancel)
    {
        if (head.Size == 0)
            return new TileEdge();
        var tiles = await log.Tiles(TileEdge.Needed(head.Size), head.Size, cancel);
        return TileEdge.Continue(tiles, head.Root).Failed(out var error, out var edge)
            ? throw new InvalidDataException($"The hashes of the log are not those of its checkpoint for {head.Size} entries: {error.Code}")
            : edge;
    }
}
