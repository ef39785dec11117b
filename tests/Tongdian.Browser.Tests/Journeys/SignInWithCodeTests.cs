using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>A colleague sets up a second factor at the workbench, and comes back with it.</summary>
public sealed class SignInWithCodeTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_colleague_sets_up_a_second_factor_and_comes_back_with_a_recovery_code()
    {
        var person = await Somebody("surveyor");
        var name = await person.Server.Hire("with-a-telephone", "surveyor", "marketing", "demo-county");
        await person.SignIn(name);
        await person.Page.GetByTitle("二次验证").ClickAsync();
        var key = (await person.Page.Locator("ol code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await person.Fill("应用显示的 6 位数字", "000000");
        await person.Press("启用");
        await person.Sees("验证码不对");
        await person.Fill("应用显示的 6 位数字", TimeCode.At(key, person.Server.Time.GetUtcNow()));
        await person.Press("启用");
        await person.Sees("只显示这一次");
        var codes = await person.Page.Locator(".codes code").AllInnerTextsAsync();
        Assert.Equal(10, codes.Count);

        var elsewhere = await Somebody("elsewhere", View.Phone);
        await elsewhere.Open("/staff/sign-in?to=/staff/second-factor");
        await elsewhere.Fill("登录名", name);
        await elsewhere.Fill("密码", TongdianServer.Password);
        await elsewhere.Press("登录");
        await elsewhere.Sees("还需要验证器应用里的验证码");
        await elsewhere.Fill("验证码", codes[0]);
        await elsewhere.Press("登录");

        await elsewhere.Sees("未用的恢复码还有 9 个");
    }
}
