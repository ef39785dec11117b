using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Watch;

/// <summary>A home, submitted on Monday at ten: the survey may take 16 hours, power is promised within 48.</summary>
public sealed class FireDueTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_stage_that_is_left_alone_warns_twice_stalls_and_is_missed_each_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());

        Assert.Equal([], await AlertsAfter(server, one, hours: 5.4));
        Assert.Equal(["stall:survey Stall 03-02 15:30"], await AlertsAfter(server, one, hours: 0.1));
        Assert.Equal(["stage:survey Near 03-02 22:00"], await AlertsAfter(server, one, hours: 6.5));
        Assert.Equal(["stage:survey VeryNear 03-03 00:24"], await AlertsAfter(server, one, hours: 2.5));
        Assert.Equal(["stage:survey Breach 03-03 02:00"], await AlertsAfter(server, one, hours: 2));
        Assert.Equal([], await AlertsAfter(server, one, hours: 1));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task After_a_stop_of_any_length_everything_that_was_missed_comes_late_but_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        CaseUnderTest one;
        await using (var before = await TongdianServer.Start(on))
            one = await CaseUnderTest.Submit(before, Samples.Home());

        await using var server = await TongdianServer.Start(on);
        Assert.Equal(
            [
                "stall:survey Stall 03-02 15:30", "stage:survey Near 03-02 22:00", "stage:survey VeryNear 03-03 00:24", "stage:survey Breach 03-03 02:00",
                "promise:promise Near 03-03 22:00", "promise:promise VeryNear 03-04 05:12", "promise:promise Breach 03-04 10:00",
            ],
            (await AlertsAfter(server, one, hours: 24 * 30)).Where(a => !a.Contains("statutory", StringComparison.Ordinal)));
        Assert.Equal([], await AlertsAfter(server, one, hours: 24 * 30));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_nobody_watched_is_written_with_the_next_change(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        server.Later(TimeSpan.FromHours(17));

        await one.Complete("survey");

        Assert.Equal(
            ["stall:survey Stall 03-02 15:30", "stage:survey Near 03-02 22:00", "stage:survey VeryNear 03-03 00:24", "stage:survey Breach 03-03 02:00"],
            await Alerts(server, one));
        Assert.Equal([], await AlertsAfter(server, one, hours: 0));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Everybody_who_looks_at_the_same_time_makes_each_alert_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await using var other = await TongdianServer.Start(on, time: server.Clock);
        var cases = new List<CaseUnderTest>();
        for (var i = 0; i < 12; i++)
            cases.Add(await CaseUnderTest.Submit(server, Samples.Home()));
        server.Later(TimeSpan.FromHours(20));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Watching.Everything(i % 2 == 0 ? server : other))));

        foreach (var one in cases)
            Assert.Equal(4, (await Alerts(server, one)).Count);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whatever_is_done_begins_patience_anew_and_a_second_stall_is_another_one(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        Assert.Equal(["stall:survey Stall 03-02 15:30"], await AlertsAfter(server, one, hours: 6));

        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);

        // Sixteen o'clock: an hour and a half today, two and a half tomorrow; the limit warns at night.
        Assert.Contains("stall:survey Stall 03-03 11:00", await AlertsAfter(server, one, hours: 20));
        Assert.DoesNotContain(await AlertsAfter(server, one, hours: 24), a => a.StartsWith("stall", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Hours_of_duty_count_as_soon_as_the_roster_says_so(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        server.Later(TimeSpan.FromHours(5));
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        // Two and a half hours are left today: without duty it would be half past ten tomorrow.
        var duty = await OnDuty(server, from: 8, to: 10);
        Assert.Equal(["stall:survey Stall 03-02 19:30"], await AlertsAfter(server, one, hours: 4.6));

        (await one.Do(await server.As("surveyor"), "stages/survey/start")).Expect(200);
        (await (await server.As("administrator")).Post($"/api/v1/administration/duties/{duty}/remove")).Expect(200);
        Assert.DoesNotContain(await AlertsAfter(server, one, hours: 5), a => a.StartsWith("stall", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_machines_clock_may_jump_an_hour_either_way(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        var jumping = new JumpingTime(TongdianServer.Monday);
        await using var server = await TongdianServer.Start(on, time: jumping);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        jumping.Now += TimeSpan.FromHours(11.5);
        await Watching.Everything(server);
        jumping.Now += TimeSpan.FromHours(1);
        await Watching.Everything(server);
        var seen = await Alerts(server, one);
        Assert.Contains("stage:survey Near 03-02 22:00", seen);

        jumping.Now -= TimeSpan.FromHours(1);
        await Watching.Everything(server);
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        Assert.Equal(seen, await Alerts(server, one));
        jumping.Now += TimeSpan.FromHours(5);
        await Watching.Everything(server);

        Assert.Equal(["stage:survey Near 03-02 22:00", "stage:survey VeryNear 03-03 00:24", "stage:survey Breach 03-03 02:00"],
            (await Alerts(server, one)).Where(a => a.StartsWith("stage", StringComparison.Ordinal)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_alert_says_who_had_the_stage_and_who_was_asked_first(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        await AlertsAfter(server, one, hours: 17);

        var state = await one.Look();
        var near = await server.Stored(db => db.Set<LimitAlert>().AsNoTracking().SingleAsync(a => a.LimitId == "stage:survey" && a.Threshold == Threshold.Near));
        Assert.Equal(
            ((await server.Colleague("surveyor")).Id, state.Owner, one.Number, "low-voltage-residential", "demo-county-east", "marketing", server.Time.GetUtcNow()),
            (near.Assignee, near.Owner, near.Number, near.Process, near.Region, near.Department, near.SeenAt));
    }

    private static async Task<Guid> OnDuty(TongdianServer server, int from, int to)
    {
        var begin = server.Time.GetUtcNow().AddHours(-5).AddHours(from);
        return (await (await server.As("administrator")).Post("/api/v1/administration/duties", new
        {
            region = "demo-county", department = "marketing", from = begin, to = begin.AddHours(to - from), staff = (await server.Colleague("surveyor")).Id,
        })).Expect(200).GetProperty("id").GetGuid();
    }

    private static async Task<IReadOnlyList<string>> AlertsAfter(TongdianServer server, CaseUnderTest one, double hours)
    {
        var before = await Alerts(server, one);
        server.Later(TimeSpan.FromHours(hours));
        await Watching.Everything(server);
        return [.. (await Alerts(server, one)).Except(before)];
    }

    private static async Task<IReadOnlyList<string>> Alerts(TongdianServer server, CaseUnderTest one)
    {
        var alerts = await server.Stored(db => db.Set<LimitAlert>().AsNoTracking().Where(a => a.Number == one.Number).ToListAsync());
        return [.. alerts.OrderBy(a => a.At).Select(a => $"{a.LimitId} {a.Threshold} {a.At.ToOffset(Given.China.UtcOffset):MM-dd HH:mm}")];
    }
}
