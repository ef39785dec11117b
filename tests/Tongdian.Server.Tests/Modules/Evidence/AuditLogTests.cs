using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Evidence;

/// <summary>Whoever can write to the database, and has every key, is found out all the same, and the case is named.</summary>
public sealed class AuditLogTests(PostgresServer postgres)
{
    private sealed record Everything(
        List<EvidenceLeaf> Leaves, List<EvidenceTile> Tiles, List<EvidenceCheckpoint> Checkpoints, List<CaseEventRow> Facts, List<SealedValue> Values);

    [Theory, ClassData(typeof(Databases))]
    public async Task Whatever_is_done_to_the_tables_is_found_and_the_case_is_named(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var cases = new List<CaseUnderTest>();
        foreach (var _ in new[] { 1, 2, 3 })
        {
            cases.Add(await CaseUnderTest.Submit(server, Samples.Home()));
            await Recording.Everything(server);
        }

        foreach (var one in cases)
            await one.Complete("survey");
        await Recording.Everything(server);
        var audit = server.Services.GetRequiredService<AuditLog>();
        Assert.Empty((await audit.Do(default)).Findings);
        var before = await Look(server);
        Assert.True(before.Checkpoints.Count >= 4);
        var at = before.Leaves.First(l => l.Number == cases[1].Number && l.Version is not null);
        var place = at.Place!.Value;

        async Task Finds(Func<TongdianContext, Task> deed, Alteration what, string number, long? from)
        {
            await server.Stored(async db =>
            {
                await deed(db);
                return 0;
            });
            var report = await audit.Do(default);
            Assert.True(
                report.Findings.Any(f => f.What == what && f.Cases.Contains(number) && (from is null || f.From == from)),
                $"{what} of {number} at {from}: {string.Join("; ", report.Findings.Select(f => $"{f.What} {string.Join(',', f.Cases)} {f.From}-{f.To} {f.Against}"))}");
            Assert.Contains(AuditCommand.Lines(report), l => l.StartsWith('✗') && l.Contains(number, StringComparison.Ordinal));
            await Restore(server, before);
            Assert.Empty((await audit.Do(default)).Findings);
        }

        // Change: the history alone, the sealed record, the number, the entry.
        await Finds(
            db => db.Set<CaseEventRow>().Where(e => e.CaseId == at.CaseId && e.Version == at.Version && e.Ordinal == at.Ordinal).ExecuteUpdateAsync(e => e.SetProperty(x => x.Payload, Forged(before, at))),
            Alteration.FactChanged, cases[1].Number, place);
        await Finds(db => db.Set<SealedValue>().Where(v => v.Id == at.Id).ExecuteDeleteAsync(), Alteration.RecordChanged, cases[1].Number, place);
        await Finds(db => db.Set<EvidenceLeaf>().Where(l => l.Id == at.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Number, cases[0].Number)), Alteration.RecordChanged, cases[1].Number, place);
        await Finds(db => db.Set<EvidenceLeaf>().Where(l => l.Id == at.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Entry, new byte[32])), Alteration.EntryChanged, cases[1].Number, place);

        // Delete: the fact, the entry, the entry and its gap.
        await Finds(db => db.Set<CaseEventRow>().Where(e => e.CaseId == at.CaseId && e.Version == at.Version && e.Ordinal == at.Ordinal).ExecuteDeleteAsync(), Alteration.FactGone, cases[1].Number, place);
        await Finds(db => db.Set<EvidenceLeaf>().Where(l => l.Id == at.Id).ExecuteDeleteAsync(), Alteration.Deleted, cases[1].Number, place);
        await Finds(db => db.Set<EvidenceLeaf>().Where(l => l.Id == at.Id).ExecuteDeleteAsync(), Alteration.FactUnrecorded, cases[1].Number, null);
        await Finds(
            async db =>
            {
                await db.Set<EvidenceLeaf>().Where(l => l.Id == at.Id).ExecuteDeleteAsync();
                await Replace(db, before.Leaves.Where(l => l.Id != at.Id).Select((l, i) => Placed(l, i)));
            },
            Alteration.Deleted, cases[1].Number, place);

        // Insert, swap, truncate.
        var put = new EvidenceLeaf { Id = Guid.NewGuid(), CaseId = at.CaseId, Number = cases[1].Number, PersonId = at.PersonId, Entry = new byte[32], At = at.At, Place = place };
        await Finds(db => Replace(db, before.Leaves.Take((int)place).Append(put).Concat(before.Leaves.Skip((int)place)).Select((l, i) => Placed(l, i))), Alteration.Inserted, cases[1].Number, place);
        var with = before.Leaves.First(l => l.Number == cases[2].Number).Place!.Value;
        await Finds(
            db => Replace(db, before.Leaves.Select(l => Placed(l, l.Place == place ? with : l.Place == with ? place : l.Place!.Value))), Alteration.Swapped, cases[1].Number, place);
        var (shorter, last) = (before.Checkpoints[^2].Size, before.Leaves[^1].Number);
        await Finds(
            async db =>
            {
                await Replace(db, before.Leaves.Where(l => l.Place < shorter));
                await db.Set<EvidenceCheckpoint>().Where(c => c.Size > shorter).ExecuteDeleteAsync();
                await Fit(server, db);
            },
            Alteration.CutOff, last, shorter);

        // Everything rewritten so that it fits: history, record, salt, entry, hashes, and checkpoints signed anew with the log's own key.
        await server.Stored(async db =>
        {
            await Rewrite(server, db, before, at);
            return 0;
        });
        var rewritten = await audit.Do(default);
        Assert.Contains(rewritten.Findings, f => f.What == Alteration.EntryChanged && f.Cases.SequenceEqual([cases[1].Number]) && f.From == place);
        Assert.Equal(before.Checkpoints.Where(c => c.Size <= place).Select(c => c.Size).DefaultIfEmpty().Max(), rewritten.Proven);

        // Nothing is signed that contradicts what was given out: not here, and not after a start.
        await Planted.Write(server, 10, 10);
        await Assert.ThrowsAsync<InvalidDataException>(() => server.Services.GetRequiredService<Sequence>().Do(default));
        await using var started = await TongdianServer.Start(on);
        await Assert.ThrowsAsync<InvalidDataException>(() => started.Services.GetRequiredService<Sequence>().Do(default));
        await Restore(started, before);
        await started.Services.GetRequiredService<Sequence>().Do(default);
        Assert.Empty((await started.Services.GetRequiredService<AuditLog>().Do(default)).Findings);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_kept_and_then_changed_is_said_to_be(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Planted.Write(server, 20, 20);
        await Recording.Due(server);
        var folder = server.Services.GetRequiredService<EvidenceSettings>().Folder;
        var audit = server.Services.GetRequiredService<AuditLog>();
        var file = Assert.Single(Directory.GetFiles(folder, "*.checkpoint", SearchOption.AllDirectories));
        var (name, text) = (Path.ChangeExtension(file, ".leaves"), await File.ReadAllTextAsync(file));

        // Leaves that do not fit the checkpoint accuse nobody.
        var lines = await File.ReadAllLinesAsync(name);
        await File.WriteAllLinesAsync(name, lines.Select((l, i) => i == 3 ? $"3 {Merkle.Empty} TD1" : l));
        Assert.Equal([Alteration.TilesChanged], (await Fresh(server).Do(default)).Findings.Select(f => f.What));
        await File.WriteAllLinesAsync(name, lines);
        Assert.Empty((await audit.Do(default)).Findings);

        await File.WriteAllTextAsync(file, text.Replace("\n20\n", "\n19\n", StringComparison.Ordinal));
        await Assert.ThrowsAsync<InvalidDataException>(() => audit.Do(default));
    }

    // What was read of the files is not remembered.
    private static AuditLog Fresh(TongdianServer server) => ActivatorUtilities.CreateInstance<AuditLog>(
        server.Services, new KeptCheckpoints(server.Services.GetRequiredService<EvidenceSettings>()));

    private static byte[] Forged(Everything before, EvidenceLeaf at)
    {
        var fact = before.Facts.Single(f => f.CaseId == at.CaseId && f.Version == at.Version && f.Ordinal == at.Ordinal);
        return CaseStore.Bytes(CaseStore.Fact(fact.Payload) with { Reason = "改过" });
    }

    private static EvidenceLeaf Placed(EvidenceLeaf l, long place) => new()
    {
        Id = l.Id, CaseId = l.CaseId, Number = l.Number, PersonId = l.PersonId, Version = l.Version, Ordinal = l.Ordinal, Entry = l.Entry, At = l.At, Place = place,
    };

    private static async Task Replace(TongdianContext db, IEnumerable<EvidenceLeaf> leaves)
    {
        var rows = leaves.ToList();
        await db.Set<EvidenceLeaf>().ExecuteDeleteAsync();
        db.ChangeTracker.Clear();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    private static async Task Rewrite(TongdianServer server, TongdianContext db, Everything before, EvidenceLeaf at)
    {
        var payload = Forged(before, at);
        var fact = before.Facts.Single(f => f.CaseId == at.CaseId && f.Version == at.Version && f.Ordinal == at.Ordinal);
        await db.Set<CaseEventRow>().Where(e => e.CaseId == at.CaseId && e.Version == at.Version && e.Ordinal == at.Ordinal).ExecuteUpdateAsync(e => e.SetProperty(x => x.Payload, payload));
        await db.Set<EvidenceLeaf>().Where(l => l.Id == at.Id).ExecuteDeleteAsync();
        await db.Set<SealedValue>().Where(v => v.Id == at.Id).ExecuteDeleteAsync();
        var state = await server.Load(at.Number);
        var key = (await server.Services.GetRequiredService<CaseParties>().Key(state, default))!;
        var batch = new WriteBatch();
        MakeLeaf.Rows(
            at.Id, new EvidenceFact(at.CaseId, at.Number, at.PersonId, fact.Kind, null, fact.At, [EvidenceContent.Kept(OnFacts.Whole, fact.Salt, payload)]), key, at.At, (at.Version!.Value, at.Ordinal!.Value))(batch);
        batch.Add("UPDATE evidence_leaves SET place = $1 WHERE id = $2", at.Place, at.Id);
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, default);
        await Fit(server, db);
    }

    // Hashes and checkpoints as if nothing else had ever been.
    internal static async Task Fit(TongdianServer server, TongdianContext db)
    {
        var signer = server.Services.GetRequiredService<EvidenceSettings>().Signer;
        var entries = await db.Set<EvidenceLeaf>().OrderBy(l => l.Place).Select(l => l.Entry).ToListAsync();
        var checkpoints = await db.Set<EvidenceCheckpoint>().AsNoTracking().OrderBy(c => c.Size).ToListAsync();
        var edge = new TileEdge();
        await db.Set<EvidenceTile>().ExecuteDeleteAsync();
        foreach (var checkpoint in checkpoints)
        {
            while (edge.Size < checkpoint.Size)
                edge.Append(Merkle.Leaf(entries[(int)edge.Size]));
            var note = new Checkpoint(signer.Key.Name, edge.Size, edge.Root()).Sign(checkpoint.At, signer).ToString();
            await db.Set<EvidenceCheckpoint>().Where(c => c.Follows == checkpoint.Follows).ExecuteUpdateAsync(c => c.SetProperty(x => x.Note, note));
        }

        db.AddRange(edge.TakeTiles().Select(t => new EvidenceTile { Level = t.Id.Level, Number = t.Id.Index, Hashes = t.Bytes.ToArray() }));
        await db.SaveChangesAsync();
    }

    private static Task<Everything> Look(TongdianServer server) => server.Stored(async db => new Everything(
        await db.Set<EvidenceLeaf>().AsNoTracking().OrderBy(l => l.Place).ToListAsync(), await db.Set<EvidenceTile>().AsNoTracking().ToListAsync(),
        await db.Set<EvidenceCheckpoint>().AsNoTracking().OrderBy(c => c.Size).ToListAsync(), await db.Set<CaseEventRow>().AsNoTracking().ToListAsync(),
        await db.Set<SealedValue>().AsNoTracking().Where(v => v.Purpose == MakeLeaf.Purpose).ToListAsync()));

    private static Task<int> Restore(TongdianServer server, Everything to) => server.Stored(async db =>
    {
        await db.Set<EvidenceLeaf>().Where(l => l.Place != null).ExecuteDeleteAsync();
        await db.Set<EvidenceTile>().ExecuteDeleteAsync();
        await db.Set<EvidenceCheckpoint>().ExecuteDeleteAsync();
        var ids = to.Facts.Select(f => f.CaseId).Distinct().ToArray();
        await db.Set<CaseEventRow>().Where(e => ids.Contains(e.CaseId)).ExecuteDeleteAsync();
        var values = to.Values.Select(v => v.Id).ToArray();
        await db.Set<SealedValue>().Where(v => values.Contains(v.Id)).ExecuteDeleteAsync();
        db.AddRange([.. to.Leaves, .. to.Tiles, .. to.Checkpoints, .. to.Facts, .. to.Values]);
        return await db.SaveChangesAsync();
    });
}
