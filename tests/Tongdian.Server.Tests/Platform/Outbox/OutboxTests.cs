using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Outbox;

/// <summary>Every consumer finds a row for every fact it wants, and none for what did not happen.</summary>
public sealed class OutboxTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Each_wanted_fact_leaves_one_row_for_each_consumer_and_a_refused_change_none(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, services: s => s
            .AddSingleton(new OutboxConsumer("everything")).AddSingleton(new OutboxConsumer("completions", "stage-completed", "case-energised")));
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.Complete("survey");
        var before = await server.RowCounts();
        (await (await server.As("surveyor")).Post($"{one.Path}/stages/construction/claim", null, 1)).Expect(412);
        (await one.Do(await server.As("surveyor"), "stages/construction/claim")).Expect(403);
        Assert.Equal(before, await server.RowCounts());
        await one.GoOn();

        var facts = await server.Stored(db => db.Set<CaseEventRow>().AsNoTracking().Select(e => new { e.CaseId, e.Version, e.Ordinal, e.Kind }).ToListAsync());
        var rows = await server.Stored(db => db.Set<OutboxRow>().AsNoTracking().Select(o => new { o.Consumer, o.CaseId, o.Version, o.Ordinal, o.Kind }).ToListAsync());

        Assert.Equal(
            facts.Select(f => (f.CaseId, f.Version, f.Ordinal, f.Kind)).Order(),
            rows.Where(r => r.Consumer == "everything").Select(r => (r.CaseId, r.Version, r.Ordinal, r.Kind)).Order());
        Assert.Equal(
            facts.Where(f => f.Kind is "stage-completed" or "case-energised").Select(f => (f.CaseId, f.Version, f.Ordinal, f.Kind)).Order(),
            rows.Where(r => r.Consumer == "completions").Select(r => (r.CaseId, r.Version, r.Ordinal, r.Kind)).Order());
        Assert.Contains(rows, r => r.Consumer == "completions");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_takes_long_keeps_nobody_waiting_and_waits_for_nobody(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        var held = new TaskCompletionSource<Action<WriteBatch>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TongdianServer.Start(
            test, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "true" },
            s => s.AddSingleton(new OutboxConsumer("slow") { React = (_, _) => held.Task, Lane = OutboxLane.Long })
                .AddSingleton(new OutboxConsumer("quick") { React = (_, _) => Task.FromResult<Action<WriteBatch>>(_ => { }) }),
            TimeProvider.System);
        await CaseUnderTest.Submit(server, Samples.Home());

        await Patience.Until(async () => await Waiting(server, "quick") == 0);
        Assert.NotEqual(0, await Waiting(server, "slow"));
        held.SetResult(_ => { });
        await Patience.Until(async () => await Waiting(server, "slow") == 0);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_round_that_takes_longer_than_a_second_commits_what_it_has_and_the_rest_comes_next(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        var clock = new PassingTime(TongdianServer.Monday);
        OutboxConsumer Slow(string name) => new(name, "case-submitted")
        {
            React = (_, _) =>
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult<Action<WriteBatch>>(_ => { });
            },
            Lane = OutboxLane.Long,
        };
        await using var server = await TongdianServer.Start(test, services: s => s.AddSingleton(Slow("slow-a")).AddSingleton(Slow("slow-b")), time: clock);
        await CaseUnderTest.Submit(server, Samples.Home());
        var drain = server.Services.GetRequiredService<DrainOutbox>();
        var part = Assert.Single(await drain.Parts(OutboxLane.Long, default));

        Assert.True(await drain.Do(OutboxLane.Long, part, default));
        Assert.Equal(1, await Waiting(server, "slow-a") + await Waiting(server, "slow-b"));
        Assert.True(await drain.Do(OutboxLane.Long, part, default));
        Assert.Equal(0, await Waiting(server, "slow-a") + await Waiting(server, "slow-b"));
        Assert.False(await drain.Do(OutboxLane.Long, part, default));
    }

    private static Task<int> Waiting(TongdianServer server, string consumer) => server.Stored(db => db.Set<OutboxRow>().CountAsync(o => o.Consumer == consumer));
}
