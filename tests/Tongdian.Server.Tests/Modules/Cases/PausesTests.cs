using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>Pauses that are approved, refused or recorded afterwards, later appointments, and what follows for the clocks; over the API.</summary>
public sealed class PausesTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_refused_pause_is_void_from_its_beginning_and_its_evidence_stays(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (surveyor, coordinator) = (await server.As("surveyor"), await server.As("coordinator"));
        var photo = await surveyor.Upload();
        (await one.Do(surveyor, "stages/survey/pause", new { reason = "weather", note = "下雨", files = new[] { new { kind = "evidence", file = photo } } })).Expect(200);
        server.Clock.Advance(TimeSpan.FromMinutes(40));

        Assert.Contains(one.Number, await Awaiting(coordinator));
        Assert.Equal("403 access.not-allowed", (await one.Do(surveyor, "stages/survey/pause/approve", new { pause = 1 })).Refusal);
        Assert.Equal("422 case.reason-missing", (await one.Do(coordinator, "stages/survey/pause/refuse", new { pause = 1, reason = " " })).Refusal);
        Assert.Equal("404 pause.unknown", (await one.Do(coordinator, "stages/survey/pause/refuse", new { pause = 2, reason = "x" })).Refusal);
        (await one.Do(coordinator, "stages/survey/pause/refuse", new { pause = 1, reason = "没有下雨" })).Expect(200);
        Assert.Equal("409 pause.already-decided", (await one.Do(coordinator, "stages/survey/pause/approve", new { pause = 1 })).Refusal);
        Assert.DoesNotContain(one.Number, await Awaiting(coordinator));

        var whole = (await coordinator.Get(one.Path)).Expect(200);
        var pause = whole.GetProperty("pauses").GetProperty("survey")[0];
        Assert.Equal(("refused", "没有下雨"), (pause.GetProperty("standing").GetString(), pause.GetProperty("why").GetString()));
        Assert.Equal("PT40M", await Used(one, "survey"));
        Assert.Equal("PT40M", await Used(one, "promise"));
        (await coordinator.Get($"{one.Path}/files/{photo}")).Expect(200);
        var told = (await coordinator.Get($"{one.Path}/events")).Expect(200).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ToList();
        Assert.Equal(["stage-paused", "pause-refused"], told.Where(k => k!.Contains("pause", StringComparison.Ordinal)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_approved_pause_counts_and_one_by_somebody_who_steers_needs_no_approval(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (surveyor, coordinator) = (await server.As("surveyor"), await server.As("coordinator"));
        (await one.Do(surveyor, "stages/survey/pause", new { reason = "weather" })).Expect(200);
        (await one.Do(coordinator, "stages/survey/pause/approve", new { pause = 1 })).Expect(200);
        (await one.Do(coordinator, "stages/survey/pause", new { reason = "customer-absent" })).Expect(200);

        Assert.Equal([PauseStanding.Approved, PauseStanding.Approved], (await one.Look()).Stage("survey").Kept!.Value.Select(p => p.Standing));
        Assert.Equal("409 pause.already-decided", (await one.Do(coordinator, "stages/survey/pause/refuse", new { pause = 2, reason = "x" })).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_pause_recorded_afterwards_moves_the_due_time_or_is_refused_with_the_place(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var coordinator = await server.As("coordinator");
        var began = server.Time.GetUtcNow();
        var before = await Due(server, one);
        server.Clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Equal(["until: pause.ends-before-it-begins"], (await Record(20, 10)).Fields);
        Assert.Equal(["from: pause.before-the-stage"], (await Record(-10, 10)).Fields);
        Assert.Equal(["until: pause.in-the-future"], (await Record(10, 60)).Fields);
        Assert.Equal("403 access.not-allowed", (await one.Do(await server.As("surveyor"), "stages/survey/pause/record", Body(10, 40))).Refusal);
        (await Record(10, 40)).Expect(200);

        Assert.Equal("PT20M", await Used(one, "survey"));
        Assert.Equal(before + TimeSpan.FromMinutes(30), await Due(server, one));

        Task<Answer> Record(int from, int until) => one.Do(coordinator, "stages/survey/pause/record", Body(from, until));
        object Body(int from, int until) => new { reason = "customer-absent", note = "电话无人接听", from = began.AddMinutes(from), until = began.AddMinutes(until) };
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_later_appointment_than_the_one_offered_moves_the_due_time_ahead_of_time(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        var before = await Due(server, one);
        var tomorrow = VisitTimes.FirstDay(await Calendar(server, one), server.Time.GetUtcNow().AddDays(1));
        var offered = VisitTimes.Begins(new VisitTime(tomorrow, DayPart.Morning), await Calendar(server, one));
        (await one.Do(surveyor, "stages/survey/appointment", new { day = tomorrow, part = "morning" })).Expect(200);
        (await one.Do(one.Customer, "stages/survey/ask-time", new { day = tomorrow, part = "afternoon" })).Expect(200);
        (await one.Do(surveyor, "stages/survey/appointment", new { day = tomorrow, part = "afternoon" })).Expect(200);

        var taken = VisitTimes.Begins(new VisitTime(tomorrow, DayPart.Afternoon), await Calendar(server, one));
        Assert.Equal(offered < before ? before + (taken - offered) : before, await Due(server, one));
        Assert.Equal([new Deferral(offered, taken)], (await one.Look()).Stage("survey").Deferrals!.Value.Select(d => new Deferral(d.From, d.To)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_wrong_breach_gets_a_correction_beside_it(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        Assert.Equal("409 limit.not-breached", (await one.Do(await server.As("coordinator"), "clocks/survey/correct", new { reason = "x" })).Refusal);
        server.Later(TimeSpan.FromHours(20));
        var coordinator = await server.As("coordinator");

        Assert.Equal("404 limit.unknown", (await one.Do(coordinator, "clocks/nothing/correct", new { reason = "x" })).Refusal);
        Assert.Equal(["reason: field.required"], (await one.Do(coordinator, "clocks/survey/correct", new { })).Fields);
        (await one.Do(coordinator, "clocks/survey/correct", new { reason = "封路" })).Expect(200);

        Assert.Equal("409 limit.corrected-already", (await one.Do(coordinator, "clocks/survey/correct", new { reason = "x" })).Refusal);
        var correction = (await coordinator.Get(one.Path)).Expect(200).GetProperty("corrections")[0];
        Assert.Equal(("survey", "封路"), (correction.GetProperty("limit").GetString(), correction.GetProperty("why").GetString()));
        Assert.NotEqual(JsonValueKind.Null, (await coordinator.Get($"{one.Path}/clocks/survey/explain")).Expect(200).GetProperty("breachedAt").ValueKind);
    }

    // The list of whoever steers.
    private static async Task<IReadOnlyList<string?>> Awaiting(ApiClient coordinator) =>
        [.. (await coordinator.Get("/api/v1/worklist?scope=team&limit=200&mark=approval")).Expect(200).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString())];

    private static async Task<string?> Used(CaseUnderTest one, string limit) => (await one.Customer.Get($"{one.Path}/clocks/{limit}/explain")).Expect(200).GetProperty("used").GetString();

    // What the row says that the watch goes by.
    private static async Task<DateTimeOffset> Due(TongdianServer server, CaseUnderTest one)
    {
        var id = (await one.Look()).Id.Value;
        return (await server.Stored(db => db.Set<WorkItem>().SingleAsync(w => w.CaseId == id && w.Stage == "survey"))).DueAt;
    }

    private static async Task<WorkCalendar> Calendar(TongdianServer server, CaseUnderTest one) =>
        server.Services.GetRequiredService<CalendarCatalog>().Get((await one.Look()).Calendar);
}
