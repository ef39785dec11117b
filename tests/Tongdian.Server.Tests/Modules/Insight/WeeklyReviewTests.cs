using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Modules.Insight;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Insight;

/// <summary>Every Monday by itself: where the week was lost, what is done about it, and whether that helped. The tests begin on Monday of week 10.</summary>
public sealed class WeeklyReviewTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_bottleneck_of_one_week_ranks_first_gets_an_action_and_the_next_week_shows_that_it_is_gone(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var slow = await Surveyed(server, 3, after: TimeSpan.FromHours(30));
        await Until(server, "2026-03-09 00:30");
        var coordinator = await server.As("coordinator");

        Assert.Equal(["2026-W10", "2026-W09"], Weeks((await coordinator.Get("/api/v1/reviews")).Expect(200)));
        var review = (await coordinator.Get("/api/v1/reviews/2026-W10")).Expect(200);
        var worst = review.GetProperty("bottlenecks")[0];
        // Sixteen hours are the limit; a quarter of it may lie.
        Assert.Equal(("untaken:survey", 3 * 26.0, 3, 3), (worst.GetProperty("figure").GetString(), worst.GetProperty("hours").GetDouble(), worst.GetProperty("hit").GetInt32(), worst.GetProperty("of").GetInt32()));
        Assert.Equal(0, worst.GetProperty("hoursBefore").GetDouble());
        Assert.Equal(slow.Order(StringComparer.Ordinal), Numbers(worst.GetProperty("cases")));
        var rate = Rate(review, "rate:stage:survey");
        Assert.Equal((0, 3, 0.0), (rate.GetProperty("own").GetProperty("count").GetInt32(), rate.GetProperty("own").GetProperty("of").GetInt32(), rate.GetProperty("own").GetProperty("low").GetDouble()));
        Assert.Equal(0.5615, rate.GetProperty("own").GetProperty("high").GetDouble(), 4);
        Assert.Equal(90, review.GetProperty("time").EnumerateArray().Single(t => t.GetProperty("stage").GetString() == "survey" && t.GetProperty("phase").GetString() == "untaken").GetProperty("hours").GetDouble());

        var surveyor = (await server.Colleague("surveyor")).Id;
        var added = (await coordinator.Post("/api/v1/reviews/2026-W10/actions", new { what = "每天两次分派勘查", owner = surveyor, until = "2026-03-13", figure = "untaken:survey" })).Expect(200);
        (await coordinator.Post("/api/v1/reviews/2026-W10/actions", new { what = "盯住时限", owner = surveyor, until = "2026-03-13", figure = "rate:stage:survey" })).Expect(200);
        server.Later(TimeSpan.FromHours(10));
        await Surveyed(server, 3, after: TimeSpan.FromHours(1));
        await Until(server, "2026-03-16 00:30");

        coordinator = await server.As("coordinator");
        var next = (await coordinator.Get("/api/v1/reviews/2026-W11")).Expect(200);
        Assert.DoesNotContain(next.GetProperty("bottlenecks").EnumerateArray(), b => b.GetProperty("figure").GetString() == "untaken:survey");
        var moved = next.GetProperty("earlier").EnumerateArray().ToDictionary(m => m.GetProperty("action").GetProperty("figure").GetString()!, StringComparer.Ordinal);
        var (hours, onTime) = (moved["untaken:survey"], moved["rate:stage:survey"]);
        Assert.Equal(("better", 78.0, 0.0), (hours.GetProperty("movement").GetString(), hours.GetProperty("before").GetProperty("hours").GetDouble(), hours.GetProperty("after").GetProperty("hours").GetDouble()));
        // None of three, then all of three: the interval of the difference leaves out zero.
        Assert.Equal(("better", 0, 3), (onTime.GetProperty("movement").GetString(), onTime.GetProperty("before").GetProperty("count").GetInt32(), onTime.GetProperty("after").GetProperty("count").GetInt32()));

        var done = $"/api/v1/reviews/2026-W10/actions/{added.GetProperty("id").GetGuid()}/done";
        Assert.Equal("吴丽", (await coordinator.Post(done)).Expect(200).GetProperty("doneBy").GetString());
        Assert.Equal("409 review.action-done", (await coordinator.Post(done)).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Several_servers_and_any_stop_leave_one_review_of_every_week_and_none_ever_changes(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var one = await TongdianServer.Start(test);
        await using var other = await TongdianServer.Start(test, time: one.Clock);
        await CaseUnderTest.Submit(one, Samples.Home(), withDocuments: false);
        one.Later(TimeSpan.FromDays(7));

        await Task.WhenAll(new[] { one, other, one, other }.Select(Make));
        var before = await Kept(one);
        Assert.Equal(["2026-W09", "2026-W10"], before.Select(r => r.Week));
        await CaseUnderTest.Submit(one, Samples.Home(), withDocuments: false);
        one.Later(TimeSpan.FromDays(23));
        await using var late = await TongdianServer.Start(test, time: one.Clock);
        await Task.WhenAll(new[] { late, one, other }.Select(Make));

        var after = await Kept(one);
        Assert.Equal(["2026-W09", "2026-W10", "2026-W11", "2026-W12", "2026-W13"], after.Select(r => r.Week));
        Assert.Equal(before, after.Take(2));
        Assert.Equal(0, await Make(late));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Cases_that_nobody_touched_all_week_are_in_it_and_late_once(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        // More than are read at a time. The last is touched in the second week, the others never.
        CaseUnderTest? last = null;
        for (var i = 0; i < 52; i++)
            last = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
        server.Later(TimeSpan.FromDays(8));
        (await last!.Do(last.Customer, "withdraw", new { })).Expect(200);
        await Until(server, "2026-03-16 00:30");
        var manager = await server.As("manager");

        var (first, second) = ((await manager.Get("/api/v1/reviews/2026-W10")).Expect(200), (await manager.Get("/api/v1/reviews/2026-W11")).Expect(200));

        Assert.Equal((52, 52), (first.GetProperty("cases").GetInt32(), second.GetProperty("cases").GetInt32()));
        Assert.Equal(52, Rate(first, "rate:stage:acceptance").GetProperty("own").GetProperty("of").GetInt32());
        Assert.DoesNotContain(second.GetProperty("rates").EnumerateArray(), r => r.GetProperty("figure").GetString() == "rate:stage:acceptance");
        var worst = second.GetProperty("bottlenecks")[0];
        Assert.Equal(("untaken:acceptance", (51 * 168) + 34.0), (worst.GetProperty("figure").GetString(), worst.GetProperty("hours").GetDouble()));
        Assert.Equal((30, 22), (worst.GetProperty("cases").GetProperty("items").GetArrayLength(), worst.GetProperty("cases").GetProperty("more").GetInt32()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_stall_has_the_cause_that_a_round_gave_it_until_a_round_finds_it_gone(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var left = await CaseUnderTest.Submit(server, Samples.Home());
        await CaseUnderTest.Submit(server, Samples.Home());
        // Four office hours after ten o'clock both stall, at half past three. Of one of them a round says why; late they are only the next morning.
        server.Later(TimeSpan.FromHours(6));
        await OpenRound(server);
        (await (await server.As("coordinator")).Post(
            $"/api/v1/coordination/rounds/2026-03-02T08:00:00Z/{left.Number}/survey/decide",
            new { cause = "material-missing", action = "other", until = server.Time.GetUtcNow().AddHours(2) })).Expect(200);
        foreach (var later in new[] { 1, 16, 2 })
        {
            server.Later(TimeSpan.FromHours(later));
            if (later == 2)
                await left.Complete("survey");
            await OpenRound(server);
        }

        await Until(server, "2026-03-09 00:30");

        var worst = (await (await server.As("manager")).Get("/api/v1/reviews/2026-W10")).Expect(200).GetProperty("bottlenecks").EnumerateArray().ToList();
        var stall = worst.Single(b => b.GetProperty("figure").GetString() == "stall:material-missing");
        // From half past three until eleven o'clock on Tuesday.
        Assert.Equal((19.5, 1, 2), (stall.GetProperty("hours").GetDouble(), stall.GetProperty("hit").GetInt32(), stall.GetProperty("of").GetInt32()));
        Assert.Equal([left.Number], Numbers(stall.GetProperty("cases")));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_was_told_that_a_promise_would_be_missed_is_reported(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var homes = new[] { await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()) };
        // The promise is power within 48 hours.
        foreach (var (home, after) in homes.Zip([40, 20]))
        {
            server.Later(TimeSpan.FromHours(after));
            (await home.Do(await server.As("coordinator"), "late-notice", new { reason = "材料未到", expected = server.Time.GetUtcNow().AddDays(2) })).Expect(200);
        }

        await Until(server, "2026-03-09 00:30");

        var words = (await (await server.As("manager")).Get("/api/v1/reviews/2026-W10")).Expect(200).GetProperty("words");
        Assert.Equal((1, 1, 1), (words.GetProperty("before").GetInt32(), words.GetProperty("after").GetInt32(), words.GetProperty("never").GetInt32()));
        Assert.Equal(homes[1..].Select(h => h.Number).Order(StringComparer.Ordinal), Numbers(words.GetProperty("notBefore")));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_coordinator_of_another_region_sees_the_figures_and_not_the_cases(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        await server.Hire("far-away", "coordinator", "customer-service", "demo-district");
        await Surveyed(server, 2, after: TimeSpan.FromHours(20));
        await Until(server, "2026-03-09 00:30");

        var cases = (await (await server.As("far-away")).Get("/api/v1/reviews/2026-W10")).Expect(200).GetProperty("bottlenecks")[0].GetProperty("cases");

        Assert.Empty(Numbers(cases));
        Assert.Equal(2, cases.GetProperty("elsewhere").GetInt32());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_does_not_fit_is_refused_with_the_field_named(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        await Surveyed(server, 1, after: TimeSpan.FromHours(20));
        await Until(server, "2026-03-09 00:30");
        var coordinator = await server.As("coordinator");

        var wrong = await coordinator.Post("/api/v1/reviews/2026-W10/actions", new { what = " ", owner = "nobody", until = "2026-03-01", figure = "rate:stage:horoscope" });

        Assert.Equal("422 request.invalid", wrong.Refusal);
        Assert.Equal(["figure: review.figure-unknown", "owner: staff.unknown", "until: date.in-the-past", "what: field.required"], wrong.Fields);
        Assert.Equal("404 review.unknown", (await coordinator.Get("/api/v1/reviews/2026-W11")).Refusal);
        Assert.Equal("404 review.unknown", (await coordinator.Get("/api/v1/reviews/last")).Refusal);
        Assert.Equal("404 review.action-unknown", (await coordinator.Post($"/api/v1/reviews/2026-W10/actions/{Guid.NewGuid()}/done")).Refusal);
        Assert.Equal("400 page.bad-cursor", (await coordinator.Get("/api/v1/reviews?after=x")).Refusal);
        Assert.Equal("403 access.not-allowed", (await (await server.As("surveyor")).Get("/api/v1/reviews")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_company_without_cases_has_no_review_and_Monday_makes_it_without_anybody_asking(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        server.Later(TimeSpan.FromDays(7));
        Assert.Equal(0, await Make(server));
        Assert.Empty(await Kept(server));
        await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);

        // Nobody calls: the platform's own timer does.
        server.Later(TimeSpan.FromDays(7));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Kept(server)).Count < 2)
        {
            patience.Token.ThrowIfCancellationRequested();
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(["2026-W10", "2026-W11"], (await Kept(server)).Select(r => r.Week));
    }

    // So many homes that are surveyed only after so long, and then withdrawn: what comes after the survey is no part of the story.
    private static async Task<List<string>> Surveyed(TongdianServer server, int count, TimeSpan after)
    {
        var cases = new List<CaseUnderTest>();
        for (var i = 0; i < count; i++)
            cases.Add(await CaseUnderTest.Submit(server, Samples.Home()));
        server.Later(after);
        foreach (var one in cases)
        {
            await one.Complete("survey");
            (await one.Do(one.Customer, "withdraw", new { })).Expect(200);
        }

        return [.. cases.Select(c => c.Number)];
    }

    private static async Task OpenRound(TongdianServer server) => Assert.True(await server.Services.GetRequiredService<OpenRound>().Do(default));

    private static async Task Until(TongdianServer server, string local)
    {
        server.Later(Given.At(local) - server.Clock.GetUtcNow());
        await Make(server);
    }

    private static Task<int> Make(TongdianServer server) => server.Services.GetRequiredService<MakeReviews>().MakeDue(default);

    private static async Task<List<(string Week, DateTimeOffset MadeAt, string Figures)>> Kept(TongdianServer server) =>
        [.. (await server.Stored(db => db.Set<WeeklyReview>().AsNoTracking().OrderBy(r => r.Week).ToListAsync())).Select(r => (r.Week, r.MadeAt, r.Figures))];

    private static IEnumerable<string?> Weeks(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("week").GetString());

    private static IEnumerable<string> Numbers(JsonElement cases) =>
        cases.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("number").GetString()!).Order(StringComparer.Ordinal);

    private static JsonElement Rate(JsonElement review, string figure) => review.GetProperty("rates").EnumerateArray().Single(r => r.GetProperty("figure").GetString() == figure);
}
