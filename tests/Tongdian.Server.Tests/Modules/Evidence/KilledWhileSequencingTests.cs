using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Evidence;

/// <summary>A process makes the log while entries come in, and is killed in the middle (kill -9), again and again. The next is at work already, so that two meet.</summary>
public sealed class KilledWhileSequencingTests(PostgresServer postgres)
{
    private const int Each = 50;
    private const int MostBefore = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public Task Every_acknowledged_entry_is_in_one_log_though_the_sequencer_is_killed_five_times(Database database) => Seed.Of(seed => Run(database, kills: 5, seed));

    // Run when asked for: it takes some minutes.
    [Theory(Explicit = true), ClassData(typeof(Databases))]
    public Task Every_acknowledged_entry_is_in_one_log_though_the_sequencer_is_killed_two_hundred_times(Database database) => Seed.Of(seed => Run(database, kills: 200, seed));

    private async Task Run(Database database, int kills, int seed)
    {
        var random = new Random(seed);
        await using var on = await TestDatabase.Create(database, postgres);
        await using var looking = await TongdianServer.Start(on, time: TimeProvider.System);
        var one = await CaseUnderTest.Submit(looking, Samples.Home());
        var (acknowledged, over, wanted) = (new List<Guid>(), false, 0L);
        var writing = Task.Run(
            async () =>
            {
                while (!Volatile.Read(ref over))
                {
                    acknowledged.AddRange(await Planted.Write(looking, Each, Each, one));
                    // As many as are needed: what is killed is what enters them, and all of them are looked at in the end.
                    await Patience.Until(() => Task.FromResult(Volatile.Read(ref over) || acknowledged.Count < Volatile.Read(ref wanted)));
                }
            },
            Cancel);

        var at = new Queue<SequencerProcess>([await SequencerProcess.Start(on)]);
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                at.Enqueue(await SequencerProcess.Start(on));
                // Somewhere in the work of this one.
                var placed = await Placed(looking);
                Volatile.Write(ref wanted, placed + MostBefore + Each);
                var enough = placed + random.Next(1, MostBefore);
                await Patience.Until(async () => await Placed(looking) >= enough);
                using var killed = at.Dequeue();
                killed.Kill();
            }

            Volatile.Write(ref over, true);
            await writing;
            await Patience.Until(async () => await Waiting(looking) == 0);
        }
        finally
        {
            Volatile.Write(ref over, true);
            foreach (var left in at)
                left.Dispose();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} entries");
        Assert.True(acknowledged.Count > kills, "Nothing was entered meanwhile");
        await Planted.Check(looking, acknowledged.Count);
        var inLog = (await looking.Stored(db => db.Set<EvidenceLeaf>().Where(l => l.Place != null).Select(l => l.Id).ToListAsync(Cancel))).ToHashSet();
        Assert.All(acknowledged, id => Assert.Contains(id, inLog));
    }

    private static Task<int> Waiting(TongdianServer looking) => looking.Stored(db => db.Set<EvidenceLeaf>().CountAsync(l => l.Place == null, Cancel));

    private static Task<long> Placed(TongdianServer looking) => looking.Stored(async db => await db.Set<EvidenceCheckpoint>().MaxAsync(c => (long?)c.Size, Cancel) ?? 0);
}
