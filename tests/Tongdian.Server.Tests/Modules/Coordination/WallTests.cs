using System.Text.Json;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Coordination;

/// <summary>What the coordination centre sees at a glance.</summary>
public sealed class WallTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Figures_and_lists_say_the_same(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (home, paused, factory) = (
            await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Factory()));
        await factory.Complete("acceptance");
        (await home.Do(await server.As("surveyor"), "stages/survey/start")).Expect(200);
        Assert.Equal([("Near", 0), ("Late", 0), ("Stalled", 0), ("Out", 1)], await Totals(server));

        server.Later(TimeSpan.FromHours(13));
        Assert.Equal([("Near", 2), ("Late", 1), ("Stalled", 3), ("Out", 1)], await Totals(server));
        (await paused.Do(await server.As("surveyor"), "stages/survey/pause", new { reason = "weather" })).Expect(200);
        Assert.Equal([("Near", 1), ("Late", 1), ("Stalled", 2), ("Out", 1)], await Totals(server));
        server.Later(TimeSpan.FromHours(6));
        Assert.Equal([("Near", 0), ("Late", 2), ("Stalled", 2), ("Out", 1)], await Totals(server));

        // Missed, and then paused: late it stays, but it does not stall.
        (await home.Do(await server.As("surveyor"), "stages/survey/pause", new { reason = "weather" })).Expect(200);
        Assert.Equal([("Near", 0), ("Late", 2), ("Stalled", 1), ("Out", 1)], await Totals(server));

        foreach (var (name, filter) in new[] { ("Near", "state=near"), ("Late", "state=late"), ("Stalled", "mark=stalled"), ("Out", "mark=out") })
        {
            var listed = (await (await server.As("manager")).Get($"/api/v1/worklist?scope=team&limit=200&{filter}")).Expect(200).GetProperty("items").GetArrayLength();
            Assert.Equal((name, listed), (await Totals(server)).Single(t => t.Name == name));
        }

        Assert.Equal(["mark: field.option"], (await (await server.As("manager")).Get("/api/v1/worklist?scope=team&mark=8")).Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_has_a_part_of_the_company_sees_that_part_and_others_nothing(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await CaseUnderTest.Submit(server, Samples.Home());
        var shop = await CaseUnderTest.Submit(server, Samples.Shop());
        server.Later(TimeSpan.FromHours(60));
        await server.Hire("west", "coordinator", "customer-service", "demo-county-west");

        var west = (await (await server.As("west")).Get("/api/v1/coordination/wall")).Expect(200);
        Assert.Equal([shop.Number], west.GetProperty("worst").EnumerateArray().Select(w => w.GetProperty("number").GetString()));
        Assert.All(west.GetProperty("attention").EnumerateArray(), a => Assert.Equal("demo-county-west", a.GetProperty("region").GetString()));
        Assert.Equal("403 access.not-allowed", (await (await server.As("surveyor")).Get("/api/v1/coordination/wall")).Refusal);
        Assert.Equal(401, (await server.Anyone.Get("/api/v1/coordination/wall")).Status);
    }

    [Fact]
    public async Task A_server_that_stops_ends_what_it_tells_those_who_look()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        var server = await TongdianServer.Start(on);
        using var coordinator = await server.Browser("coordinator");
        using var lines = new StreamReader(await coordinator.GetStreamAsync("/staff/wall/live", TestContext.Current.CancellationToken));
        Assert.StartsWith("data:", await lines.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var rest = lines.ReadToEndAsync(TestContext.Current.CancellationToken);
        await server.DisposeAsync();

        // A line that was torn would say so.
        Assert.NotEmpty(await rest);
    }

    private static async Task<IReadOnlyList<(string Name, int Stages)>> Totals(TongdianServer server)
    {
        // The wall is at most half a second old: what is asked for is what was so after the question.
        server.Later(TimeSpan.FromMilliseconds(1));
        var asked = server.Time.GetUtcNow();
        JsonElement wall;
        do
        {
            server.ForgetSessions();
            wall = (await (await server.As("coordinator")).Get("/api/v1/coordination/wall")).Expect(200);
        }
        while (wall.GetProperty("at").GetDateTimeOffset() < asked);
        var figures = wall.GetProperty("attention").EnumerateArray().ToList();
        return [.. new[] { "Near", "Late", "Stalled", "Out" }.Select(n => (n, figures.Sum(f => f.GetProperty(char.ToLowerInvariant(n[0]) + n[1..]).GetInt32())))];
    }
}
