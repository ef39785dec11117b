using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Clocks;

/// <summary>A new version of a calendar.</summary>
public sealed class PublishCalendarTests(PostgresServer postgres)
{
    private const string Calendars = "/api/v1/administration/calendars";
    private const string Due = "/api/v1/calendars/cn/due?from=2026-03-02T10:00:00%2B08:00&amount=1&unit=working-days";

    [Theory, ClassData(typeof(Databases))]
    public async Task It_counts_at_once_here_and_seconds_later_elsewhere_and_a_case_keeps_its_own(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        await using var other = await TongdianServer.Start(test);
        var administrator = await server.As("administrator");
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        var before = (await server.Anyone.Get(Due)).Text;

        (await administrator.Post($"{Calendars}/publish", new { json = Holiday("2026-03-03") })).Expect(200);

        Assert.StartsWith("2026-03-03T", (string?)JsonNode.Parse(before)!["due"], StringComparison.Ordinal);
        Assert.StartsWith("2026-03-04T", (string?)JsonNode.Parse((await server.Anyone.Get(Due)).Text)!["due"], StringComparison.Ordinal);
        Assert.Equal(before, (await other.Anyone.Get(Due)).Text);
        other.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotEqual(before, (await other.Anyone.Get(Due)).Text);
        Assert.Equal((1, 2), ((await one.Look()).Calendar.Version, (await (await CaseUnderTest.Submit(server, Samples.Factory())).Look()).Calendar.Version));
        var versions = (await administrator.Get(Calendars)).Expect(200).EnumerateArray().ToList();
        Assert.Equal([(2, true), (1, false)], versions.Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("newest").GetBoolean())));
        Assert.Equal("何平", versions[0].GetProperty("loadedBy").GetString());
        var whole = (await administrator.Get($"{Calendars}/cn/versions/2")).Expect(200);
        Assert.Contains("2026-03-03", whole.GetProperty("years").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("404 calendar.unknown", (await administrator.Get($"{Calendars}/cn/versions/3")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_no_calendar_or_not_the_next_version_is_refused_with_the_place(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var administrator = await server.As("administrator");

        Assert.Equal("422 calendar.json", (await Publish("{")).Refusal);
        Assert.Equal(["version: calendar.version-not-next"], (await Publish(Text(_ => { }))).Fields);
        Assert.Equal(["version: calendar.version-not-next"], (await Publish(Text(c => c["version"] = 3))).Fields);
        Assert.Equal(["id: calendar.id-form", "version: calendar.version-not-next"], (await Publish(Text(c => (c["id"], c["version"]) = ("no id", 2)))).Fields);
        Assert.Equal(["windows[1]: calendar.windows-overlap"], (await Publish(Text(c => c["windows"]![1]!["begin"] = "11:00"))).Fields);
        Assert.Equal(["years[0].daysOff[1]: calendar.twice"], (await Publish(Text(c => c["years"]![0]!["daysOff"]![1] = "2025-01-01"))).Fields);
        Assert.Equal(1, await server.Stored(db => db.Set<CalendarVersion>().CountAsync()));

        Task<Answer> Publish(string json) => administrator.Post($"{Calendars}/publish", new { json });
    }

    private static string Holiday(string date) => Text(c =>
    {
        c["version"] = 2;
        c["years"]![1]!["daysOff"]!.AsArray().Add(date);
    });

    private static string Text(Action<JsonNode> change)
    {
        var calendar = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "calendars", "cn.json")))!;
        change(calendar);
        return calendar.ToJsonString();
    }
}
