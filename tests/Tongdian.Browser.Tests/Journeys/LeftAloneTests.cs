using System.Diagnostics;
using Microsoft.Playwright;
using Tongdian.Browser.Tests.Pages;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>
/// A stage is left alone, and everybody whom it concerns hears of it without asking: whoever has it, the coordination centre, the customer, and the
/// company the Monday after. The platform's clock runs as the real one does and is set forward in between; it watches by itself. Runs when nothing
/// else does, because how soon the wall shows it is measured.
/// </summary>
[Collection(nameof(Alone)), Trait("needs", "quiet")]
public sealed class LeftAloneTests(Site site, PostgresServer postgres) : BrowserTest(site)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2);

    private readonly RunningTime time = new(On(2, 22, 30));

    [Fact]
    public async Task Everybody_hears_of_it_and_the_week_remembers()
    {
        await using var database = await TestDatabase.Create(Database.Sqlite, postgres);
        var watching = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "true" };
        CaseUnderTest one;
        await using (var server = await TongdianServer.Start(database, watching, time: time))
        {
            // Late on Monday a home asks for power; somebody takes the survey, and nothing more happens. Three of them, so that a slow moment of the
            // machine is not the wall's.
            var homes = new List<CaseUnderTest>();
            foreach (var home in Enumerable.Range(0, 3))
            {
                homes.Add(await CaseUnderTest.Submit(server, Samples.Home()));
                time.Set(On(3, 8, 30 + home));
                (await homes[home].Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
                time.Set(On(2, 22, 31 + home));
            }

            one = homes[0];
            await TheSurveyorIsWarned(server, one);
            await TheWallShowsIt(server, homes);
            await TheRoundDecides(server, one);
            await TheOwnerTellsTheCustomer(server, one);
            time.Set(On(4, 9, 0));
            server.ForgetSessions();
            await one.Complete("survey");
        }

        time.Set(On(9, 0, 30));
        await using var monday = await TongdianServer.Start(database, watching, time: time);
        await TheWeekRemembers(monday);
    }

    private async Task TheSurveyorIsWarned(TongdianServer server, CaseUnderTest one)
    {
        time.Set(On(3, 10, 29));
        var surveyor = await Somebody("surveyor", at: server);
        await surveyor.SignIn("surveyor");
        var bell = surveyor.Page.Locator(".bell b");
        await Expect(bell).ToHaveCountAsync(0);

        time.Set(On(3, 10, 31));
        await Expect(bell).ToBeVisibleAsync();
        await surveyor.Page.Locator(".bell").ClickAsync();
        await surveyor.SeesTogether(one.Number, "已用四分之三");
        await surveyor.GoHome();
    }

    // Two o'clock, and four office hours after it was taken nobody has done anything.
    private async Task TheWallShowsIt(TongdianServer server, List<CaseUnderTest> homes)
    {
        time.Set(On(3, 13, 50));
        var coordinator = await Somebody("coordinator", at: server);
        await coordinator.SignIn("coordinator");
        await coordinator.Open("/staff/wall");
        var stalled = coordinator.Page.Locator(".totals .stalled b");
        await Expect(stalled).ToHaveTextAsync("0");
        await coordinator.Page.EvaluateAsync("() => { window.stillTheSame = true; }");
        var best = TimeSpan.MaxValue;
        foreach (var (index, home) in homes.Index())
        {
            time.Set(On(3, 14, index).AddSeconds(5));
            var since = Stopwatch.GetTimestamp();
            await Expect(stalled).ToHaveTextAsync($"{index + 1}");
            await Expect(coordinator.Page.Locator(".worst li").Filter(new() { HasText = home.Number })).ToContainTextAsync("滞留");
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
        }

        Assert.True(best <= AtMost, $"The wall showed it after {best.TotalSeconds:0.0} s");
        Assert.True(await coordinator.Page.EvaluateAsync<bool>("() => window.stillTheSame"));
        await coordinator.GoHome();
    }

    private async Task TheRoundDecides(TongdianServer server, CaseUnderTest one)
    {
        time.Set(On(3, 14, 5));
        var coordinator = await Somebody("coordinator-at-the-round", at: server);
        await coordinator.SignIn("coordinator");
        await coordinator.Open("/staff/round");
        var item = coordinator.Page.Locator("article").Filter(new() { HasText = one.Number });
        await Expect(item).ToContainTextAsync("滞留");
        await item.GetByRole(AriaRole.Button, new() { Name = "决定", Exact = true }).ClickAsync();
        await coordinator.Select("原因", "现场不具备条件");
        await coordinator.Select("措施", "告知客户");
        await coordinator.Press("确定");
        await Expect(item).ToContainTextAsync("吴丽");
        await coordinator.Press("结束本轮");
        await coordinator.Sees("14:05 结束（吴丽）");
        await coordinator.GoHome();
    }

    private async Task TheOwnerTellsTheCustomer(TongdianServer server, CaseUnderTest one)
    {
        time.Set(On(4, 8, 45));
        var owner = await Somebody("owner", at: server);
        // Whoever had the fewest open cases when it came.
        await owner.SignIn((await one.Look()).Owner == (await server.Colleague("counter-clerk")).Id ? "counter-clerk" : "customer-service-agent");
        await owner.Open("/staff/customers");
        await owner.Press($"告知客户 {one.Number}");
        await owner.Fill("延期原因", "配电室还没有腾空");
        await owner.Press("发送并记录");
        await owner.Sees($"已告知客户并记录：{one.Number}");
        await owner.GoHome();

        var customer = await Somebody("customer", View.Phone, at: server);
        await customer.Open($"/case/open?number={one.Number}&code={one.Code}");
        await customer.Sees("办理时间会比承诺的长");
        await customer.Sees("配电室还没有腾空");
    }

    private async Task TheWeekRemembers(TongdianServer server)
    {
        var manager = await Somebody("manager", at: server);
        await manager.SignIn("manager");
        await manager.Open("/staff/review");
        await manager.SeesTogether("现场不具备条件", "1 / 3");
        await manager.GoHome();
    }

    // March 2026: the second is a Monday.
    private static DateTimeOffset On(int day, int hour, int minute) => new(2026, 3, day, hour, minute, 1, Given.China.UtcOffset);
}
