using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Coordination.Alerts;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Watch;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;
using RealDatabase = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Modules.Watch;

/// <summary>Asked on Monday at ten: an answer within 24 hours, a fault in somebody's hands within 30 minutes.</summary>
public sealed class FireEnquiriesTests(PostgresServer postgres)
{
    private static readonly string[] WholeFault =
        ["take-over 1 Near 03-02 10:22:30", "take-over 1 Breach 03-02 10:30:00", "answer 1 Near 03-03 04:00:00", "answer 1 Breach 03-03 10:00:00"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task One_that_nobody_answers_comes_near_and_passes_each_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await EnquiryUnderTest.Ask(server);

        Assert.Equal([], await AlertsAfter(server, one, hours: 17.9));
        Assert.Equal(["answer 1 Near 03-03 04:00:00"], await AlertsAfter(server, one, hours: 0.2));
        Assert.Equal([], await AlertsAfter(server, one, hours: 5));
        Assert.Equal(["answer 1 Breach 03-03 10:00:00"], await AlertsAfter(server, one, hours: 1));
        Assert.Equal([], await AlertsAfter(server, one, hours: 24 * 30));
        Assert.Null(await Next(server, one));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task After_a_stop_of_any_length_everything_comes_late_but_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        EnquiryUnderTest one;
        await using (var before = await TongdianServer.Start(on))
            one = await EnquiryUnderTest.Ask(before, "fault");

        await using var server = await TongdianServer.Start(on);
        Assert.Equal(WholeFault, await AlertsAfter(server, one, hours: 24 * 30));
        Assert.Equal([], await AlertsAfter(server, one, hours: 24 * 30));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_nobody_watched_is_written_with_the_next_change_and_for_whoever_had_it_then(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (one, answered) = (await EnquiryUnderTest.Ask(server), await EnquiryUnderTest.Ask(server));
        var had = (await one.Look()).Assignee;
        server.Later(TimeSpan.FromHours(19));

        (await one.Do(await one.Owner(), "transfer", new { to = (await server.Colleague("meter-installer")).Id, reason = "要查表" })).Expect(200);
        (await answered.Do(await answered.Owner(), "answer", new { text = "已查。" })).Expect(200);

        Assert.Equal(["answer 1 Near 03-03 04:00:00"], await Alerts(server, one));
        Assert.Equal(["answer 1 Near 03-03 04:00:00"], await Alerts(server, answered));
        Assert.Equal(had, (await Rows(server, one)).Single().Assignee);
        Assert.Equal(TongdianServer.Monday.AddHours(24).ToUniversalTime(), await Next(server, one));
        Assert.Equal(["answer 1 Breach 03-03 10:00:00"], await AlertsAfter(server, one, hours: 10));
        Assert.Equal(["answer 1 Near 03-03 04:00:00"], await Alerts(server, answered));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Every_time_the_customer_asks_is_another_limit_and_an_answer_in_time_is_none(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await EnquiryUnderTest.Ask(server, "fault");
        (await one.Do(await server.As("coordinator"), "acknowledge")).Expect(200);
        (await one.Do(await server.As("coordinator"), "answer", new { text = "已派人。" })).Expect(200);
        Assert.Equal([], await AlertsAfter(server, one, hours: 48));

        (await one.Do(one.Customer, "verdict", new { answered = false })).Expect(200);

        Assert.Equal(["answer 2 Near 03-05 04:00:00", "answer 2 Breach 03-05 10:00:00"], await AlertsAfter(server, one, hours: 25));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Everybody_who_looks_at_the_same_time_while_others_write_makes_each_alert_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await using var other = await TongdianServer.Start(on, time: server.Clock);
        var all = new List<EnquiryUnderTest>();
        for (var i = 0; i < 12; i++)
            all.Add(await EnquiryUnderTest.Ask(server, "fault"));
        server.Later(TimeSpan.FromHours(25));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Watching.Everything(i % 2 == 0 ? server : other)))
            .Concat(all.Take(6).Select(one => Task.Run(async () => (await one.Customer.Post($"{one.Path}/messages", new { text = "还没人来" })).Expect(200)))));

        foreach (var one in all)
            Assert.Equal(WholeFault, await Alerts(server, one));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Dying_in_the_middle_loses_nothing_and_doubles_nothing(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await EnquiryUnderTest.Ask(server, "fault");
        var due = await Next(server, one);
        server.Later(TimeSpan.FromHours(25));

        await Die(before: true);
        Assert.Equal((0, due), ((await Alerts(server, one)).Count, await Next(server, one)));
        await Die(before: false);
        await Watching.Everything(server);

        Assert.Equal(WholeFault, await Alerts(server, one));

        async Task Die(bool before)
        {
            var dying = new FireEnquiries(
                new DyingDatabase(server.Services.GetRequiredService<RealDatabase>(), before), server.Services.GetRequiredService<IDbContextFactory<TongdianContext>>(),
                server.Services.GetRequiredService<EnquiryStore>(), server.Time);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => dying.Do(Cancel));
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_read_before_a_change_makes_no_alert_after_it(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await EnquiryUnderTest.Ask(server);
        var read = await one.Look();
        (await one.Do(await one.Owner(), "answer", new { text = "已查。" })).Expect(200);

        var store = server.Services.GetRequiredService<EnquiryStore>();
        var batch = new WriteBatch();
        foreach (var alert in EnquiryAlerts.Of(read, new EnquiryClocks(read, store.Calendar, read.AskedAt.AddHours(25)), read.AskedAt.AddHours(25)))
            EnquiryAlerts.Write(batch, alert, read.Version);
        await server.Services.GetRequiredService<RealDatabase>().Commit(batch, Cancel);

        Assert.Equal((2, 0), (batch.Statements.Count, (await Alerts(server, one)).Count));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_machines_clock_may_jump_an_hour_either_way(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        var jumping = new JumpingTime(TongdianServer.Monday);
        await using var server = await TongdianServer.Start(on, time: jumping);
        var one = await EnquiryUnderTest.Ask(server, "fault");
        jumping.Now += TimeSpan.FromMinutes(35);
        await Watching.Everything(server);
        Assert.Equal(WholeFault[..2], await Alerts(server, one));

        jumping.Now -= TimeSpan.FromHours(1);
        await Watching.Everything(server);
        (await one.Do(await server.As("coordinator"), "note", new { text = "在路上" })).Expect(200);
        await Watching.Everything(server);
        Assert.Equal(WholeFault[..2], await Alerts(server, one));
        jumping.Now += TimeSpan.FromHours(25);
        await Watching.Everything(server);

        Assert.Equal(WholeFault, await Alerts(server, one));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_has_it_owns_it_or_stands_in_is_told_and_the_centre_when_it_is_late(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await server.Hire("stand-in", "meter-installer", "metering", "demo-province");
        var one = await EnquiryUnderTest.Ask(server, "complaint");
        var owner = await one.Login((await one.Look()).Owner);
        (await one.Do(await server.As(owner), "transfer", new { to = (await server.Colleague("meter-installer")).Id, reason = "要查表" })).Expect(200);
        server.Later(TimeSpan.FromHours(19));
        await Watching.Everything(server);

        var seen = (await (await server.As(owner)).Get("/api/v1/alerts")).Expect(200)[0];
        Assert.Equal(
            ("enquiry", one.Number, "near", "answer", "答复", "投诉"),
            (Text("about"), Text("number"), Text("threshold"), Text("limit"), Text("limitName"), Text("processName")));
        Assert.Equal(["near"], await Told(server, "meter-installer", one));
        Assert.Empty(await Told(server, "stand-in", one));
        Assert.Empty(await Told(server, "coordinator", one, "?scope=centre"));
        await server.Away("meter-installer", "stand-in");
        Assert.Equal(["near"], await Told(server, "stand-in", one));
        Assert.Equal(1, await server.Services.GetRequiredService<FindAlerts>().CountNew(await server.Colleague(owner), Cancel));

        server.Later(TimeSpan.FromHours(6));
        await Watching.Everything(server);
        Assert.Equal(["breach"], await Told(server, "coordinator", one, "?scope=centre"));
        Assert.Equal(["breach", "near"], (await Told(server, "meter-installer", one)).Order(StringComparer.Ordinal));
        Assert.Empty(await Told(server, "surveyor", one));

        string? Text(string property) => seen.GetProperty(property).GetString();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_fault_that_nobody_took_over_alerts_whoever_is_on_duty(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var fault = await EnquiryUnderTest.Ask(server, "fault");
        Assert.Equal("coordinator", await fault.Login((await fault.Look()).Assignee!));
        (await (await server.As("administrator")).Post("/api/v1/administration/duties", new
        {
            region = "demo-county", department = "o-and-m", from = server.Time.GetUtcNow(), to = server.Time.GetUtcNow().AddHours(48),
            staff = (await server.Colleague("construction-crew")).Id,
        })).Expect(200);

        server.Later(TimeSpan.FromMinutes(23));
        await Watching.Everything(server);
        Assert.Equal(["near"], await Told(server, "construction-crew", fault));
        Assert.Equal(["near"], await Told(server, "coordinator", fault));

        // Taken over, it is the matter of whoever took it.
        (await fault.Do(await server.As("coordinator"), "acknowledge")).Expect(200);
        server.Later(TimeSpan.FromHours(25));
        await Watching.Everything(server);
        Assert.Equal(["near"], await Told(server, "construction-crew", fault));
        Assert.Equal(["breach", "near", "near"], (await Told(server, "coordinator", fault)).Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_server_that_runs_watches_by_itself(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(
            on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "true", ["Enquiries:TakeOverMinutes"] = "0.01" }, time: TimeProvider.System);
        var fault = await EnquiryUnderTest.Ask(server, "fault");

        await Patience.Until(async () => (await Rows(server, fault)).Count >= 2);

        var (asked, rows) = ((await fault.Look()).AskedAt, await Rows(server, fault));
        Assert.Equal([Threshold.Near, Threshold.Breach], rows.Select(r => r.Threshold));
        Assert.Equal([450, 600], rows.Select(r => Math.Round((r.At - asked).TotalMilliseconds)));
    }

    private static async Task<IReadOnlyList<string>> Told(TongdianServer server, string who, EnquiryUnderTest one, string query = "") =>
    [
        .. (await (await server.As(who)).Get($"/api/v1/alerts{query}")).Expect(200).EnumerateArray()
            .Where(a => a.GetProperty("number").GetString() == one.Number).Select(a => a.GetProperty("threshold").GetString()!),
    ];

    private static async Task<IReadOnlyList<string>> AlertsAfter(TongdianServer server, EnquiryUnderTest one, double hours)
    {
        var before = await Alerts(server, one);
        server.Later(TimeSpan.FromHours(hours));
        await Watching.Everything(server);
        return [.. (await Alerts(server, one)).Except(before)];
    }

    private static async Task<IReadOnlyList<string>> Alerts(TongdianServer server, EnquiryUnderTest one) =>
    [
        .. (await Rows(server, one))
            .Select(a => $"{a.LimitId["enquiry:".Length..]} {a.Occurrence} {a.Threshold} {a.At.ToOffset(Given.China.UtcOffset):MM-dd HH:mm:ss}"),
    ];

    private static async Task<List<LimitAlert>> Rows(TongdianServer server, EnquiryUnderTest one) =>
        [.. (await server.Stored(db => db.Set<LimitAlert>().AsNoTracking().Where(a => a.Number == one.Number).ToListAsync())).OrderBy(a => a.At)];

    private static Task<DateTimeOffset?> Next(TongdianServer server, EnquiryUnderTest one) =>
        server.Stored(db => db.Set<EnquiryRow>().AsNoTracking().Where(e => e.Number == one.Number).Select(e => e.NextAt).SingleAsync());

    /// <summary>A database that goes away with everything said but the last word, or just after the first commit.</summary>
    private sealed class DyingDatabase(RealDatabase inner, bool before) : RealDatabase
    {
        public override string Name => inner.Name;

        public override async Task Commit(WriteBatch batch, CancellationToken cancel)
        {
            var last = new WriteBatch();
            (before ? batch : last).Add("INSERT INTO enquiries (id) VALUES ($1)", Guid.Empty);
            await inner.Commit(batch, cancel);
            await inner.Commit(last, cancel);
        }

        public override Task<System.Data.Common.DbConnection> OpenForReading(CancellationToken cancel) => inner.OpenForReading(cancel);

        public override string PositionalName(int n) => inner.PositionalName(n);
    }
}
