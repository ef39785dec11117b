using System.Text.Json;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.People;

/// <summary>The duty roster: who is there when something happens.</summary>
public sealed class DutyTests(Servers servers) : IClassFixture<Servers>
{
    private const string Duties = "/api/v1/administration/duties";

    private static readonly DateTimeOffset Monday = Given.At("2026-03-02 00:00");

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_is_on_duty_is_asked_in_the_region_and_then_upwards(Database database)
    {
        var server = await servers.On(database);
        var (administrator, crew, inspector) = (await server.As("administrator"), await Id(server, "construction-crew"), await Id(server, "inspector"));
        await Enter(administrator, "demo-city", "o-and-m", Monday, Monday.AddDays(7), inspector);
        await Enter(administrator, "demo-county", "o-and-m", Monday.AddHours(8), Monday.AddHours(20), crew, inspector);

        Assert.Equal(["赵磊 周涛"], await At(server, "demo-county-east", Monday.AddHours(8)));
        Assert.Equal(["赵磊 周涛"], await At(server, "demo-county-east", Monday.AddHours(20).AddSeconds(-1)));
        Assert.Equal(["周涛"], await At(server, "demo-county-east", Monday.AddHours(20)));
        Assert.Equal(["周涛"], await At(server, "demo-district", Monday.AddHours(8)));
        Assert.Empty(await At(server, "demo-county-east", Monday.AddDays(7)));
        Assert.Empty(await At(server, "demo-province", Monday.AddHours(8)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Duties_may_overlap_and_a_week_shows_the_gaps_between_them(Database database)
    {
        var server = await servers.On(database);
        var (administrator, crew) = (await server.As("administrator"), await Id(server, "construction-crew"));
        await Enter(administrator, "demo-district", "metering", Monday.AddDays(-1), Monday.AddHours(10), crew);
        await Enter(administrator, "demo-district", "metering", Monday.AddHours(8), Monday.AddHours(12), crew);
        await Enter(administrator, "demo-district", "metering", Monday.AddDays(1), Monday.AddDays(8), crew);

        var week = (await administrator.Get($"{Duties}?region=demo-district&week=2026-03-02")).Expect(200);

        Assert.Equal(3, week.GetProperty("duties").GetArrayLength());
        var gap = week.GetProperty("gaps").EnumerateArray().Single();
        Assert.Equal(("metering", Monday.AddHours(12), Monday.AddDays(1)),
            (gap.GetProperty("department").GetString(), gap.GetProperty("from").GetDateTimeOffset(), gap.GetProperty("to").GetDateTimeOffset()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Last_week_is_copied_once_and_without_who_left(Database database)
    {
        var server = await servers.On(database);
        var (administrator, crew) = (await server.As("administrator"), await Id(server, "construction-crew"));
        var leaver = await server.Hire($"leaver-{Guid.NewGuid():N}", "surveyor", "marketing", "demo-county");
        await Enter(administrator, "demo-county-west", "marketing", Monday.AddHours(8), Monday.AddHours(20), crew);
        await Enter(administrator, "demo-county-west", "marketing", Monday.AddHours(20), Monday.AddHours(32), await Id(server, leaver));
        (await administrator.Post($"/api/v1/administration/staff/{await Id(server, leaver)}/deactivate")).Expect(200);

        var copied = (await administrator.Post($"{Duties}/copy-last-week", new { region = "demo-county-west", week = "2026-03-09" })).Expect(200);
        var again = (await administrator.Post($"{Duties}/copy-last-week", new { region = "demo-county-west", week = "2026-03-09" })).Expect(200);

        Assert.Equal((1, 1), (copied.GetProperty("copied").GetInt32(), copied.GetProperty("leftOut").GetInt32()));
        Assert.Equal(0, again.GetProperty("copied").GetInt32());
        var week = (await administrator.Get($"{Duties}?region=demo-county-west&week=2026-03-09")).Expect(200).GetProperty("duties").EnumerateArray().Single();
        Assert.Equal(Monday.AddDays(7).AddHours(8), week.GetProperty("from").GetDateTimeOffset());
        (await administrator.Post($"{Duties}/{week.GetProperty("id").GetString()}/remove")).Expect(200);
        Assert.Equal("404 duty.unknown", (await administrator.Post($"{Duties}/{week.GetProperty("id").GetString()}/remove")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_cannot_be_a_duty_is_refused(Database database)
    {
        var server = await servers.On(database);
        var (administrator, crew) = (await server.As("administrator"), await Id(server, "construction-crew"));

        Assert.Equal(
            ["department: field.option", "deputy: staff.deputy-self", "region: field.option", "to: period.ends-before-it-begins"],
            (await administrator.Post(Duties, new { region = "atlantis", department = "magic", from = Monday, to = Monday, staff = crew, deputy = crew })).Fields);
        Assert.Equal(["staff: field.option", "to: duty.too-long"], (await administrator.Post(Duties, new
        {
            region = "demo-city", department = "metering", from = Monday, to = Monday.AddDays(15), staff = Guid.NewGuid(),
        })).Fields);
        Assert.Equal(["from: period.out-of-range"], (await administrator.Post(Duties, new
        {
            region = "demo-city", department = "metering", from = "0001-01-02T00:00:00+08:00", to = Monday, staff = crew,
        })).Fields);
        Assert.Equal(["region: field.option", "week: duty.week"], (await administrator.Get($"{Duties}?region=x&week=2026-03-03")).Fields);
        Assert.Equal(["week: duty.week"], (await administrator.Post($"{Duties}/copy-last-week", new { region = "demo-city", week = "0001-01-01" })).Fields);
        Assert.Equal(["at: field.instant", "department: field.option", "region: field.option"], (await administrator.Get("/api/v1/duties/at?at=0001-01-02T00:00:00Z")).Fields);
    }

    private static async Task Enter(
        ApiClient administrator, string region, string department, DateTimeOffset from, DateTimeOffset to, string staff, string? deputy = null) =>
        (await administrator.Post(Duties, new { region, department, from, to, staff, deputy })).Expect(200);

    private static async Task<IEnumerable<string>> At(TongdianServer server, string region, DateTimeOffset at) =>
        (await (await server.As("surveyor")).Get($"/api/v1/duties/at?region={region}&department=o-and-m&at={Uri.EscapeDataString(at.ToString("O"))}")).Expect(200)
            .EnumerateArray().Select(d => $"{Text(d, "name")} {Text(d, "deputyName")}".Trim());

    private static string? Text(JsonElement item, string property) => item.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static async Task<string> Id(TongdianServer server, string login)
    {
        var found = (await (await server.As("administrator")).Get($"/api/v1/administration/staff?q={login}")).Expect(200).GetProperty("items");
        return found.EnumerateArray().First(s => Text(s, "login") == login).GetProperty("id").GetString()!;
    }
}
