using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Appointments;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Appointments;

/// <summary>It is Monday, 2 March 2026, ten o'clock. A survey takes an hour, and half an hour is the way to the next: five fit into a day.</summary>
public sealed class PickingTimesTests(PostgresServer postgres)
{
    private const string TuesdayAtHalfPastEight = "2026-03-03T08:30:00+08:00";
    private const string TuesdayAtTen = "2026-03-03T10:00:00+08:00";

    private static readonly string[] Times = ["08:30", "10:00", "13:30", "15:00", "16:30"];

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_hundred_customers_at_once_for_fifty_places_fifty_have_one_and_the_others_hear_what_is_free(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        for (var n = 2; n <= 10; n++)
            await server.Hire($"surveyor-{n}", "surveyor", "marketing", "demo-county");
        await Plan(server, "surveyor", green: 0);
        var cases = new CaseUnderTest[200];
        await Parallel.ForEachAsync(Enumerable.Range(0, cases.Length), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) => cases[n] = await CaseUnderTest.Submit(server, Samples.Home()));

        var answers = await Task.WhenAll(cases.Select((one, n) => one.Customer.Post(
            $"{one.Path}/stages/survey/slots/book", new { from = $"2026-03-03T{Times[n % Times.Length]}:00+08:00" }, key: $"pick-{n}")));

        Assert.Equal(50, answers.Count(a => a.Status == 200));
        var late = answers.Where(a => a.Status != 200).ToList();
        Assert.All(late, a => Assert.Equal("409 appointment.slot-taken", a.Refusal));
        Assert.All(late, a => Assert.Contains(a.Json.GetProperty("free").EnumerateArray(), s => s.GetProperty("from").GetString()!.StartsWith("2026-03-04T08:30", StringComparison.Ordinal)));
        Assert.DoesNotContain((await Slots(cases[answers.IndexOf(late[0])])).GetProperty("slots").EnumerateArray(), s => s.GetProperty("from").GetString()!.StartsWith("2026-03-03", StringComparison.Ordinal));

        // Every place once, by the crew that has the stage, and no quarter of an hour of anybody twice.
        var bookings = await server.Stored(db => db.Set<VisitBooking>().ToListAsync());
        Assert.Equal(50, bookings.Select(b => (b.Crew, b.Begins)).Distinct().Count());
        Assert.Equal(50, bookings.Count);
        Assert.Equal(300, await server.Stored(db => db.Set<VisitQuarter>().CountAsync()));
        foreach (var booking in bookings)
        {
            var at = (await server.Load(booking.Number)).Stage("survey");
            Assert.Equal((booking.Crew, AppointmentStatus.Agreed, booking.Begins), (at.Assignee, at.Appointment!.Status, at.Appointment.Time.From));
        }

        foreach (var n in late.Take(5).Select(l => answers.IndexOf(l)))
            Assert.Null((await cases[n].Look()).Stage("survey").Appointment);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_time_is_picked_once_moved_given_back_and_handed_on(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        Assert.False((await Slots(one)).GetProperty("byTime").GetBoolean());
        Assert.Equal("409 appointment.no-capacity", (await Pick(one, TuesdayAtTen)).Refusal);
        await Plan(server, "surveyor", green: 0);

        // Without a version; twice with one key is once.
        Assert.Equal("2026-03-02T13:30:00+08:00", (await Slots(one)).GetProperty("slots")[0].GetProperty("from").GetString());
        var (first, again) = (await Pick(one, TuesdayAtTen, "k"), await Pick(one, TuesdayAtTen, "k"));
        Assert.Equal((200, 200, first.Text), (first.Status, again.Status, again.Text));
        Assert.Equal("422 appointment.invalid", (await Pick(one, TuesdayAtTen)).Refusal);
        Assert.Equal("409 appointment.slot-taken", (await Pick(one, "2026-03-03T10:10:00+08:00")).Refusal);
        Assert.Equal("409 appointment.slot-taken", (await Pick(one, "0001-01-01T00:00:00+00:00")).Refusal);
        Assert.Equal("409 appointment.no-visit", (await one.Customer.Post($"{one.Path}/stages/acceptance/slots/book", new { from = TuesdayAtTen })).Refusal);
        var at = (await one.Look()).Stage("survey");
        Assert.Equal(new Deferral(new(2026, 3, 2, 13, 30, 0, TimeSpan.FromHours(8)), new(2026, 3, 3, 10, 0, 0, TimeSpan.FromHours(8))), Assert.Single(at.Deferrals!.Value));
        Assert.Equal((await server.Colleague("surveyor")).Id, at.Assignee);
        Assert.Contains("visit-agreed", await one.Told(server));
        Assert.Contains("10:00–11:00", (await one.Customer.Get($"{one.Path}/messages")).Text, StringComparison.Ordinal);
        Assert.Equal(TuesdayAtTen, (await Slots(one)).GetProperty("booked").GetProperty("from").GetString());

        // Moved: the old one is free at once, the new one is not.
        Assert.Equal("409 appointment.slot-taken", (await Pick(other, TuesdayAtTen)).Refusal);
        (await Pick(one, TuesdayAtHalfPastEight)).Expect(200);
        (await Pick(other, TuesdayAtTen)).Expect(200);
        Assert.Equal("409 appointment.slot-taken", (await Pick(other, TuesdayAtHalfPastEight)).Refusal);
        Assert.Equal(12, await Quarters(server));

        // Withdrawn: the place is free again, and what another has stays.
        (await one.Do(one.Customer, "withdraw", new { })).Expect(200);
        await Telling.Everything(server);
        Assert.Equal(6, await Quarters(server));
        (await Pick(other, TuesdayAtHalfPastEight)).Expect(200);

        // Somebody else does the stage: their time is taken, and with a half-day instead nobody's.
        var next = await server.Hire("surveyor-2", "surveyor", "marketing", "demo-county");
        (await other.Do(await server.As("coordinator"), "stages/survey/assign", new { assignee = (await server.Colleague(next)).Id })).Expect(200);
        await Telling.Everything(server);
        var plan = (await (await server.As("manager")).Get("/api/v1/appointments/capacity?region=demo-county&role=surveyor")).Expect(200);
        Assert.Equal((other.Number, next), (plan.GetProperty("bookings")[0].GetProperty("number").GetString(), plan.GetProperty("bookings")[0].GetProperty("crew").GetString()));
        (await other.Do(other.Customer, "stages/survey/ask-time", new { day = "2026-03-05", part = "morning" })).Expect(200);
        await Telling.Everything(server);
        Assert.Equal(0, await Quarters(server));
        Assert.Empty(await server.Stored(db => db.Set<VisitBooking>().ToListAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_green_channel_comes_first_absent_crews_not_at_all_and_who_steers_plans(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var plan = new { region = "demo-county", role = "surveyor", slotMinutes = 60, bufferMinutes = 30, placesPerHalfDay = 3, greenPercent = 40, greenHours = 0, noticeHours = 2 };
        Assert.Equal("403 access.not-allowed", (await Put(await server.As("surveyor"), plan)).Refusal);
        Assert.Equal(["placesPerHalfDay: field.out-of-range", "slotMinutes: capacity.quarters"], (await Put(await server.As("coordinator"), plan with { slotMinutes = 20, placesPerHalfDay = 21 })).Fields);
        Assert.Equal(["region: field.option", "role: field.option"], (await Put(await server.As("coordinator"), plan with { region = "nowhere", role = "manager" })).Fields);
        (await Put(await server.As("coordinator"), plan)).Expect(200);
        var (home, shop, hospital) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Shop()), await CaseUnderTest.Submit(server, Samples.Hospital()));
        await shop.GoOn("survey");
        await hospital.GoOn("survey");

        var (ordinary, green, urgent) = (await Free(home), await Free(shop), await Free(hospital));
        Assert.Superset(ordinary.ToHashSet(), green.ToHashSet());
        // Two weeks less the weekends and what is over today: of 48 places four tenths are kept.
        Assert.Equal(48, green.Count);
        Assert.InRange(green.Count - ordinary.Count, 17, 21);
        Assert.Superset(green.ToHashSet(), urgent.ToHashSet());
        Assert.Contains("2026-03-02T10:00:00+08:00", urgent);
        var kept = green.Except(ordinary).First();
        Assert.Equal("409 appointment.slot-taken", (await Pick(home, kept)).Refusal);
        (await Pick(shop, kept)).Expect(200);

        // Away until tomorrow at ten: the first place that is left is after that.
        await server.Away("surveyor", "coordinator");
        Assert.DoesNotContain(await Free(home), s => string.CompareOrdinal(s, "2026-03-03T10:00:00+08:00") < 0);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Near_the_visit_it_is_moved_on_the_telephone_and_who_does_not_come_or_checks_in_elsewhere_is_seen(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Plan(server, "surveyor", green: 0);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        (await Pick(one, TuesdayAtTen)).Expect(200);
        (await Pick(other, TuesdayAtHalfPastEight)).Expect(200);
        server.Later(TimeSpan.FromHours(22.4));

        Assert.Equal("409 appointment.too-late", (await Pick(one, "2026-03-03T13:30:00+08:00")).Refusal);
        Assert.False((await Slots(one)).GetProperty("canPick").GetBoolean());
        var agent = await server.As("customer-service-agent");
        (await agent.Post($"{one.Path}/stages/survey/slots/book", new { from = "2026-03-03T13:30:00+08:00" })).Expect(200);

        // Nine o'clock: nobody has come to the visit of half past eight.
        server.Later(TimeSpan.FromHours(0.6));
        await Watching.Everything(server);
        Assert.Contains("no-show", await other.Told(server));
        Assert.DoesNotContain("no-show", await one.Told(server));

        var surveyor = await server.As("surveyor");
        Assert.Equal(["lat: field.out-of-range", "lon: field.required"], (await other.Do(surveyor, "stages/survey/check-in", new { lat = 91, accuracyM = 5 })).Fields);
        (await other.Do(surveyor, "stages/survey/check-in", new { lat = 40.330, lon = 116.637, accuracyM = 12.6 })).Expect(200);
        (await one.Do(surveyor, "stages/survey/check-in")).Expect(200);
        Assert.Equal((1557, 13, true), await Arrival(other, surveyor));
        Assert.Equal((null, null, false), await Arrival(one, surveyor));
        Assert.DoesNotContain("distanceM", (await other.Customer.Get(other.Path)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("40.33", await server.Stored(async db => string.Concat(await db.Database.SqlQueryRaw<string>("SELECT state AS \"Value\" FROM cases").ToListAsync())), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Without_scripts_a_day_and_a_time_are_picked_and_who_was_too_late_sees_what_is_left(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Plan(server, "surveyor", green: 0);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        using var browser = await CustomerBrowser.With(server, one);
        using var slower = await CustomerBrowser.With(server, other);

        var page = (await browser.Open($"/case/{one.Number}/time/survey")).Is(200);
        Assert.Contains("3月2日 周一 空 3 个", page.Text, StringComparison.Ordinal);
        Assert.Contains("13:30–14:30", page.Text, StringComparison.Ordinal);
        var (tuesday, stale) = ((await browser.Open($"/case/{one.Number}/time/survey?day=2026-03-03")).Is(200), (await slower.Open($"/case/{other.Number}/time/survey?day=2026-03-03")).Is(200));
        var done = (await browser.Press(tuesday, "08:30–09:30")).Is(200);
        Assert.Contains("时间已约好", done.Text, StringComparison.Ordinal);
        Assert.Contains("约定的上门时间：3月3日 周二 08:30–09:30", done.Text, StringComparison.Ordinal);

        var late = (await slower.Press(stale, "08:30–09:30")).Is(409);
        Assert.Contains("这个时间已经被别人约了", late.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(">08:30–09:30<", late.Html, StringComparison.Ordinal);
        (await slower.Press(late, "10:00–11:00")).Is(200);

        // Moved, with the page as it stood before.
        var moved = (await browser.Open($"/case/{one.Number}/time/survey")).Is(200);
        Assert.Contains("3月3日 周二 06:30 之前可以在这里改", moved.Text, StringComparison.Ordinal);
        (await browser.Press(moved, "15:00–16:00")).Is(200);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.FromHours(8)), (await one.Look()).Stage("survey").Appointment!.Time.From);
        server.Later(TimeSpan.FromHours(4));
        Assert.Contains("请打电话改时间", (await browser.Open($"/case/{one.Number}/time/survey")).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_picked_meanwhile_is_neither_freed_nor_handed_on_by_what_was_seen_before(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Plan(server, "surveyor", green: 0);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await Pick(one, TuesdayAtTen)).Expect(200);
        var seen = Assert.Single(await server.Stored(db => db.Set<VisitBooking>().AsNoTracking().ToListAsync()));
        (await Pick(one, TuesdayAtHalfPastEight)).Expect(200);
        var other = (await server.Colleague(await server.Hire("surveyor-2", "surveyor", "marketing", "demo-county"))).Id;

        await Commit(server, batch => seen.Hand(batch, other));
        await Commit(server, batch => seen.Free(batch, server.Time.GetUtcNow()));

        var booking = Assert.Single(await server.Stored(db => db.Set<VisitBooking>().AsNoTracking().ToListAsync()));
        Assert.Equal((seen.Crew, new DateTimeOffset(2026, 3, 3, 8, 30, 0, TimeSpan.FromHours(8))), (booking.Crew, booking.Begins));
        var quarters = await server.Stored(db => db.Set<VisitQuarter>().AsNoTracking().ToListAsync());
        Assert.Equal(6, quarters.Count);
        Assert.All(quarters, q => Assert.Equal((seen.Crew, booking.Version), (q.Crew, q.Version)));

        // What still is as it was seen goes on to the other, and is free afterwards.
        await Commit(server, batch => booking.Hand(batch, other));
        Assert.All(await server.Stored(db => db.Set<VisitQuarter>().AsNoTracking().ToListAsync()), q => Assert.Equal(other, q.Crew));
        Assert.Equal(6, await Quarters(server));
        await Commit(server, batch => booking.Free(batch, server.Time.GetUtcNow()));
        Assert.Equal(0, await Quarters(server));
        Assert.Empty(await server.Stored(db => db.Set<VisitBooking>().ToListAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_left_the_company_neither_comes_nor_keeps_the_stage(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Plan(server, "surveyor", green: 0);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var gone = (await server.Colleague(await server.Hire("surveyor-2", "surveyor", "marketing", "demo-county"))).Id;
        (await one.Do(await server.As("coordinator"), "stages/survey/assign", new { assignee = gone })).Expect(200);
        (await Pick(one, TuesdayAtTen)).Expect(200);
        await Telling.Everything(server);
        await server.Stored(db => db.Users.Where(u => u.UserName == "surveyor-2").ExecuteDeleteAsync());
        server.Services.GetRequiredService<CompanyDirectory>().Changed();

        var plan = (await (await server.As("manager")).Get("/api/v1/appointments/capacity?region=demo-county&role=surveyor")).Expect(200);
        Assert.Equal(gone, plan.GetProperty("bookings")[0].GetProperty("crew").GetString());
        using var browser = await CustomerBrowser.With(server, one);
        (await browser.Open($"/case/{one.Number}/time/survey")).Is(200);
        (await (await server.As("coordinator")).Get(one.Path)).Expect(200);

        // Moved, it is done by whoever works here.
        (await Pick(one, TuesdayAtHalfPastEight)).Expect(200);
        await Telling.Everything(server);
        var stays = (await server.Colleague("surveyor")).Id;
        Assert.Equal(stays, (await one.Look()).Stage("survey").Assignee);
        Assert.Equal(stays, Assert.Single(await server.Stored(db => db.Set<VisitBooking>().ToListAsync())).Crew);
        Assert.All(await server.Stored(db => db.Set<VisitQuarter>().ToListAsync()), q => Assert.Equal(stays, q.Crew));
        Assert.Equal(6, await Quarters(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_half_day_is_asked_for_only_while_the_time_that_it_gives_up_can_be_moved(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Plan(server, "surveyor", green: 0);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        (await Pick(one, "2026-03-02T13:30:00+08:00")).Expect(200);
        // From now on there are no times to pick.
        await Plan(server, "surveyor", green: 0, places: 0);
        using var browser = await CustomerBrowser.With(server, one);
        using var another = await CustomerBrowser.With(server, other);
        Assert.DoesNotContain("随即取消", (await another.Open($"/case/{other.Number}/time/survey")).Is(200).Text, StringComparison.Ordinal);
        var page = (await browser.Open($"/case/{one.Number}/time/survey")).Is(200);
        Assert.Contains("13:30–14:30）随即取消", page.Text, StringComparison.Ordinal);

        server.Later(TimeSpan.FromHours(2));
        var thursday = new Dictionary<string, string>(StringComparer.Ordinal) { ["day"] = "2026-03-05", ["part"] = "Morning" };
        Assert.Contains("离上门时间太近", (await browser.Press(page, "提交时间", thursday)).Is(409).Text, StringComparison.Ordinal);
        Assert.Equal(AppointmentStatus.Agreed, (await one.Look()).Stage("survey").Appointment!.Status);

        // When nobody came, a half-day can be asked for again.
        server.Later(TimeSpan.FromHours(2.1));
        var over = (await browser.Open($"/case/{one.Number}/time/survey")).Is(200);
        Assert.DoesNotContain("随即取消", over.Text, StringComparison.Ordinal);
        (await browser.Press(over, "提交时间", thursday)).Is(200);
        Assert.Equal(AppointmentStatus.Asked, (await one.Look()).Stage("survey").Appointment!.Status);
    }

    private static async Task Plan(TongdianServer server, string role, int green, int places = 3) => (await Put(await server.As("coordinator"), new
    {
        region = "demo-county", role, slotMinutes = 60, bufferMinutes = 30, placesPerHalfDay = places, greenPercent = green, greenHours = 24, noticeHours = 2,
    })).Expect(200);

    private static async Task Commit(TongdianServer server, Action<Tongdian.Server.Platform.Storage.WriteBatch> rows)
    {
        var batch = new Tongdian.Server.Platform.Storage.WriteBatch();
        rows(batch);
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, default);
    }

    private static Task<Answer> Put(ApiClient who, object plan) =>
        who.Send(HttpMethod.Put, "/api/v1/appointments/capacity", new StringContent(JsonSerializer.Serialize(plan, Samples.Json), System.Text.Encoding.UTF8, "application/json"));

    private static Task<Answer> Pick(CaseUnderTest one, string from, string? key = null) => one.Customer.Post($"{one.Path}/stages/survey/slots/book", new { from }, key: key);

    private static async Task<JsonElement> Slots(CaseUnderTest one) => (await one.Customer.Get($"{one.Path}/stages/survey/slots")).Expect(200);

    private static async Task<List<string>> Free(CaseUnderTest one) => [.. (await Slots(one)).GetProperty("slots").EnumerateArray().Select(s => s.GetProperty("from").GetString()!)];

    private static Task<int> Quarters(TongdianServer server) => server.Stored(db => db.Set<VisitQuarter>().CountAsync());

    private static async Task<(int? Distance, int? Accuracy, bool Doubtful)> Arrival(CaseUnderTest one, ApiClient who)
    {
        var stage = (await who.Get(one.Path)).Expect(200).GetProperty("stages").EnumerateArray().First(s => s.GetProperty("id").GetString() == "survey").GetProperty("arrival");
        return (Number("distanceM"), Number("accuracyM"), stage.GetProperty("doubtful").GetBoolean());

        int? Number(string name) => stage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
    }
}
