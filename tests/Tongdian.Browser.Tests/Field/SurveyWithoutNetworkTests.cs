using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Field;

/// <summary>A survey on a telephone without network, from setting out to the report.</summary>
public sealed class SurveyWithoutNetworkTests(PostgresServer postgres)
{
    [Fact]
    public async Task It_is_done_offline_outlives_a_dead_battery_and_arrives_as_a_report()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var desk = await TongdianServer.Start(on, time: TimeProvider.System);
        var application = Samples.Home();
        application["customer"]!["name"] = "勘客甲";
        var one = await CaseUnderTest.Submit(desk, application);
        (await one.Do(await desk.As("surveyor"), "stages/survey/claim")).Expect(200);
        await using var wire = new Wire();
        wire.Join(desk.Address);
        await using var phone = await FieldPhone.SignedIn(wire.Address, "surveyor");
        var work = await SurveyOnSite.Of(phone, one, "勘客甲");
        await Assertions.Expect(phone.Page.GetByText("勘客甲")).ToBeVisibleAsync();
        // What the app needs offline is fetched by the worker after the first start.
        await phone.Page.WaitForFunctionAsync("async () => (await navigator.serviceWorker.ready) && (await caches.match('/field/rules/tables.json')) !== undefined", null, new() { Timeout = 60_000 });

        wire.Cut();
        await phone.Again();
        Assert.True(await work.Open());
        await work.FillIn();
        await Assertions.Expect(phone.Page.Locator("p.kept")).ToContainTextAsync(PhoneWords.Kept);
        await phone.Again();
        Assert.True(await work.Open());
        await work.FillIn();
        await work.Scan();
        await work.Calculate();
        await work.Complete();
        await Assertions.Expect(phone.Page.Locator("button.bar-reach")).ToContainTextAsync(PhoneWords.Owed);
        Assert.Equal(StageStatus.Open, await one.Status("survey"));

        wire.Join(desk.Address);
        await phone.Page.Locator("button.bar-reach").ClickAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { NameRegex = PhoneWords.SendNow }).ClickAsync();
        await Assertions.Expect(phone.Page.Locator("button.bar-reach")).ToContainTextAsync(PhoneWords.AllArrived, new() { Timeout = 60_000 });
        var state = await one.Look();
        Assert.Equal(StageStatus.Completed, state.Stage("survey").Status);
        Assert.Equal(work.Taken.Order(), state.Stage("survey").Entry!.Files.Select(f => (f.Kind, f.Sha256)).Order());
        var sheet = (await desk.Services.GetRequiredService<SiteSheets>().Read(state, "survey", default))!;
        Assert.Equal((FieldPhone.Sign, ValueOrigin.Read), (state.Stage("survey").Entry!.Fields["poleNumber"].GetString(), sheet.Origins!["poleNumber"]));
        Assert.NotNull(sheet.Input);
        Assert.NotEmpty(sheet.Safety!);

        await Telling.Everything(desk);
        var answer = await one.Customer.Get($"{one.Path}/stages/survey/survey-report.pdf");
        answer.Expect(200);
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(answer.Bytes, 0, 4));
        Assert.Empty(phone.Complaints);
    }
}
