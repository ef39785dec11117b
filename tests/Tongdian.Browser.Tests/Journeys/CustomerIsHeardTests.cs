using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Feedback;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>Customers say what they think, and something comes of it.</summary>
public sealed class CustomerIsHeardTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_bad_rating_is_answered_planned_and_mended_until_the_customer_is_satisfied()
    {
        var customer = await Somebody("customer", View.Phone);
        var one = await CaseUnderTest.Submit(customer.Server, Samples.Shop());
        await one.Complete("acceptance");
        await customer.Open(await RatingLink(customer.Server, one));
        await customer.IsOn("您满意吗？");
        await customer.Press("不满意");
        await customer.Sees("很抱歉");
        await customer.Page.FillAsync("[name='words']:visible", "打了三次电话才有人接");
        await customer.Press("发送");
        var number = (await Recovery(customer.Server, one)).Number;

        var agent = await Somebody("agent");
        await agent.SignIn("customer-service-agent");
        await agent.Open($"/staff/enquiries/{number}");
        await agent.Sees("打了三次电话才有人接");
        await agent.Page.FillAsync("#words", "非常抱歉，今天起上午加一人接听。");
        await agent.Press("答复客户");
        await Expect(agent.Page.Locator(".message.ours")).ToHaveCountAsync(1);
        await agent.Press("定整改计划");
        await agent.Fill("原因", "排班太紧");
        await agent.Fill("整改措施", "上午加一人接听");
        await agent.Page.SelectOptionAsync("#to", new SelectOptionValue { Label = await SomebodyOf(agent) });
        await agent.Press("保存计划");
        await Expect(agent.Page.Locator(".message.ours")).ToHaveCountAsync(2);
        // Not yet: it begins anew, and is mended again.
        await agent.Press("客户仍不满意");
        await agent.Page.FillAsync("#words", "组长今天回电，已接通。");
        await agent.Press("答复客户");
        await Expect(agent.Page.Locator(".message.ours")).ToHaveCountAsync(3);
        await agent.Press("定整改计划");
        await agent.Fill("原因", "新人不熟");
        await agent.Fill("整改措施", "组长陪同一周");
        await agent.Page.SelectOptionAsync("#to", new SelectOptionValue { Label = await SomebodyOf(agent) });
        await agent.Press("保存计划");
        await Expect(agent.Page.Locator(".message.ours")).ToHaveCountAsync(4);
        await agent.Press("客户说满意");
        await Expect(agent.Page.Locator(".casehead .state-idle")).ToHaveTextAsync("已办结");

        var ended = await Recovery(agent.Server, one);
        Assert.Equal((EnquiryStatus.Closed, (DateTimeOffset?)null), (ended.Status, ended.BreachedAt));
    }

    [Fact]
    public async Task A_scheme_is_objected_to_revised_and_accepted()
    {
        var person = await Somebody("customer", View.Phone);
        var customer = new Customer(person, scripts: true);
        var one = await CaseUnderTest.Submit(person.Server, Samples.Shop());
        await one.GoOn("confirmation");
        await person.Open($"/case/open?number={one.Number}&code={one.Code}");
        await person.Open($"/case/{one.Number}/confirmation");
        await person.Page.Locator("main details.card summary").First.ClickAsync();
        await person.Page.FillAsync("main details.card[open] textarea", "请避开门面招牌");
        await person.Press("要求修改方案");
        await person.Arrives($"/case/{one.Number}");

        var engineer = await Somebody("scheme-engineer");
        await engineer.SignIn("scheme-engineer");
        await engineer.Open($"/staff/cases/{one.Number}?stage=scheme");
        await engineer.Sees("请避开门面招牌");
        await engineer.Page.FillAsync("#fields-lineLengthM", "26");
        await engineer.Press("完成供电方案");
        await engineer.Press("确认完成");
        await Expect(engineer.Page.Locator(".stagebox .formfoot")).ToHaveCountAsync(0);

        // What is different is seen before it is accepted.
        await person.Open($"/case/{one.Number}/scheme");
        await Expect(person.Page.Locator("dl.changes ins")).ToHaveTextAsync("26 m");
        await customer.Do(one.Number, "confirmation");
        Assert.NotNull((await one.Look()).Stage("confirmation").FinishedAt);
    }

    [Fact]
    public async Task A_screen_in_the_hall_changes_by_itself()
    {
        var screen = await Somebody("hall", View.Desk);
        var made = (await (await screen.Server.As("administrator")).Post("/api/v1/administration/displays", new { office = "demo-county", name = "大厅二号屏" })).Expect(200);
        await screen.Open(made.GetProperty("address").GetString()!);
        await screen.Sees("报装进度公示");

        var one = await CaseUnderTest.Submit(screen.Server, Samples.Hospital());
        Assert.True(CaseNumber.TryParse(one.Number, out var number));
        var row = screen.Page.Locator("tbody tr").Filter(new() { HasText = number.Value.Masked });
        await Expect(row).ToBeVisibleAsync();
        var before = await row.InnerTextAsync();
        await one.Complete("acceptance");
        await Expect(row).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
    }

    private static async Task<string> SomebodyOf(Person agent) => (await agent.Page.Locator("#to option").AllInnerTextsAsync()).First(o => o.Contains("1003", StringComparison.Ordinal));

    private static Task<EnquiryRow> Recovery(TongdianServer server, CaseUnderTest one) =>
        server.Stored(db => db.Set<EnquiryRow>().AsNoTracking().SingleAsync(e => e.CaseNumber == one.Number && e.Kind == EnquiryKind.Recovery));

    /// <summary>Half an hour later.</summary>
    private static async Task<string> RatingLink(TongdianServer server, CaseUnderTest one)
    {
        await Telling.Everything(server);
        var now = server.Time.GetUtcNow();
        await server.Stored(db => db.Set<Evaluation>().Where(e => e.Number == one.Number).ExecuteUpdateAsync(e => e.SetProperty(x => x.AskAt, now)));
        await server.Services.GetRequiredService<AskForRatings>().TakeDue(default);
        var asked = (await one.Customer.Get($"{one.Path}/messages")).Expect(200).EnumerateArray().First(m => m.GetProperty("purpose").GetString() == "evaluate");
        return new Uri(asked.GetProperty("text").GetString()!.Split("有效：")[1]).PathAndQuery;
    }
}
