using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>What goes wrong at a browser: nothing that was entered is lost, nothing happens twice, and one is told.</summary>
public sealed class ClumsyTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Going_back_shows_what_was_answered()
    {
        var person = await Somebody(view: View.Phone);
        await person.Open("/apply");
        await person.Page.CheckAsync("input[name='customer.kind'][value='residential']");
        await person.Press("继续");
        await person.Page.CheckAsync("input[name='supply.request'][value='new']");
        await person.Press("继续");
        await person.IsOn("需要多大容量？");
        await person.GoBack();
        await person.IsOn("要办哪一种？");

        Assert.Equal("new", await person.Page.Locator("input[name='supply.request']:checked").GetAttributeAsync("value"));
        await person.Press("继续");
        await person.IsOn("需要多大容量？");
    }

    [Fact]
    public async Task A_button_that_is_pressed_twice_at_once_has_its_effect_once()
    {
        var person = await Somebody(view: View.Phone);
        await person.Open((await new Applicant(person.Server.Visitor()).GoTo("核对后提交")).Address);
        var before = await Cases(person);
        await person.Page.CheckAsync("input[name='consent']");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "提交申请", Exact = true }).DblClickAsync();
        await person.IsOn("申请已提交");

        Assert.Equal(before + 1, await Cases(person));
    }

    [Theory]
    [InlineData("张\u202e示例", "改变书写方向")]
    [InlineData("张😀示例", null)]
    public async Task A_strange_name_is_kept_or_said_to_be_wrong(string name, string? why)
    {
        var person = await Somebody(view: View.Phone);
        var page = await new Applicant(person.Server.Visitor()).GoTo("申请人是谁？");
        await person.Open(page.Address);
        await person.Fill("姓名", name);
        await person.Fill("证件号码", Samples.IdentityNumber(8_123));
        await person.Press("继续");
        if (why is null)
        {
            await person.IsOn("怎样联系您？");
            await person.Open(page.Address);
        }
        else
        {
            await person.SeesMistake("姓名", why);
        }

        await person.SeesIn("姓名", name);
    }

    [Fact]
    public async Task Ten_megabytes_in_a_field_come_back_with_what_is_wrong()
    {
        var person = await Somebody(view: View.Phone);
        await person.Open((await new Applicant(person.Server.Visitor()).GoTo("在哪里用电？")).Address);
        // The browser is spared drawing it: what is sent is the same.
        await person.Page.EvaluateAsync("() => document.querySelector('textarea').form.addEventListener('formdata', e => e.formData.set(document.querySelector('textarea').name, 'x'.repeat(10_000_000)))");
        await person.Press("继续");

        await person.SeesMistake("详细地址", "长度不对");
        // The beginning is enough to see what it was.
        Assert.Equal(2_000, (await person.Page.InputValueAsync("textarea")).Length);
    }

    [Fact]
    public async Task What_is_too_large_for_a_form_is_refused_on_a_page()
    {
        var person = await Somebody(view: View.Phone);
        await person.Open("/case");
        await person.Page.EvaluateAsync("() => document.querySelector('input[name=number]').form.addEventListener('formdata', e => e.formData.set('number', 'x'.repeat(2_000_000)))");
        await person.Press("查看我的申请");

        await person.Sees("内容过大");
    }

    private static Task<int> Cases(Person person) => person.Server.Stored(db => db.Set<CaseRow>().CountAsync());
}
