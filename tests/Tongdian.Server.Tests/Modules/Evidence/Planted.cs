using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Modules.Evidence;

/// <summary>Many entries of one case that nothing happened in, and what must hold of the log when they are in it.</summary>
internal static class Planted
{
    /// <summary>Acknowledges so many entries, so many in each commit.</summary>
    /// <returns>Their ids.</returns>
    public static async Task<IReadOnlyList<Guid>> Write(TongdianServer server, int entries, int each, CaseUnderTest? of = null)
    {
        var one = of ?? await CaseUnderTest.Submit(server, Samples.Home());
        var state = await one.Look();
        var (database, key) = (server.Services.GetRequiredService<Database>(), (await server.Services.GetRequiredService<CaseParties>().Key(state, default))!);
        var written = new List<Guid>();
        while (written.Count < entries)
        {
            var batch = new WriteBatch();
            var ids = Enumerable.Range(0, each).Select(_ => Guid.CreateVersion7(server.Time.GetUtcNow())).ToList();
            foreach (var id in ids)
                MakeLeaf.Rows(id, new EvidenceFact(state.Id.Value, one.Number, key.PersonId, "planted", null, server.Time.GetUtcNow(), [EvidenceContent.Hidden("id", id.ToByteArray())]), key, server.Time.GetUtcNow())(batch);
            await database.Commit(batch, default);
            written.AddRange(ids);
        }

        return written;
    }

    /// <summary>One log, no gap, no fork; every acknowledged entry is in it and can be proved under the last checkpoint.</summary>
    public static async Task Check(TongdianServer server, int entries)
    {
        var leaves = await server.Stored(db => db.Set<EvidenceLeaf>().AsNoTracking().OrderBy(l => l.Place).ToListAsync());
        Assert.Equal(Enumerable.Range(0, leaves.Count).Select(i => (long?)i), leaves.Select(l => l.Place));
        Assert.True(leaves.Count >= entries);
        var checkpoints = await server.Stored(db => db.Set<EvidenceCheckpoint>().AsNoTracking().OrderBy(c => c.Size).ToListAsync());
        Assert.Equal(checkpoints.Select(c => c.Follows), checkpoints.Select(c => c.Size).Prepend(0).SkipLast(1));
        Assert.Equal(leaves.Count, checkpoints[^1].Size);

        var key = server.Services.GetRequiredService<EvidenceSettings>().Signer.Key;
        var tree = new CompactRange();
        foreach (var row in checkpoints)
        {
            var (note, checkpoint) = ReadLog.Open(row);
            Assert.Null(note.Verify([key]).Error);
            while (tree.Size < row.Size)
                tree.Append(Merkle.Leaf(leaves[(int)tree.Size].Entry));
            Assert.Equal(tree.Root(), checkpoint.Root);
        }

        var (log, size) = (server.Services.GetRequiredService<ReadLog>(), checkpoints[^1].Size);
        var tiles = await log.Tiles(TileId.Grown(0, size).Where(t => t.Level >= 0), size, default);
        foreach (var leaf in leaves)
            Assert.True(InclusionProof.Holds(Merkle.Leaf(leaf.Entry), leaf.Place!.Value, size, InclusionProof.Make(leaf.Place.Value, tiles).Value.AsSpan(), tree.Root()));
        Assert.Empty((await server.Services.GetRequiredService<AuditLog>().Do(default)).Findings);
    }
}
