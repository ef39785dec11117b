using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Feedback;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Feedback;

/// <summary>Every stage is rated once; whoever is not satisfied is answered, told a plan, and asked until they are.</summary>
public sealed class RecoveryTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Stages_done_within_half_an_hour_are_asked_for_in_one_message_and_each_is_rated(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.Complete("acceptance");
        await one.Complete("survey");
        Assert.DoesNotContain("evaluate", await one.Told(server));
        server.Later(TimeSpan.FromMinutes(30));
        Assert.Single(await one.Told(server), "evaluate");

        var link = await Link(one);
        using var visitor = server.Visitor();
        var page = await visitor.Open(link);
        Assert.StartsWith("/rate/", page.Address, StringComparison.Ordinal);
        Assert.Contains("业务受理", page.Html, StringComparison.Ordinal);
        // One tap, and everything about that stage is said.
        var rated = await visitor.Press(page, "很满意");
        Assert.Contains("谢谢您评价“业务受理”", rated.Html, StringComparison.Ordinal);
        Assert.Equal((5, 5, 5, 5), await Stored(server, one, "acceptance", e => (e.Attitude!.Value, e.Skill!.Value, e.Speed!.Value, e.Compliance!.Value)));
        Assert.Null(await Stored(server, one, "survey", e => e.RatedAt));
        Assert.Empty(await Recoveries(server, one));

        // The same page is still open elsewhere and is sent again.
        Assert.Equal("evaluation.given", (await Rate(one, "acceptance", 1)).Expect(409).GetProperty("code").GetString());
        var six = (await one.Customer.Post($"{one.Path}/evaluations/survey", new { attitude = 6, skill = 5, speed = 5 })).Expect(422);
        Assert.Equal(["attitude", "compliance"], six.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal("evaluation.not-asked", (await Rate(one, "scheme", 5)).Expect(404).GetProperty("code").GetString());
        (await one.Customer.Post($"{one.Path}/evaluations/survey", new { attitude = 5, skill = 5, speed = 5, compliance = 5, words = new string('长', 2001) })).Expect(422);

        server.Later(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        Assert.Equal(410, (await Rate(one, "survey", 5)).Status);
        var line = (await (await server.As("coordinator")).Get("/api/v1/feedback")).Expect(200).EnumerateArray().First(l => l.GetProperty("stage").GetString() == "survey");
        Assert.Equal(0, line.GetProperty("rated").GetInt32());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task So_so_is_answered_planned_and_followed_up_until_the_customer_says_satisfied(Database database)
    {
        var server = await servers.On(database);
        var one = await Asked(server);
        (await one.Customer.Post($"{one.Path}/evaluations/acceptance", new { attitude = 5, skill = 5, speed = 3, compliance = 5, words = "打了三次电话才有人接" })).Expect(200);
        var recovery = Assert.Single(await Recoveries(server, one));
        Assert.Contains("recovery-begun", await one.Told(server));
        var (path, agent) = ($"/api/v1/enquiries/{recovery.Number}", await server.As("customer-service-agent"));
        var seen = (await agent.Get(path)).Expect(200);
        Assert.Equal(("recovery", server.Clock.GetUtcNow().AddHours(2)), (seen.GetProperty("kind").GetString(), seen.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.Equal("打了三次电话才有人接", seen.GetProperty("messages")[0].GetProperty("text").GetString());

        (await agent.Post($"{path}/answer", new { text = "非常抱歉，已经加派人手。" }, 1)).Expect(200);
        Assert.Equal(409, (await agent.Post($"{path}/close", null, 2)).Status);
        var until = DateOnly.FromDateTime(server.Clock.GetUtcNow().AddHours(8).DateTime).AddDays(2);
        var surveyor = (await server.Colleague("surveyor")).Id;
        (await agent.Post($"{path}/plan", new { cause = "", measure = "", responsible = "nobody", until }, 2)).Expect(422);
        (await agent.Post($"{path}/plan", new { cause = "排班太紧", measure = "上午加一人接听", responsible = surveyor, until }, 2)).Expect(200);
        (await agent.Post($"{path}/verdict", new { answered = false, text = "还是没人接" }, 3)).Expect(200);
        Assert.Contains("again", (await (await server.As("coordinator")).Get("/api/v1/alerts?scope=centre")).Expect(200).EnumerateArray().Where(a => a.GetProperty("number").GetString() == recovery.Number).Select(a => a.GetProperty("limit").GetString()));

        (await agent.Post($"{path}/answer", new { text = "我今天亲自回您电话。" }, 4)).Expect(200);
        (await agent.Post($"{path}/plan", new { cause = "新人不熟", measure = "组长陪同", responsible = surveyor, until }, 5)).Expect(200);
        (await agent.Post($"{path}/verdict", new { answered = true, text = "这次可以了" }, 6)).Expect(200);
        Assert.Equal("closed", (await agent.Get(path)).Expect(200).GetProperty("state").GetString());
        Assert.Null((await agent.Get(path)).Expect(200).TryGetProperty("breachedAt", out var breached) ? breached.GetString() : null);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_said_after_the_one_tap_reaches_whoever_mends_it_once(Database database)
    {
        var server = await servers.On(database);
        var one = await Asked(server);
        using var visitor = server.Visitor();
        var rated = await visitor.Press(await visitor.Open(await Link(one)), "不满意");
        Assert.Contains("很抱歉", rated.Html, StringComparison.Ordinal);

        await visitor.Press(rated, "发送", ("还想说什么", "等了两个小时"));
        var thanked = await visitor.Press(rated, "发送", ("还想说什么", "再说一次"));

        Assert.Equal(409, thanked.Status);
        var recovery = Assert.Single(await Recoveries(server, one));
        var said = (await (await server.As("customer-service-agent")).Get($"/api/v1/enquiries/{recovery.Number}")).Expect(200).GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString());
        Assert.Equal("等了两个小时", said.Last());
        Assert.Equal(2, said.Count());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Nobody_answers_and_the_alert_comes_after_two_hours_and_for_the_plan_after_a_day(Database database)
    {
        var server = await servers.On(database);
        var one = await Asked(server);
        (await Rate(one, "acceptance", 1)).Expect(200);
        var recovery = Assert.Single(await Recoveries(server, one));

        server.Later(TimeSpan.FromHours(2));
        await Watching.Everything(server);
        Assert.Equal(["enquiry:answer"], await Breaches(server, recovery.Id));
        server.Later(TimeSpan.FromHours(22));
        await Watching.Everything(server);
        Assert.Equal(["enquiry:answer", "enquiry:plan"], await Breaches(server, recovery.Id));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_stage_is_rated_once_however_many_press_at_the_same_time(Database database)
    {
        var server = await servers.On(database);
        var one = await Asked(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Rate(one, "acceptance", i % 2 == 0 ? 1 : 5)));

        Assert.Equal([200, .. Enumerable.Repeat(409, 7)], answers.Select(a => a.Status).Order());
        Assert.Equal(await Stored(server, one, "acceptance", e => e.Attitude) == 1 ? 1 : 0, (await Recoveries(server, one)).Count);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Nobody_can_ask_for_a_recovery_and_a_forged_link_opens_nothing(Database database)
    {
        var server = await servers.On(database);
        var one = await Asked(server);
        (await server.Anyone.Post("/api/v1/enquiries", new { kind = "recovery", text = "？", region = "demo-county", contact = new { name = "张伟", phone = "13800000000" } })).Expect(422);

        using var visitor = server.Visitor();
        var link = await Link(one);
        Assert.Equal(404, (await visitor.Open("/rate/" + link.Split('/')[^1][..^3] + "AAA")).Status);
        // The link of a case is no link for rating, nor the other way round.
        Assert.Equal("/case", (await visitor.Open($"/case/{one.Number}")).Address.Split('?')[0]);
    }

    private static async Task<CaseUnderTest> Asked(TongdianServer server)
    {
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.Complete("acceptance");
        await Telling.Everything(server);
        server.Later(TimeSpan.FromMinutes(30));
        await Telling.Everything(server);
        return one;
    }

    private static Task<Answer> Rate(CaseUnderTest one, string stage, int level) =>
        one.Customer.Post($"{one.Path}/evaluations/{stage}", new { attitude = level, skill = level, speed = level, compliance = level });

    private static async Task<string> Link(CaseUnderTest one)
    {
        var asked = (await one.Customer.Get($"{one.Path}/messages")).Expect(200).EnumerateArray().First(m => m.GetProperty("purpose").GetString() == "evaluate");
        return new Uri(asked.GetProperty("text").GetString()!.Split("有效：")[1]).PathAndQuery;
    }

    private static async Task<List<EnquiryRow>> Recoveries(TongdianServer server, CaseUnderTest one) =>
        await server.Stored(db => db.Set<EnquiryRow>().AsNoTracking().Where(e => e.CaseNumber == one.Number).ToListAsync());

    private static Task<List<string>> Breaches(TongdianServer server, Guid id) => server.Stored(db => db.Set<LimitAlert>().AsNoTracking()
        .Where(a => a.CaseId == id && a.Threshold == Domain.Clocks.Threshold.Breach).OrderBy(a => a.At).Select(a => a.LimitId).ToListAsync());

    private static async Task<T> Stored<T>(TongdianServer server, CaseUnderTest one, string stage, Func<Evaluation, T> of)
    {
        var id = (await one.Look()).Id.Value;
        return of(await server.Stored(db => db.Set<Evaluation>().AsNoTracking().SingleAsync(e => e.CaseId == id && e.Stage == stage)));
    }
}
