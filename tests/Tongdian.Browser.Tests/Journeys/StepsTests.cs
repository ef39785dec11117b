using Tongdian.Browser.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>The steps that journeys are told in, on a page that has one of everything.</summary>
public sealed class StepsTests(Site site) : BrowserTest(site)
{
    private const string Form = """
        <h1>用电申请</h1>
        <form onsubmit="event.preventDefault(); document.querySelector('#sent').textContent =
            [...new FormData(this)].map(([k, v]) => `${k}=${v.name ?? v}`).join('&')">
          <label for="name">姓名</label><input id="name" name="name" aria-invalid="true" aria-describedby="why"><p id="why">请填写姓名。</p>
          <label for="contact">联系人姓名</label><input id="contact" name="contact">
          <label for="region">区域</label><select id="region" name="region"><option value="">请选择</option><option value="e">东区</option></select>
          <fieldset><legend>用电类别</legend>
            <label><input type="radio" name="kind" value="home">居民</label><label><input type="radio" name="kind" value="shop">非居民</label>
          </fieldset>
          <fieldset><legend>缴费方式</legend>
            <label><input type="radio" name="pay" value="home">居民</label><label><input type="radio" name="pay" value="bank">银行</label>
          </fieldset>
          <label><input type="checkbox" name="consent">同意</label>
          <label><input type="checkbox" name="sms" checked>短信</label>
          <label for="papers">证件</label><input id="papers" name="papers" type="file" multiple>
          <canvas aria-label="签名" role="img" width="200" height="100" onpointermove="if (event.buttons) this.dataset.drawn = '1'"></canvas>
          <details><summary>更多</summary><p>夜间也可上门。</p></details>
          <button>提交</button>
        </form>
        <dl><dt>办件编号</dt><dd id="sent"> </dd></dl>
        <table><tr><td>一号</td><td><button onclick="sent.textContent = 'one'">领取</button></td></tr>
          <tr><td>二号</td><td><button onclick="sent.textContent = 'two'">领取</button></td></tr></table>
        <p hidden>看不见的字</p>
        """;

    [Fact]
    public async Task A_form_is_filled_in_by_its_labels()
    {
        var customer = await OnTheForm();
        await customer.Fill("姓名", "张示例");
        await customer.Select("区域", "东区");
        await customer.Choose("用电类别", "居民");
        await customer.Choose("缴费方式", "银行");
        await customer.Tick("同意");
        await customer.Untick("短信");
        await customer.Attach("证件", Papers.Photo(), Papers.Document());
        await customer.Press("提交");

        await customer.SeesIn("姓名", "张示例");
        Assert.Equal("name=张示例&contact=&region=e&kind=home&pay=bank&consent=on&papers=photo.jpg&papers=document.pdf", await customer.Read("办件编号"));
    }

    [Fact]
    public async Task A_signature_is_drawn()
    {
        var customer = await OnTheForm();
        await customer.Sign("签名");

        Assert.Equal("1", await customer.Page.GetByLabel("签名").GetAttributeAsync("data-drawn"));
    }

    [Fact]
    public async Task A_button_is_pressed_in_the_row_that_is_meant()
    {
        var surveyor = await OnTheForm();
        await surveyor.Press("领取", inRowOf: "二号");

        Assert.Equal("two", await surveyor.Read("办件编号"));
        await surveyor.SeesTogether("二号", "领取");
    }

    [Fact]
    public async Task What_is_seen_is_what_is_shown()
    {
        var customer = await OnTheForm();
        await customer.SeesMistake("姓名", "请填写姓名");
        await customer.SeesNothingOf("看不见的字");
        await customer.SeesNothingOf("夜间也可上门");
        await customer.Unfold("更多");

        await customer.Sees("夜间也可上门");
    }

    [Fact]
    public async Task Each_person_has_a_browser_of_their_own()
    {
        var (one, other) = (await Somebody("one", language: "en"), await Somebody("other", View.Phone));
        await one.Open("/about?lang=en");
        await other.Open("/about");

        await one.IsOn("Tongdian · one-stop power connection");
        await other.IsOn("通电 · 装表接电一站式服务平台");
    }

    [Fact]
    public async Task Without_scripts_links_lead_on_and_back()
    {
        var visitor = await Somebody(scripts: false, language: "en");
        await visitor.Open("/docs/");
        await visitor.Follow("Glossary");
        await visitor.IsOn("Glossary");
        await visitor.GoBack();

        await visitor.IsOn("Documents");
    }

    private async Task<Person> OnTheForm()
    {
        var person = await Somebody();
        await person.Page.SetContentAsync(Form);
        await person.IsOn("用电申请");
        return person;
    }
}
