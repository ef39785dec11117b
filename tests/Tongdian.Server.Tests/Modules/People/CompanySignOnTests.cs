using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.People;

/// <summary>Colleagues come in by the company's own sign-on.</summary>
public sealed class CompanySignOnTests(PostgresServer postgres)
{
    private const string Company = "用公司账号登录";

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_is_signed_in_at_the_company_is_in_without_a_password_and_comes_to_where_they_wanted(Database database)
    {
        await using var company = await SignOnStub.Start();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, company.Settings, time: TimeProvider.System);
        company.Name = "surveyor";
        using var browser = server.Visitor();

        var asked = await browser.Open("/staff/second-factor");
        Assert.Equal("/staff/sign-in", asked.Address.Split('?')[0]);
        var desk = await browser.Click(asked, Company);

        Assert.Equal("/staff/second-factor", desk.Address);
        Assert.Equal((200, "/staff"), ((await browser.Open("/staff")).Status, (await browser.Open("/staff")).Address));
        // Where a stranger's link leads is not where one comes to.
        using var other = server.Visitor();
        Assert.Equal("/staff", (await other.Open("/staff/sign-in/company?to=https://evil.example/")).Address);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_is_no_colleague_or_no_longer_or_a_program_does_not_come_in(Database database)
    {
        await using var company = await SignOnStub.Start();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, company.Settings, time: TimeProvider.System);
        using var browser = server.Visitor();

        company.Name = "stranger";
        var refused = await browser.Open("/staff/sign-in/company");
        Assert.Equal((403, "/staff/sign-in/company/done?to=%2Fstaff"), (refused.Status, refused.Address));
        Assert.Contains("不是本平台的用户", refused.Html, StringComparison.Ordinal);
        Assert.StartsWith("/staff/sign-in", (await browser.Open("/staff")).Address, StringComparison.Ordinal);

        company.Name = "surveyor";
        (await (await server.As("administrator")).Post($"/api/v1/administration/staff/{(await server.Colleague("surveyor")).Id}/deactivate")).Expect(200);
        Assert.Equal(403, (await browser.Open("/staff/sign-in/company")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_needs_a_second_factor_is_asked_for_it_unless_the_company_did(Database database)
    {
        await using var company = await SignOnStub.Start();
        await using var test = await TestDatabase.Create(database, postgres);
        var settings = company.Settings;
        settings["Access:SecondFactor"] = "required";
        await using var server = await TongdianServer.Start(test, settings, time: TimeProvider.System);
        company.Name = "manager";
        using var browser = server.Visitor();

        var missing = await browser.Open("/staff/sign-in/company");
        Assert.Equal((200, "/staff/sign-in/company/done?to=%2Fstaff"), (missing.Status, missing.Address));
        Assert.Contains("name=\"ticket\"", missing.Html, StringComparison.Ordinal);
        Assert.StartsWith("/staff/sign-in", (await browser.Open("/staff")).Address, StringComparison.Ordinal);

        // By a password alone it would say nothing more, or that it was one.
        company.Further = "pwd";
        Assert.NotEqual("/staff", (await browser.Open("/staff/sign-in/company")).Address);
        company.Further = "mfa";
        Assert.Equal("/staff", (await browser.Open("/staff/sign-in/company")).Address);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_refused_there_or_comes_from_another_browser_or_nowhere_is_told_and_lets_nobody_in(Database database)
    {
        await using var company = await SignOnStub.Start();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, company.Settings, time: TimeProvider.System);
        using var browser = server.Visitor();

        var refused = await browser.Open("/staff/sign-in/company");
        Assert.Equal((401, "/staff/sign-in?company=refused"), (refused.Status, refused.Address));
        Assert.Contains("公司账号没有登录成功", refused.Html, StringComparison.Ordinal);
        Assert.Equal("/staff/sign-in?company=refused", (await browser.Open("/staff/sign-in/company/back?code=made-up&state=made-up")).Address);
        Assert.Equal(401, (await browser.Open("/staff/sign-in/company/done")).Status);

        // Its keys are asked for at the first sign-in; here there is nobody to ask.
        var settings = company.Settings;
        await company.DisposeAsync();
        await using var alone = await TestDatabase.Create(database, postgres);
        await using var cut = await TongdianServer.Start(alone, settings, time: TimeProvider.System);
        using var waiting = cut.Visitor();
        var unreachable = await waiting.Open("/staff/sign-in/company");
        Assert.Equal(503, unreachable.Status);
        Assert.Contains("公司账号服务暂时连不上", unreachable.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_such_door()
    {
        await using var test = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(test);
        using var browser = server.Visitor();
        Assert.DoesNotContain(Company, (await browser.Open("/staff/sign-in")).Html, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.Open("/staff/sign-in/company")).Status);
    }

    [Theory]
    [InlineData("http://sign-on.example.test", "tongdian", "Access:SignOn:Authority")]
    [InlineData("https://sign-on.example.test", "", "Access:SignOn:ClientId")]
    public async Task What_cannot_be_trusted_stops_the_start(string authority, string client, string setting)
    {
        await using var test = await TestDatabase.Create(Database.Sqlite, postgres);
        var wrong = await Assert.ThrowsAsync<FormatException>(() => TongdianServer.Start(
            test, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Access:SignOn:Authority"] = authority, ["Access:SignOn:ClientId"] = client }));
        Assert.StartsWith(setting, wrong.Message, StringComparison.Ordinal);
    }
}
