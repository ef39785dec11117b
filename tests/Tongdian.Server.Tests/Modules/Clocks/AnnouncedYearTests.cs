using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Clocks;

/// <summary>A year that was provisional is announced, and regions with calendars of their own.</summary>
public sealed class AnnouncedYearTests(PostgresServer postgres)
{
    private const string Publish = "/api/v1/administration/calendars/publish";
    private const string Regions = "/api/v1/administration/regions";

    [Theory, ClassData(typeof(Databases))]
    public async Task Open_cases_are_computed_anew_with_an_event_and_keep_everything_else(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        server.Later(Given.At("2026-12-30 10:00") - server.Time.GetUtcNow());
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        var administrator = await server.As("administrator");
        var before = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("promise");
        Assert.True(before.GetProperty("provisional").GetBoolean());

        (await administrator.Post(Publish, new { json = Announced(2, "2027-01-04") })).Expect(200);

        var after = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("promise");
        Assert.False(after.GetProperty("provisional").GetBoolean());
        Assert.NotEqual(before.GetProperty("dueAt").GetString(), after.GetProperty("dueAt").GetString());
        var (state, due) = (await one.Look(), DateTimeOffset.Parse(after.GetProperty("dueAt").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(new CalendarKey("cn", 1) { Announced = 2 }, state.Calendar);
        var pinned = server.Services.GetRequiredService<CalendarCatalog>().Get(state.Calendar);
        Assert.Equal(("08:30", 1), (pinned.Windows[0].Begin.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), pinned.Version));
        Assert.Equal(due, (await server.Stored(db => db.Set<ClockRow>().SingleAsync(c => c.CaseId == state.Id.Value && c.LimitId == "promise:promise"))).DueAt);
        var told = (await administrator.Get($"{one.Path}/events")).Expect(200).GetProperty("items").EnumerateArray().Last();
        Assert.Equal(("years-announced", "何平"), (told.GetProperty("kind").GetString(), told.GetProperty("byName").GetString()));
        // A version that says something else about a year that was announced is for new cases only.
        (await administrator.Post(Publish, new { json = Announced(3, "2027-01-05") })).Expect(200);
        Assert.Equal(state.Version, await one.Version());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_not_carried_before_it_died_is_carried_at_the_next_start_and_once_only(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        string[] numbers;
        await using (var server = await TongdianServer.Start(test))
        {
            var cases = new List<CaseUnderTest>();
            for (var i = 0; i < 3; i++)
                cases.Add(await CaseUnderTest.Submit(server, Samples.Factory()));
            numbers = [.. cases.Select(c => c.Number)];
            await cases[2].Do(cases[2].Customer, "withdraw", new { });
            // Taken, and then the power went out.
            await server.Stored(async db =>
            {
                db.Add(new CalendarVersion { Id = "cn", Version = 2, Json = Announced(2, "2027-01-04"), LoadedAt = server.Time.GetUtcNow().AddHours(-1) });
                return await db.SaveChangesAsync();
            });
        }

        for (var start = 0; start < 2; start++)
        {
            await using var server = await TongdianServer.Start(test);
            foreach (var number in numbers[..2])
                Assert.Equal(2, (await server.Load(number)).Calendar.Announced);
            Assert.Null((await server.Load(numbers[2])).Calendar.Announced);
            Assert.Equal(2, await server.Stored(db => db.Set<CaseEventRow>().CountAsync(e => e.Kind == "years-announced")));
            Assert.NotNull((await server.Stored(db => db.Set<CalendarVersion>().SingleAsync(v => v.Version == 2))).CarriedAt);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_region_has_the_calendar_of_the_nearest_one_upwards(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var administrator = await server.As("administrator");
        (await administrator.Post(Publish, new { json = Text(c => (c["id"], c["windows"]![0]!["begin"]) = ("north", "09:30")) })).Expect(200);

        Assert.Equal(["calendar: calendar.unknown"], (await Give("demo-city", "mars")).Fields);
        (await Give("demo-city", "north")).Expect(200);

        Assert.Equal(new CalendarKey("north", 1), (await (await CaseUnderTest.Submit(server, Samples.Home())).Look()).Calendar);
        Assert.Contains("north", (await administrator.Get(Regions)).Text, StringComparison.Ordinal);
        Assert.Contains("north", (await administrator.Get("/api/v1/administration/log")).Text, StringComparison.Ordinal);
        (await Give("demo-city", null)).Expect(200);
        Assert.Equal(new CalendarKey("cn", 1), (await (await CaseUnderTest.Submit(server, Samples.Home())).Look()).Calendar);

        async Task<Answer> Give(string region, string? calendar)
        {
            var known = (await administrator.Get(Regions)).Expect(200).EnumerateArray().Single(r => r.GetProperty("code").GetString() == region);
            return await administrator.Post($"{Regions}/{region}", new
            {
                parent = known.TryGetProperty("parent", out var parent) ? parent.GetString() : null,
                nameZh = known.GetProperty("nameZh").GetString(), nameEn = known.GetProperty("nameEn").GetString(), calendar,
            });
        }
    }

    private static string Announced(int version, string off) => Text(c =>
    {
        c["version"] = version;
        c["windows"]![0]!["begin"] = "07:00";
        var year = c["years"]![2]!;
        year["provisional"] = false;
        year["daysOff"]!.AsArray().Add(off);
    });

    private static string Text(Action<JsonNode> change)
    {
        var calendar = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "calendars", "cn.json")))!;
        change(calendar);
        return calendar.ToJsonString();
    }
}
