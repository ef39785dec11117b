using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Clocks;

/// <summary>The due-time calculator and the list of processes: what anybody may ask.</summary>
public sealed class CalculateDueTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Three_working_days_from_before_the_national_holiday_end_after_it(Database database)
    {
        var server = await servers.On(database);

        var due = (await server.Anyone.Get("/api/v1/calendars/cn/due?from=2026-09-30T16:00:00%2B08:00&amount=3&unit=working-days")).Expect(200);

        Assert.Equal("2026-10-10T17:30:00+08:00", due.GetProperty("due").GetString());
        Assert.False(due.GetProperty("provisional").GetBoolean());
        Assert.Contains("2026-10-01", due.GetProperty("skipped").EnumerateArray().Select(s => s.GetProperty("date").GetString()));
        Assert.NotEmpty(due.GetProperty("windows").EnumerateArray());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Every_wrong_parameter_is_named(Database database)
    {
        var server = await servers.On(database);
        Assert.Equal(
            ["amount: field.type", "from: field.instant", "unit: field.option"],
            (await server.Anyone.Get("/api/v1/calendars/cn/due?from=yesterday&amount=many&unit=moons")).Fields);
        Assert.Equal(["amount: field.type", "from: field.instant", "unit: field.option"], (await server.Anyone.Get("/api/v1/calendars/cn/due")).Fields);
        Assert.Equal("404 calendar.unknown", (await server.Anyone.Get("/api/v1/calendars/mars/due")).Refusal);
        Assert.Equal(["from: field.instant"], (await server.Anyone.Get("/api/v1/calendars/cn/due?from=2026-09-30T16:00:00&amount=3&unit=hours")).Fields);
        Assert.Equal(422, (await server.Anyone.Get("/api/v1/calendars/cn/due?from=2026-09-30T16:00:00%2B08:00&amount=10001&unit=hours")).Status);
        Assert.Equal(422, (await server.Anyone.Get("/api/v1/calendars/cn/due?from=9999-12-31T16:00:00%2B08:00&amount=10000&unit=working-days")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Anybody_can_read_the_processes(Database database)
    {
        var server = await servers.On(database);
        var list = (await server.Anyone.Get("/api/v1/processes")).Expect(200).EnumerateArray().Select(p => p.GetProperty("id").GetString()).ToList();

        Assert.Equal(["emergency", "high-voltage", "low-voltage-non-residential", "low-voltage-residential"], list.Order(StringComparer.Ordinal));
        foreach (var process in list)
        {
            var shown = (await server.Anyone.InEnglish.Get($"/api/v1/processes/{process}")).Expect(200);
            Assert.Contains(shown.GetProperty("stages").EnumerateArray(), s => s.GetProperty("id").GetString() == "energisation");
            Assert.NotEmpty(shown.GetProperty("promises").EnumerateArray());
        }

        Assert.Equal("404 process.unknown", (await server.Anyone.Get("/api/v1/processes/nothing")).Refusal);
    }
}
