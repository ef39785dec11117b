using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

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
}
