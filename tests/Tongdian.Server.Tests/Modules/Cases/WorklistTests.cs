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
