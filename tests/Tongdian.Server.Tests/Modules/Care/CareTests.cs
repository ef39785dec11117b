using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Care;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Care;

/// <summary>A week after power-on the customer is asked; holidays are greeted; what is not about the case is declined with one press.</summary>
public sealed class CareTests(Servers servers) : IClassFixture<Servers>
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static readonly (string Name, string Value)[] Good = [("supplyNormal", "yes"), ("chargesAsTold", "yes"), ("unsafeOrUnclear", "no"), ("recommends", "Yes"), ("words", "电工师傅讲得很清楚")];

    [Theory, ClassData(typeof(Databases))]
    public async Task A_week_after_power_on_the_customer_is_asked_once_and_answers_once(Database database)
    {
        var server = await servers.On(database);
        var one = await Powered(server);
        server.Later(Week - TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("follow-up", await one.Told(server));
        Assert.Equal(404, (await Answer(one, supplyNormal: true)).Status);

        server.Later(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => server.Services.GetRequiredService<SendCare>().TakeDue(default)));
        Assert.Single(await one.Told(server), "follow-up");

        using var visitor = server.Visitor();
        var page = await visitor.Open(await Link(one, "follow-up", "提示："));
        Assert.StartsWith("/follow-up/", page.Address, StringComparison.Ordinal);
        Assert.Contains("电动自行车和电池不在屋里", page.Text, StringComparison.Ordinal);
        var wrong = await visitor.Post(page.Address, ("supplyNormal", "yes"), ("words", "还有"));
        Assert.Equal((422, 3), (wrong.Status, wrong.Faults.Count));
        Assert.Equal("还有", wrong.Value("还想说什么"));
        Assert.Contains("谢谢您", (await visitor.Post(page.Address, Good)).Text, StringComparison.Ordinal);
        Assert.Equal(409, (await visitor.Post(page.Address, Good)).Status);
        Assert.Empty(await Recoveries(server, one));

        // Whoever makes the follow-up call reads it; who steers sees the figures, and what goes out next.
        Assert.Equal("电工师傅讲得很清楚", await server.Services.GetRequiredService<AnswerFollowUp>().Said(await one.Look(), default));
        var seen = await server.Services.GetRequiredService<ShowCare>().Look(await server.Colleague("coordinator"), 90, default);
        Assert.True(seen.FollowUp is { Asked: >= 1, Answered: >= 1, SupplyNormal: >= 1, Recommend: >= 1 });
        Assert.Contains("/stop/", seen.Next!.Text, StringComparison.Ordinal);

        server.Later(TimeSpan.FromDays(40));
        Assert.Single(await one.Told(server), "follow-up");
        Assert.Single(await one.Told(server), "tips");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_bad_answer_is_a_recovery_in_the_same_commit_however_many_press_at_once(Database database)
    {
        var server = await servers.On(database);
        var one = await Powered(server);
        server.Later(Week);
        await Telling.Everything(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Answer(one, supplyNormal: false, "晚上灯一闪一闪")));

        Assert.Equal([200, .. Enumerable.Repeat(409, 5)], answers.Select(a => a.Status).Order());
        var recovery = Assert.Single(await Recoveries(server, one));
        Assert.Equal(recovery.Number, (await one.Customer.Get($"{one.Path}/follow-up")).Expect(200).GetProperty("recovery").GetString());
        var thread = (await (await server.As("customer-service-agent")).Get($"/api/v1/enquiries/{recovery.Number}")).Expect(200);
        Assert.Equal("用电不正常。\n晚上灯一闪一闪", thread.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.Contains("recovery-begun", await one.Told(server));

        // Nobody else can answer, and the link of another page is none for this one.
        using var visitor = server.Visitor();
        Assert.Equal(404, (await visitor.Open((await Link(one, "follow-up", "提示："))[..^3] + "AAA")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_gets_no_message_is_called_and_who_was_erased_is_passed_over(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Home();
        application["customer"]!["phone"] = "010-69640123";
        var (one, gone) = (await Powered(server, application), await Powered(server));
        var (id, person) = ((await one.Look()).Id.Value, (await gone.Look()).Customer.Person);
        await server.Stored(async db =>
        {
            Vault.Erase(await db.Set<Person>().SingleAsync(p => p.Id == person), server.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        server.Later(Week);
        await Telling.Everything(server);

        Assert.Equal("follow-up", Assert.Single(await server.Stored(db => db.Set<Call>().AsNoTracking().Where(c => c.CaseId == id && c.About == "follow-up").ToListAsync())).About);
        var erased = (await gone.Look()).Id.Value;
        Assert.True(await server.Stored(db => db.Set<CareTask>().AsNoTracking().SingleAsync(t => t.CaseId == erased && t.Kind == CareKind.FollowUp)) is { NextAt: null, SentAt: null });
        Assert.False(await server.Stored(db => db.Set<Message>().AnyAsync(m => m.CaseId == erased && m.Purpose == "follow-up")));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_holiday_is_greeted_once_per_customer_and_not_who_declined_with_one_press(Database database)
    {
        var server = await servers.On(database);
        var same = Samples.Home();
        var (one, declined) = (await Powered(server, same), await Powered(server));
        var twice = Samples.Shop();
        twice["customer"]!["phone"] = same["customer"]!["phone"]!.GetValue<string>();
        var again = await Powered(server, twice);
        server.Later(TimeSpan.FromDays(30));
        Assert.Contains("tips", await declined.Told(server));

        using var visitor = server.Visitor();
        var stop = await Link(declined, "tips", "不再接收：");
        Assert.StartsWith("/stop/", stop, StringComparison.Ordinal);
        // A program that looks into mails opens every link: that declines nothing.
        var page = await visitor.Open(stop);
        Assert.False(await Declines(server, declined));
        Assert.Contains("已停止", (await visitor.Press(page, "不再接收")).Text, StringComparison.Ordinal);
        Assert.True(await Declines(server, declined));
        Assert.Contains("已恢复接收", (await visitor.Press(await visitor.Open(stop), "恢复接收")).Text, StringComparison.Ordinal);
        Assert.False(await Declines(server, declined));
        // A mail program presses by itself (RFC 8058): no cookie, no token of ours.
        using var program = server.Visitor();
        Assert.Equal(("ok", 200), await program.Post(stop, ("List-Unsubscribe", "One-Click")) is var pressed ? (pressed.Html, pressed.Status) : default);
        Assert.True(await Declines(server, declined));
        Assert.Equal(404, (await visitor.Open(stop[..^3] + "AAA")).Status);
        Assert.Equal(404, (await visitor.Open("/stop/" + (await Link(declined, "follow-up", "提示：")).Split('/')[^1])).Status);

        // The morning before the next holiday, twice at the same time and once more.
        var greeting = Domain.Care.GreetingPlan.Next(server.Services.GetRequiredService<Server.Modules.Clocks.CalendarCatalog>().Newest("cn")!, server.Clock.GetUtcNow())!;
        server.Later(greeting.From - server.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        var greet = server.Services.GetRequiredService<GreetCustomers>();
        Assert.Equal(0, await greet.TakeDue(default));
        server.Later(TimeSpan.FromMinutes(2));
        await Task.WhenAll(greet.TakeDue(default), greet.TakeDue(default));
        Assert.Equal(0, await greet.TakeDue(default));

        // Of the two applications with one telephone, whichever came first.
        Assert.Equal([(GreetingOutcome.Sent, 1), (GreetingOutcome.Double, 0)], new[] { await Greeted(server, one, greeting), await Greeted(server, again, greeting) }.OrderBy(g => g.Outcome));
        Assert.Equal((GreetingOutcome.Declined, 0), await Greeted(server, declined, greeting));
        Assert.DoesNotContain("holiday-greeting", (await (await server.As("coordinator")).Get("/api/v1/calls?scope=all")).Expect(200).ToString(), StringComparison.Ordinal);
    }

    private static async Task<CaseUnderTest> Powered(TongdianServer server, System.Text.Json.Nodes.JsonObject? application = null)
    {
        var one = await CaseUnderTest.Submit(server, application ?? Samples.Home());
        await one.GoOn("archive");
        await Telling.Everything(server);
        Assert.NotNull((await one.Look()).EnergisedAt);
        return one;
    }

    private static Task<Answer> Answer(CaseUnderTest one, bool supplyNormal, string? words = null) =>
        one.Customer.Post($"{one.Path}/follow-up", new { supplyNormal, chargesAsTold = true, unsafeOrUnclear = false, recommends = "unsure", words });

    private static async Task<string> Link(CaseUnderTest one, string purpose, string before)
    {
        var text = (await one.Customer.Get($"{one.Path}/messages")).Expect(200).EnumerateArray().First(m => m.GetProperty("purpose").GetString() == purpose).GetProperty("text").GetString()!;
        return new Uri(text.Split(before)[^1].Split(' ')[0]).PathAndQuery;
    }

    private static async Task<bool> Declines(TongdianServer server, CaseUnderTest one)
    {
        var person = (await one.Look()).Customer.Person;
        return await server.Stored(db => db.Set<NoticeChoice>().AnyAsync(c => c.PersonId == person && c.NoCare));
    }

    private static async Task<(GreetingOutcome Outcome, int Messages)> Greeted(TongdianServer server, CaseUnderTest one, Domain.Care.PlannedGreeting greeting)
    {
        var (id, person) = ((await one.Look()).Id.Value, (await one.Look()).Customer.Person);
        var outcome = await server.Stored(db => db.Set<Greeting>().Where(g => g.PersonId == person && g.Occasion == greeting.Key).Select(g => g.Outcome).SingleAsync());
        var kind = greeting.IsSeason ? "season-tip" : "holiday-greeting";
        return (outcome, await server.Stored(db => db.Set<Message>().CountAsync(m => m.CaseId == id && m.Purpose == kind && m.CreatedAt >= greeting.From)));
    }

    private static async Task<List<EnquiryRow>> Recoveries(TongdianServer server, CaseUnderTest one) =>
        await server.Stored(db => db.Set<EnquiryRow>().AsNoTracking().Where(e => e.CaseNumber == one.Number).ToListAsync());
}
