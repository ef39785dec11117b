using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using System.Text.RegularExpressions;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.People;

/// <summary>A code from a telephone besides the password: setting it up, signing in, losing it.</summary>
public sealed partial class SecondFactorTests(Servers servers, PostgresServer postgres) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Who_set_it_up_signs_in_with_a_code_that_is_good_once(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var (name, key, codes) = await SetUp(server, browser);
        Assert.Equal(10, codes.Count);

        Assert.Equal("401 session.code-required", (await Session(server, name)).Refusal);
        server.Later(TimeSpan.FromSeconds(30));
        var code = TimeCode.At(key, server.Time.GetUtcNow());
        Assert.Equal("401 session.wrong-code", (await Session(server, name, code == "000000" ? "000001" : "000000")).Refusal);
        (await Session(server, name, $"{code[..3]} {code[3..]}")).Expect(201);
        var again = await Session(server, name, code);
        Assert.Equal(("401 session.wrong-code", "code: session.wrong-code"), (again.Refusal, Assert.Single(again.Fields)));

        using var other = server.Visitor();
        var asked = await Password(other, name);
        Assert.Equal((200, "输入验证码"), (asked.Status, asked.Heading));
        var wrong = await other.Press(asked, "登录", ("验证码", code));
        Assert.Equal((401, "输入验证码"), (wrong.Status, wrong.Heading));
        server.Later(TimeSpan.FromSeconds(30));
        var desk = await other.Press(wrong, "登录", ("验证码", TimeCode.At(key, server.Time.GetUtcNow())));
        Assert.Equal((200, "/staff"), (desk.Status, desk.Address));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Of_two_who_send_the_same_code_at_once_one_gets_in(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var (name, key, _) = await SetUp(server, browser);
        server.Later(TimeSpan.FromSeconds(60));
        var code = TimeCode.At(key, server.Time.GetUtcNow());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Session(server, name, code)));

        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal(401, a.Status));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_recovery_code_lets_in_once_and_ten_wrong_codes_close_the_door(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var (name, key, codes) = await SetUp(server, browser);

        (await Session(server, name, codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))).Expect(201);
        Assert.Equal("401 session.wrong-code", (await Session(server, name, codes[0])).Refusal);
        for (var i = 1; i < 10; i++)
        {
            // The right password in between is no new beginning.
            Assert.Equal("401 session.code-required", (await Session(server, name)).Refusal);
            Assert.Equal("401 session.wrong-code", (await Session(server, name, $"AAAAA-AAA{i}A")).Refusal);
        }

        server.Later(TimeSpan.FromSeconds(30));
        Assert.Equal("429 session.locked-out", (await Session(server, name, TimeCode.At(key, server.Time.GetUtcNow()))).Refusal);
        Assert.Equal("429 session.locked-out", (await Session(server, name, codes[1])).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Of_fifty_wrong_codes_at_once_no_more_than_ten_are_compared(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var (name, _, _) = await SetUp(server, browser);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Session(server, name, $"AAAAA-AAA{i:00}")));

        Assert.InRange(answers.Count(a => a.Refusal == "401 session.wrong-code"), 1, 10);
        Assert.All(answers.Where(a => a.Refusal != "401 session.wrong-code"), a => Assert.Equal("429 session.locked-out", a.Refusal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_key_is_kept_by_no_browser_and_recovery_codes_are_ten_or_none_also_when_made_twice_at_once(Database database)
    {
        var server = await servers.On(database);
        using (var first = await server.Browser(await server.Hire($"factor-{Guid.NewGuid():N}", Roles.Surveyor, "marketing", "demo-county")))
        {
            using var page = await first.GetAsync("/staff/second-factor");
            Assert.True(page.Headers.CacheControl!.NoStore);
        }

        using var browser = server.Visitor();
        var (_, _, codes) = await SetUp(server, browser);
        var state = await browser.Open("/staff/second-factor");

        var answers = await Task.WhenAll(codes.Take(3).Select(c => browser.Press(state, "换一批恢复码", ("验证码", c))));

        Assert.Contains(answers, a => a.Heading == "恢复码");
        Assert.All(answers, a => Assert.Equal(a.Heading == "恢复码" ? 10 : 0, CodesOn(a).Count));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_administrator_takes_it_away_from_who_lost_the_telephone_and_it_is_in_the_log(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var (name, key, _) = await SetUp(server, browser);
        server.Later(TimeSpan.FromSeconds(30));
        var open = server.Anyone.With("Authorization", $"Bearer {(await Session(server, name, TimeCode.At(key, server.Time.GetUtcNow()))).Expect(201).GetProperty("token").GetString()}");
        (await open.Get("/api/v1/worklist")).Expect(200);
        var (administrator, id) = (await server.As("administrator"), Guid.Parse((await server.Colleague(name)).Id));

        var reset = (await administrator.Post($"/api/v1/administration/staff/{id}/second-factor/reset")).Expect(200);

        Assert.False(reset.GetProperty("secondFactor").GetBoolean());
        Assert.Equal("401 access.sign-in-required", (await open.Get("/api/v1/worklist")).Refusal);
        (await Session(server, name)).Expect(201);
        Assert.Equal(0, await server.Stored(db => db.Set<IdentityUserToken<Guid>>().CountAsync(t => t.UserId == id)));
        var entry = (await administrator.Get("/api/v1/administration/log?limit=1")).Expect(200).GetProperty("items")[0];
        Assert.Equal(("second-factor-reset", name), (entry.GetProperty("act").GetString(), entry.GetProperty("subject").GetString()));
        Assert.Equal("403 access.not-allowed", (await (await server.As("manager")).Post($"/api/v1/administration/staff/{id}/second-factor/reset")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whose_role_requires_it_gets_no_further_without(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, new Dictionary<string, string?> { ["Access:SecondFactor"] = "required", ["Access:SecondFactorRoles"] = "administrator, manager" });

        Assert.Equal("403 session.second-factor-missing", (await Session(server, "administrator")).Refusal);
        (await Session(server, "surveyor")).Expect(201);
        using var browser = server.Visitor();
        var asked = await Password(browser, "administrator");
        Assert.Equal((200, "二次验证"), (asked.Status, asked.Heading));
        Assert.Equal(401, await StatusOf(browser, "/staff/second-factor"));
        var key = KeyOn(asked);
        var codes = await browser.Press(asked, "启用", ("应用显示的 6 位数字", TimeCode.At(key, server.Time.GetUtcNow())));
        Assert.Equal("恢复码", codes.Heading);
        Assert.Equal("/staff", (await browser.Click(codes, "已保存，继续")).Address);
        var state = await browser.Open("/staff/second-factor");
        Assert.Contains("10 个", state.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("停用二次验证", state.Text, StringComparison.Ordinal);
        server.Later(TimeSpan.FromSeconds(30));
        (await Session(server, "administrator", TimeCode.At(key, server.Time.GetUtcNow()))).Expect(201);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_colleague_makes_other_recovery_codes_and_goes_without_again(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var (name, key, codes) = await SetUp(server, browser);
        var state = await browser.Open("/staff/second-factor");
        var refused = await browser.Press(state, "换一批恢复码");
        Assert.Equal(401, refused.Status);

        var others = CodesOn(await browser.Press(refused, "换一批恢复码", ("验证码", codes[3])));

        Assert.Empty(others.Intersect(codes));
        Assert.Equal("401 session.wrong-code", (await Session(server, name, codes[4])).Refusal);
        server.Later(TimeSpan.FromSeconds(30));
        var off = await browser.Press(await browser.Open("/staff/second-factor"), "停用二次验证", ("验证码", TimeCode.At(key, server.Time.GetUtcNow())));
        Assert.Equal((200, "/staff/second-factor"), (off.Status, off.Address));
        (await Session(server, name)).Expect(201);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_ticket_ends_after_ten_minutes_and_nothing_of_it_lies_open_in_the_database(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var (name, key, codes) = await SetUp(server, browser);
        using var slow = server.Visitor();
        var asked = await Password(slow, name);
        server.Later(TimeSpan.FromMinutes(11));

        var late = await slow.Press(asked, "登录", ("验证码", TimeCode.At(key, server.Time.GetUtcNow())));

        Assert.Equal((401, "工作台登录"), (late.Status, late.Heading));
        var id = Guid.Parse((await server.Colleague(name)).Id);
        var stored = string.Join('\n', await server.Stored(db => db.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == id).Select(t => t.Value).ToListAsync()));
        Assert.NotEmpty(stored);
        Assert.DoesNotContain(key, stored, StringComparison.Ordinal);
        Assert.All(codes, c => Assert.DoesNotContain(c, stored, StringComparison.Ordinal));
    }

    /// <summary>RFC 6238, appendix B: the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void The_codes_are_those_of_the_standard(long second, string code) =>
        Assert.Equal(code, TimeCode.At("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(second)));

    private static async Task<(string Name, string Key, IReadOnlyList<string> Codes)> SetUp(TongdianServer server, PageVisitor browser)
    {
        var name = await server.Hire($"factor-{Guid.NewGuid():N}", Roles.Surveyor, "marketing", "demo-county");
        await Password(browser, name);
        var page = await browser.Open("/staff/second-factor");
        var key = KeyOn(page);
        var codes = await browser.Press(page, "启用", ("应用显示的 6 位数字", TimeCode.At(key, server.Time.GetUtcNow())));
        return (name, key, CodesOn(codes));
    }

    private static async Task<WebPage> Password(PageVisitor browser, string name) =>
        await browser.Press(await browser.Open("/staff/sign-in"), "登录", ("登录名", name), ("密码", TongdianServer.Password));

    private static async Task<int> StatusOf(PageVisitor browser, string path)
    {
        var page = await browser.Open(path);
        return page.Address.StartsWith("/staff/sign-in", StringComparison.Ordinal) ? 401 : page.Status;
    }

    private static Task<Answer> Session(TongdianServer server, string user, string? code = null) =>
        server.Anyone.Post("/api/v1/sessions", code is null ? new { user, password = TongdianServer.Password } : (object)new { user, password = TongdianServer.Password, code });

    private static string KeyOn(WebPage page) => Key().Match(page.Html).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);

    private static List<string> CodesOn(WebPage page) => [.. Code().Matches(page.Html).Select(m => m.Groups["code"].Value)];

    [GeneratedRegex("<code>(?<key>[A-Z2-7 ]{32,50})</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("<code>(?<code>[A-Z0-9]{5}-[A-Z0-9]{5})</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
