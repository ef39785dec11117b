using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tongdian.Bench.Load;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Evidence;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>What the log has at the end.</summary>
/// <param name="Entries">So many.</param>
/// <param name="Checkpoints">Under so many checkpoints.</param>
/// <param name="Wrong">What is not as it must be; null when all is.</param>
internal sealed record Checked(long Entries, long Checkpoints, string? Wrong);

/// <summary>Entries of the log, through the product's own way into it. The workers that make the log by themselves stand still.</summary>
internal sealed class EnteredLeaves(
    CaseParties parties, Database database, IDbContextFactory<TongdianContext> contexts, ReadLog log, Sequence sequence, KeepCheckpoints keep,
    [FromKeyedServices("evidence")] WatchPartitions entering, TimeProvider time)
{
    private const int RecordLength = 256;
    private const int PerCommit = 10;
    private const int PerFill = 500;
    private const int Callers = 16;
    private const int Backlog = 5 * Sequence.AtOnce;
    private const long Applicant = 8_000_000;

    private PersonKey? key;
    private long acknowledged;

    public async Task Begin(CancellationToken cancel)
    {
        await entering.StopAsync(cancel);
        await keep.StopAsync(cancel);
        var now = time.GetUtcNow();
        var details = new PartyDetails("李娜", IdTypes.ResidentId, Applicants.IdNumber(Applicant), Applicants.Phone(Applicant), null, null, Applicants.Address(Applicant), 40.3, 116.6);
        var (_, person, rows) = parties.Admit(details, CaseId.New(now), now);
        key = person;
        var batch = new WriteBatch();
        rows(batch);
        await database.Commit(batch, cancel);
    }

    /// <summary>The log has so many entries. What is sealed with them is left out: a proof does not read it.</summary>
    public async Task<Measured> Fill(int leaves, CancellationToken cancel)
    {
        var (begin, from) = (Stopwatch.GetTimestamp(), acknowledged);
        while (acknowledged < leaves)
        {
            for (var n = 0; n < Backlog && acknowledged < leaves; n += PerFill)
                await Write((int)Math.Min(PerFill, leaves - acknowledged), cancel);
            await Empty(cancel);
        }

        return new Measured(acknowledged - from, Stopwatch.GetElapsedTime(begin).TotalSeconds, 0, 0);
    }

    /// <summary>Records are made, sealed and committed, as when something happened in a case.</summary>
    public async Task<Measured> Acknowledge(TimeSpan during, CancellationToken cancel)
    {
        var commits = await Load.Callers.Run(Callers, during, async _ =>
        {
            var (batch, now) = (new WriteBatch(), time.GetUtcNow());
            for (var i = 0; i < PerCommit; i++)
            {
                var id = Guid.CreateVersion7(now);
                MakeLeaf.Rows(id, new EvidenceFact(id, "TD2611260000001", key!.PersonId, "stage-completed", "survey", now, [EvidenceContent.Hidden("fact", RandomNumberGenerator.GetBytes(RecordLength))]), key, now)(batch);
            }

            await database.Commit(batch, cancel);
            Interlocked.Add(ref acknowledged, PerCommit);
            return true;
        });
        // Not part of it, and not part of what is measured next.
        await Empty(cancel);
        return commits with { Done = commits.Done * PerCommit };
    }

    /// <summary>What waits is entered; only that is timed.</summary>
    public async Task<Measured> Enter(TimeSpan during, CancellationToken cancel)
    {
        var (latencies, timed, placed) = (new List<int>(), TimeSpan.Zero, 0L);
        while (timed < during)
        {
            for (var n = 0; n < Backlog; n += PerFill)
                await Write(PerFill, cancel);
            var before = await Placed(cancel);
            bool more;
            do
            {
                var begin = Stopwatch.GetTimestamp();
                more = await sequence.Do(cancel);
                var took = Stopwatch.GetElapsedTime(begin);
                timed += took;
                latencies.Add((int)took.TotalMicroseconds);
            }
            while (more);
            placed += await Placed(cancel) - before;
        }

        return Measured.Of([latencies], timed) with { Done = placed };
    }

    /// <summary>Proofs of entries anywhere in the log, made from the tiles in the database and verified.</summary>
    public async Task<Measured> Prove(int callers, TimeSpan during, CancellationToken cancel)
    {
        var head = ReadLog.Open(await log.Last(witnessed: true, cancel) ?? throw new InvalidOperationException("The log is empty")).Checkpoint;
        var leaves = await Some(head.Size, cancel);
        return await Load.Callers.Run(callers, during, async _ =>
        {
            var (place, leaf) = leaves[Random.Shared.Next(leaves.Count)];
            var tiles = await log.Tiles(TileSet.Needed(InclusionProof.Ranges(place, head.Size), head.Size), head.Size, cancel);
            return InclusionProof.Holds(leaf, place, head.Size, InclusionProof.Make(place, tiles).Value.AsSpan(), head.Root)
                ? true : throw new WrongCountException($"The entry at {place} cannot be proven");
        });
    }

    /// <summary>One log, no gap, no fork, and nothing that was acknowledged is missing.</summary>
    public async Task<Checked> Check(CancellationToken cancel)
    {
        await Empty(cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (tree, entries, next) = (new CompactRange(), context.Set<EvidenceLeaf>(), 0L);
        var wrong = await entries.LongCountAsync(cancel) is var all && all != acknowledged ? $"{acknowledged} were acknowledged and {all} are there" : null;
        var checkpoints = await context.Set<EvidenceCheckpoint>().AsNoTracking().OrderBy(c => c.Size).ToListAsync(cancel);
        var at = 0;
        await foreach (var leaf in entries.Where(l => l.Place != null).OrderBy(l => l.Place).Select(l => new { l.Place, l.Entry }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            wrong ??= leaf.Place == next ? null : $"The entry at {next} is missing";
            next++;
            tree.Append(Merkle.Leaf(leaf.Entry));
            if (at < checkpoints.Count && checkpoints[at].Size == next)
                wrong ??= ReadLog.Open(checkpoints[at++]).Checkpoint.Root == tree.Root() ? null : $"The checkpoint for {next} entries is of another log";
        }

        wrong ??= next == acknowledged && at == checkpoints.Count ? null : $"{acknowledged} were acknowledged, {next} are in the log, {checkpoints.Count - at} checkpoints are of none";
        return new Checked(next, checkpoints.Count, wrong);
    }

    private async Task Write(int rows, CancellationToken cancel)
    {
        var (batch, now) = (new WriteBatch(), time.GetUtcNow());
        for (var i = 0; i < rows; i++)
        {
            var id = Guid.CreateVersion7(now);
            batch.Insert(
                "evidence_leaves", ("id", id), ("case_id", id), ("number", "TD2611260000001"), ("person_id", key!.PersonId), ("version", null), ("ordinal", null),
                ("entry", RandomNumberGenerator.GetBytes(TreeHash.Length)), ("at", now), ("place", null));
        }

        await database.Commit(batch, cancel);
        acknowledged += rows;
    }

    private async Task Empty(CancellationToken cancel)
    {
        while (await sequence.Do(cancel))
        {
            // There may be more.
        }
    }

    private async Task<long> Placed(CancellationToken cancel) => (await log.Last(witnessed: false, cancel))?.Size ?? 0;

    private async Task<List<(long Place, TreeHash Leaf)>> Some(long size, CancellationToken cancel)
    {
        const int Many = 2_000;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var places = Enumerable.Range(0, Many).Select(_ => Random.Shared.NextInt64(size)).Distinct().ToList();
        return (await context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.Place != null && places.Contains(l.Place.Value)).Select(l => new { l.Place, l.Entry }).ToListAsync(cancel))
            .ConvertAll(l => (l.Place!.Value, Merkle.Leaf(l.Entry)));
    }
}
