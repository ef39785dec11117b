using System.Text.Json;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>The worklist: what is whose, and in which order.</summary>
public sealed class WorklistTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Emergencies_come_first_then_the_green_channel_then_what_is_due_first(Database database)
    {
        var server = await servers.On(database);
        var home = await CaseUnderTest.Submit(server, Samples.Home());
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await CaseUnderTest.Submit(server, Samples.Home());
        var factory = await CaseUnderTest.Submit(server, Samples.Factory());
        await factory.GoOn("survey");
        var hospital = await CaseUnderTest.Submit(server, Samples.Hospital());
        await hospital.GoOn("scheme");

        var list = await All(await server.As("manager"), "team");

        string[] expected = [hospital.Number, factory.Number, home.Number, later.Number];
        Assert.Equal(expected, list.Select(i => i.GetProperty("number").GetString()).Where(expected.Contains));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Mine_is_what_I_have_unclaimed_what_nobody_has_and_team_is_both(Database database)
    {
        var server = await servers.On(database);
        var (mine, free) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var surveyor = await server.As("surveyor");
        (await mine.Do(surveyor, "stages/survey/claim")).Expect(200);

        Assert.Equal((true, false), await Sees("mine"));
        Assert.Equal((false, true), await Sees("unclaimed"));
        Assert.Equal((true, true), await Sees("team"));
        Assert.DoesNotContain(await All(await server.As("meter-installer"), "team"), i => i.GetProperty("number").GetString() == free.Number);
        Assert.Equal(["scope: field.option"], (await surveyor.Get("/api/v1/worklist?scope=everything")).Fields);

        async Task<(bool Mine, bool Free)> Sees(string scope)
        {
            var numbers = (await All(surveyor, scope)).Select(i => i.GetProperty("number").GetString()).ToList();
            return (numbers.Contains(mine.Number), numbers.Contains(free.Number));
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_region_sees_only_its_own_work(Database database)
    {
        var server = await servers.On(database);
        var (east, district) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Factory()));
        var there = await server.As(await server.Hire($"district-{Guid.NewGuid():N}", "coordinator", "customer-service", "demo-district"));

        var numbers = (await All(there, "team")).Select(i => i.GetProperty("number").GetString()).ToList();

        Assert.Contains(district.Number, numbers);
        Assert.DoesNotContain(east.Number, numbers);
        Assert.Equal("404 case.not-found", (await there.Get(east.Path)).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Paging_skips_and_repeats_nothing_that_stays_while_other_cases_come_and_go(Database database)
    {
        var server = await servers.On(database);
        var stay = new List<CaseUnderTest>();
        for (var i = 0; i < 12; i++)
            stay.Add(await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: i % 2 == 0));
        var manager = await server.As("manager");

        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = (await manager.Get($"/api/v1/worklist?scope=team&limit=3{(next.Length > 0 ? $"&after={next}" : "")}")).Expect(200);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("number").GetString()} {i.GetProperty("stage").GetString()}"));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
            // Between the pages one comes and one goes.
            var passing = await CaseUnderTest.Submit(server, Samples.Hospital());
            (await passing.Do(passing.Customer, "withdraw", new { })).Expect(200);
            await CaseUnderTest.Submit(server, Samples.Hospital());
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.All(stay, c => Assert.Contains(seen, s => s.StartsWith(c.Number, StringComparison.Ordinal)));
        Assert.Equal("400 page.bad-cursor", (await manager.Get("/api/v1/worklist?scope=team&after=e30")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Work_of_an_absent_colleague_is_the_deputys_and_it_is_kept_for_whom_it_was_done(Database database)
    {
        var server = await servers.On(database);
        var (absent, deputy) = ($"absent-{Guid.NewGuid():N}", $"deputy-{Guid.NewGuid():N}");
        await server.Hire(absent, "surveyor", "marketing", "demo-province");
        await server.Hire(deputy, "surveyor", "marketing", "demo-province");
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(await server.As(absent), "stages/survey/claim")).Expect(200);
        Assert.Equal("409 stage.assigned-to-other", (await one.Do(await server.As(deputy), "stages/survey/start")).Refusal);
        Assert.DoesNotContain(await All(await server.As(deputy), "mine"), i => i.GetProperty("number").GetString() == one.Number);

        await server.Away(absent, deputy);
        Assert.Contains(await All(await server.As(deputy), "mine"), i => i.GetProperty("number").GetString() == one.Number);
        (await one.Do(await server.As(deputy), "stages/survey/start")).Expect(200);

        var events = (await (await server.As("coordinator")).Get($"{one.Path}/events")).Expect(200).GetProperty("items").EnumerateArray().ToList();
        var started = events.Single(e => e.GetProperty("kind").GetString() == "stage-started" && e.GetProperty("stage").GetString() == "survey");
        Assert.Equal((deputy, absent), (started.GetProperty("byName").GetString(), started.GetProperty("forName").GetString()));
        Assert.DoesNotContain("forName", (await one.Customer.Get($"{one.Path}/events")).Text, StringComparison.Ordinal);

        await server.Away(absent, null);
        Assert.Equal("409 stage.assigned-to-other", (await one.Do(await server.As(deputy), "stages/survey/draft", new { })).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_filter_finds_what_stands_so_and_shows_it_so(Database database)
    {
        var server = await servers.On(database);
        var (home, pausedForCustomer, pausedForWeather, factory) = (
            await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()),
            await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Factory()));
        var surveyor = await server.As("surveyor");
        (await pausedForCustomer.Do(surveyor, "stages/survey/pause", new { reason = "customer-answer" })).Expect(200);
        (await pausedForWeather.Do(surveyor, "stages/survey/pause", new { reason = "weather" })).Expect(200);
        var limit = (await home.Process()).Stage("survey")!.Limit!;
        Assert.Equal(Domain.Clocks.LimitUnit.Hours, limit.Unit);

        Assert.Equal("on-time", await Stands(home));
        Assert.Equal("waiting", await Stands(pausedForCustomer));
        Assert.Equal("paused", await Stands(pausedForWeather));
        server.Later(TimeSpan.FromHours((double)limit.Amount * 0.74));
        Assert.Equal("on-time", await Stands(home));
        server.Later(TimeSpan.FromHours((double)limit.Amount * 0.02));
        Assert.Equal("near", await Stands(home));
        server.Later(TimeSpan.FromHours((double)limit.Amount * 0.25));
        Assert.Equal("late", await Stands(home));
        Assert.Equal("paused", await Stands(pausedForWeather));

        // What was missed stays missed while the clock stands still.
        (await home.Do(await server.As("surveyor"), "stages/survey/pause", new { reason = "weather" })).Expect(200);
        Assert.Equal("late", await Stands(home));
        var manager = await server.As("manager");
        Assert.Equal([factory.Number], await Numbers($"number={factory.Number[^6..]}"));
        Assert.DoesNotContain(factory.Number, await Numbers("region=demo-county"));
        Assert.Contains(home.Number, await Numbers("region=demo-county&process=low-voltage-residential&stage=survey"));
        Assert.Equal(["state: field.option"], (await manager.Get("/api/v1/worklist?scope=team&state=17")).Fields);

        // Each way of standing excludes the others, and the filter agrees with what is shown.
        async Task<string> Stands(CaseUnderTest one)
        {
            var found = new List<string>();
            foreach (var state in new[] { "no-limit", "on-time", "near", "late", "paused", "waiting" })
            {
                var items = (await (await server.As("manager")).Get($"/api/v1/worklist?scope=team&state={state}&number={one.Number}")).Expect(200).GetProperty("items").EnumerateArray();
                found.AddRange(items.Where(i => i.GetProperty("stage").GetString() == "survey").Select(i => $"{state} {i.GetProperty("standing").GetString()}"));
            }

            return Assert.Single(found).Split(' ') is [var asked, var shown] && asked == shown ? shown : throw new InvalidOperationException(found[0]);
        }

        async Task<List<string?>> Numbers(string query) => [.. (await manager.Get($"/api/v1/worklist?scope=team&limit=200&{query}")).Expect(200)
            .GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()).Distinct()];
    }

    private static async Task<List<JsonElement>> All(ApiClient who, string scope)
    {
        var items = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = (await who.Get($"/api/v1/worklist?scope={scope}&limit=200{(next.Length > 0 ? $"&after={next}" : "")}")).Expect(200);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }

        return items;
    }
}
