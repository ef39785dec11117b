using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Coordination;

/// <summary>First-asked responsibility: whose a customer is, the word that is owed before it is late, and visits to which nobody came.</summary>
public sealed class OwnerTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_owner_is_alerted_tells_the_customer_and_it_is_recorded_with_the_message(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var owner = await Owner(server, one);
        Assert.Equal("none", await Duty(server, owner, one));

        // The survey takes so long that what follows cannot be done in time.
        server.Later(TimeSpan.FromHours(30));
        await Watching.Everything(server);
        Assert.Equal("due", await Duty(server, owner, one));
        Assert.Contains((one.Number, "late-notice"), await Alerts(await server.As(owner), ""));

        var expected = server.Time.GetUtcNow().AddDays(2);
        Assert.Equal(["expected: expected.in-the-past"], (await one.Do(await server.As(owner), "late-notice", new { reason = "材料未到", expected = server.Time.GetUtcNow() })).Fields);
        Assert.Equal("403 case.not-allowed", (await one.Do(await server.As("surveyor"), "late-notice", new { reason = "材料未到", expected })).Refusal);
        Assert.Equal("422 case.reason-missing", (await one.Do(await server.As(owner), "late-notice", new { reason = " ", expected })).Refusal);
        Assert.Equal(0, await Messages(server, "late"));

        (await one.Do(await server.As(owner), "late-notice", new { reason = "材料未到", expected })).Expect(200);

        Assert.Equal(1, await Messages(server, "late"));
        Assert.Equal("told", await Duty(server, owner, one));
        var told = (await one.Customer.Get($"{one.Path}/events")).Expect(200).GetProperty("items").EnumerateArray().Last();
        Assert.Equal("lateness-told", told.GetProperty("kind").GetString());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_owner_is_changed_with_a_reason_and_the_customers_go_along(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (before, after) = await Owner(server, one) == "counter-clerk" ? ("counter-clerk", "customer-service-agent") : ("customer-service-agent", "counter-clerk");
        var id = (await server.Colleague(after)).Id;

        Assert.Equal("422 case.reason-missing", (await one.Do(await server.As(before), "owner", new { owner = id, reason = " " })).Refusal);
        Assert.Equal(["owner: owner.does-not-fit"], (await one.Do(await server.As(before), "owner", new { owner = (await server.Colleague("surveyor")).Id, reason = "调岗" })).Fields);
        Assert.Equal("403 case.not-allowed", (await one.Do(await server.As("surveyor"), "owner", new { owner = id, reason = "调岗" })).Refusal);
        (await one.Do(await server.As(before), "owner", new { owner = id, reason = "调岗" })).Expect(200);

        Assert.Equal("none", await Duty(server, after, one));
        Assert.Equal("not mine", await Duty(server, before, one));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Nobody_came_and_the_customer_and_the_centre_hear_of_it_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (left, met) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        foreach (var one in new[] { left, met })
        {
            (await one.Do(one.Customer, "stages/survey/ask-time", new { day = "2026-03-03", part = "morning" })).Expect(200);
            (await one.Do(await server.As("surveyor"), "stages/survey/appointment", new { day = "2026-03-03", part = "morning" })).Expect(200);
        }

        server.Later(TimeSpan.FromHours(24));
        (await met.Do(await server.As("surveyor"), "stages/survey/check-in")).Expect(200);
        Assert.Equal("409 visit.already-there", (await met.Do(await server.As("surveyor"), "stages/survey/check-in")).Refusal);
        server.Later(TimeSpan.FromHours(3));
        await Task.WhenAll(Watching.Everything(server), Watching.Everything(server));

        Assert.Equal([left.Number], (await Alerts(await server.As("coordinator"), "?scope=centre")).Where(a => a.Threshold == "no-show").Select(a => a.Number));
        Assert.Equal(1, await Messages(server, "no-show"));
        // The customer asks for another time: that is another visit.
        (await left.Do(left.Customer, "stages/survey/ask-time", new { day = "2026-03-04", part = "morning" })).Expect(200);
        (await left.Do(await server.As("surveyor"), "stages/survey/appointment", new { day = "2026-03-04", part = "morning" })).Expect(200);
        server.Later(TimeSpan.FromHours(24));
        await Watching.Everything(server);
        Assert.Equal(2, await Messages(server, "no-show"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Alerts_reach_whoever_has_the_stage_stands_in_or_is_on_duty(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (taken, nobodys) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        (await taken.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        await server.Hire("stand-in", "surveyor", "marketing", "demo-province");
        await server.Hire("on-duty", "surveyor", "marketing", "demo-province");
        server.Later(TimeSpan.FromHours(13));
        await Watching.Everything(server);

        Assert.Contains((taken.Number, "near"), await Alerts(await server.As("surveyor"), ""));
        Assert.DoesNotContain((nobodys.Number, "near"), await Alerts(await server.As("surveyor"), ""));
        Assert.Empty(await Alerts(await server.As("stand-in"), ""));
        Assert.Empty(await Alerts(await server.As("on-duty"), ""));

        await server.Away("surveyor", "stand-in");
        Assert.Contains((taken.Number, "near"), await Alerts(await server.As("stand-in"), ""));
        var now = server.Time.GetUtcNow();
        (await (await server.As("administrator")).Post("/api/v1/administration/duties", new
        {
            region = "demo-county", department = "marketing", from = now, to = now.AddHours(8), staff = (await server.Colleague("on-duty")).Id,
        })).Expect(200);
        Assert.Contains((nobodys.Number, "near"), await Alerts(await server.As("on-duty"), ""));
        Assert.DoesNotContain((taken.Number, "near"), await Alerts(await server.As("on-duty"), ""));
        Assert.Empty(await Alerts(await server.As("stand-in"), "?scope=centre"));
    }

    private static async Task<string> Owner(TongdianServer server, CaseUnderTest one)
    {
        var owner = (await one.Look()).Owner;
        return (await server.Colleague("counter-clerk")).Id == owner ? "counter-clerk" : "customer-service-agent";
    }

    private static async Task<string> Duty(TongdianServer server, string who, CaseUnderTest one)
    {
        var mine = (await (await server.As(who)).Get("/api/v1/my-customers")).Expect(200).EnumerateArray().FirstOrDefault(r => r.GetProperty("number").GetString() == one.Number);
        return mine.ValueKind == JsonValueKind.Undefined ? "not mine" : mine.TryGetProperty("duty", out var duty) && duty.ValueKind == JsonValueKind.String ? duty.GetString()! : "none";
    }

    private static async Task<IReadOnlyList<(string Number, string Threshold)>> Alerts(ApiClient who, string query) =>
        [.. (await who.Get($"/api/v1/alerts{query}")).Expect(200).EnumerateArray().Select(a => (a.GetProperty("number").GetString()!, a.GetProperty("threshold").GetString()!))];

    private static Task<int> Messages(TongdianServer server, string purpose) => server.Stored(db => db.Set<Message>().CountAsync(m => m.Purpose == purpose));
}
