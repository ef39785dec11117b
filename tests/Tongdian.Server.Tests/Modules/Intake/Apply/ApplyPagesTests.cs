using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Intake.Apply;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Intake.Apply;

public sealed partial class ApplyPagesTests(Servers servers) : IClassFixture<Servers>
{
    private const string Check = "核对后提交";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_home_applies_without_a_script_and_is_accepted_at_once(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var applicant = new Applicant(browser);

        var done = await applicant.Apply();

        var state = await server.Load(NumberOn(done));
        Assert.Equal("申请已提交", done.Heading);
        Assert.Contains("已受理", done.Text, StringComparison.Ordinal);
        Assert.Equal((CaseStatus.Accepted, "low-voltage-residential", "zh-CN", "online"), (state.Status, state.Process.Id, state.Language, state.Channel));
        Assert.Equal(["identity", "power-of-attorney", "property"], state.Documents.Select(d => d.Kind).Order(StringComparer.Ordinal));
        Assert.Equal((8m, "home", "demo-county-east"), (state.Facts.CapacityKw!.Value, state.Facts.Purpose, state.Facts.Region));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_factory_is_asked_for_its_sources_and_a_home_is_not(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var done = await new Applicant(browser).Apply("商铺、公司、工厂", "800");

        var state = await server.Load(NumberOn(done));
        Assert.Equal(("high-voltage", 2, "high"), (state.Process.Id, state.Facts.Sources, state.Facts.Voltage));
        using var other = server.Visitor();
        Assert.Equal("申请人是谁？", (await new Applicant(other).GoTo("申请人是谁？")).Heading);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_slip_shows_number_and_code_to_whoever_applied_and_to_nobody_else(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var done = await new Applicant(browser).Apply();

        var slip = await browser.Open($"/case/{NumberOn(done)}/slip");
        Assert.Contains(CodeOn(done), slip.Text, StringComparison.Ordinal);
        Assert.Contains("<svg viewBox=\"0 0", slip.Html, StringComparison.Ordinal);
        using var stranger = server.Visitor();
        Assert.DoesNotContain(CodeOn(done), (await stranger.Open($"/case/{NumberOn(done)}/slip")).Text, StringComparison.Ordinal);
        (await server.AsCustomer(NumberOn(done), CodeOn(done).Replace(" ", "", StringComparison.Ordinal)).Get($"/api/v1/cases/{NumberOn(done)}")).Expect(200);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Sending_twice_makes_one_case_and_every_page_of_the_draft_then_leads_to_it(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var applicant = new Applicant(browser);
        var check = await applicant.GoTo(Check);
        var before = await Cases(server);

        var both = await Task.WhenAll(applicant.Send(check), applicant.Send(check));
        var third = await applicant.Send(check);
        var late = await browser.Open(check.Address.Replace("check", "contact", StringComparison.Ordinal));

        Assert.All([.. both, third, late], page => Assert.Equal(NumberOn(both[0]), NumberOn(page)));
        Assert.Equal(before + 1, await Cases(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_link_goes_on_from_another_device_where_the_applicant_stopped(Database database)
    {
        var server = await servers.On(database);
        using var phone = server.Visitor();
        var stopped = await new Applicant(phone).GoTo("怎样联系您？");
        using var desk = server.Visitor("en");

        var page = await desk.Open(LinkOn(stopped));

        Assert.Equal("How can we reach you?", page.Heading);
        var name = await desk.Open(page.Address.Replace("contact", "name", StringComparison.Ordinal));
        Assert.Equal("张示例", name.Value("Name"));
        Assert.Contains("没填完", (await phone.Open("/apply")).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_wrong_link_opens_nothing(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        foreach (var token in new[] { "AAAAAAAAAAAAAAAAAAAAAA", "x", new string('A', 5000), "..%2f..%2fabout" })
            Assert.Equal((404, "没有这份申请"), ((await browser.Open($"/apply/{token}")) is var page ? (page.Status, page.Heading) : default));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_page_further_on_sends_back_to_what_is_missing(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var page = await new Applicant(browser).GoTo("在哪里用电？");

        Assert.Equal("在哪里用电？", (await browser.Open(page.Address.Replace("place", "check", StringComparison.Ordinal))).Heading);
        Assert.Equal("在哪里用电？", (await browser.Open(page.Address.Replace("place", "contact", StringComparison.Ordinal))).Heading);
        Assert.Equal("要办哪一种？", (await browser.Click(page, "办理类型")).Heading);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_answer_is_changed_from_the_check_page_and_leads_back_to_it(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var check = await new Applicant(browser).GoTo(Check);

        var contact = await browser.Click(check, "修改 联系电话");
        var wrong = await browser.Press(contact, "继续", ("联系电话", "12"));
        var again = await browser.Press(wrong, "继续", ("联系电话", "13612345678"));

        Assert.Equal("12", wrong.Value("联系电话"));
        Assert.Equal(Check, again.Heading);
        Assert.Contains("13612345678", again.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_tabs_change_different_fields_and_lose_neither(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var applicant = new Applicant(browser);
        var check = await applicant.GoTo(Check);
        var (one, other) = (await browser.Click(check, "修改 联系电话"), await browser.Click(check, "修改 联系电话"));

        await browser.Press(one, "继续", ("联系电话", "13612340000"));
        var after = await browser.Press(other, "继续", ("电子邮箱", "zhang@example.test"));

        Assert.Contains("13612340000", after.Text, StringComparison.Ordinal);
        Assert.Contains("zhang@example.test", after.Text, StringComparison.Ordinal);
        var refused = await applicant.Send(check);
        Assert.Equal(409, refused.Status);
        Assert.Contains("刚在别处改过", refused.Text, StringComparison.Ordinal);
        Assert.Equal("申请已提交", (await applicant.Send(refused)).Heading);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_same_first_page_sent_twice_begins_one_draft(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var first = await browser.Open("/apply");
        var before = await Drafts(server);

        var both = await Task.WhenAll(browser.Press(first, "继续", ("自己家用", true)), browser.Press(first, "继续", ("自己家用", true)));
        var back = await browser.Press(first, "继续", ("商铺、公司、工厂", true));

        Assert.All(both, page => Assert.Equal(back.Address, page.Address));
        Assert.Equal(before + 1, await Drafts(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_form_from_elsewhere_begins_nothing_and_one_from_yesterday_loses_nothing(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var before = await Drafts(server);
        var foreign = await browser.Post("/apply", ("customer.kind", "business"), ("once", Guid.NewGuid().ToString("N")));
        Assert.Equal((400, true, before), (foreign.Status, foreign.IsChosen("商铺、公司、工厂"), await Drafts(server)));

        var contact = await new Applicant(browser).GoTo("怎样联系您？");
        var yesterday = await browser.Post(contact.Address, ("customer.phone", "13612345678"), ("__RequestVerificationToken", "gone"));
        Assert.Equal("上传资料", yesterday.Heading);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_cannot_be_is_said_beside_its_field_and_kept_as_it_was_written(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var page = await new Applicant(browser).GoTo("申请人是谁？");

        foreach (var (name, whole) in new[] { ("😀", true), ("张\u202E伟", true), (new string('长', 61), true), ("<script>", true), ("", true), (new string('长', 200_000), false) })
        {
            var wrong = await browser.Press(page, "继续", ("姓名", name), ("证件号码", "11010119900307747A"));
            Assert.Equal(422, wrong.Status);
            Assert.NotEmpty(wrong.Faults);
            Assert.Equal("11010119900307747A", wrong.Value("证件号码"));
            Assert.Equal(whole ? name : name[..2000], wrong.Value("姓名"));
            Assert.True(wrong.Html.Length < 60_000, "The page became too large");
            page = wrong;
        }

        Assert.Equal("怎样联系您？", (await browser.Press(page, "继续", ("姓名", new string('长', 60)), ("证件号码", Samples.IdentityNumber(77)))).Heading);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Ten_megabytes_in_a_field_are_answered_with_a_page(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var page = await new Applicant(browser).GoTo("情况紧急吗？");

        var wrong = await browser.Press(page, "继续", ("紧急", true), ("为什么紧急", new string('x', 10 << 20)));

        Assert.Equal((422, "情况紧急吗？", true), (wrong.Status, wrong.Heading, wrong.IsChosen("紧急")));
        Assert.Contains(wrong.Faults, f => f.Contains("500", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Numbers_and_days_that_are_none_are_asked_for_again(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var power = await new Applicant(browser).GoTo("需要多大容量？", "商铺、公司、工厂");

        foreach (var wrong in new[] { "六十", "-5", "1e3", "0", "1000001", "" })
            Assert.Single((await browser.Press(power, "继续", ("容量", wrong))).Faults);
        var next = await browser.Press(power, "继续", ("容量", "６０．５"));
        Assert.Equal("情况紧急吗？", next.Heading);
        var what = await browser.Open(next.Address.Replace("urgent", "what", StringComparison.Ordinal));
        Assert.Single((await browser.Press(what, "继续", ("临时用电", true), ("用到哪一天", "2026-02-30"))).Faults);
        Assert.Single((await browser.Press(what, "继续", ("临时用电", true), ("用到哪一天", "2026-03-01"))).Faults);
        Assert.Single((await browser.Press(what, "继续", ("增容", true))).Faults);
        Assert.Equal("需要多大容量？", (await browser.Press(what, "继续", ("临时用电", true), ("用到哪一天", "2026-05-01"))).Heading);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_number_of_ones_own_counts_whatever_was_chosen_before(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var check = await new Applicant(browser).GoTo(Check);
        var power = await browser.Click(check, "修改 容量");

        Assert.Contains("15 kW", (await browser.Press(power, "继续", ("自己填写容量", "15"))).Text, StringComparison.Ordinal);
        power = await browser.Click(check, "修改 容量");
        Assert.True(power.IsChosen("自己填写"));
        Assert.Contains("12 kW", (await browser.Press(power, "继续", ("电器较多", true))).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_home_that_chooses_nothing_is_asked_for_its_appliances_and_a_made_up_purpose_is_refused(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var power = await new Applicant(browser).GoTo("需要多大容量？");
        Assert.Contains("家里的电器 必填", (await browser.Press(power, "继续")).Text, StringComparison.Ordinal);

        using var other = server.Visitor();
        var shop = await new Applicant(other).GoTo("需要多大容量？", "商铺、公司、工厂");
        Assert.Single((await other.Post(shop.Address, ("capacity.number", "60"), ("supply.purpose", "bitcoin"))).Faults);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Somebody_who_has_an_open_case_there_is_warned_and_may_go_on(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var applicant = new Applicant(browser);
        var number = NumberOn(await applicant.Apply());

        var check = await applicant.GoTo(Check);

        Assert.Contains("可能已经申请过", check.Text, StringComparison.Ordinal);
        Assert.Contains(number, check.Text, StringComparison.Ordinal);
        Assert.NotEqual(number, NumberOn(await applicant.Send(check)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Without_consent_nothing_is_sent(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var check = await new Applicant(browser).GoTo(Check);
        var before = await Cases(server);

        var refused = await browser.Press(check, "提交申请");

        Assert.Equal((422, before), (refused.Status, await Cases(server)));
        Assert.Contains("需要您的同意", Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Missing_documents_are_named_and_do_not_stop_anybody(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var applicant = new Applicant(browser);
        var check = await applicant.GoTo(Check, withDocuments: false);
        Assert.Contains("还缺资料： 申请人身份证明、房屋产权或使用证明", check.Text, StringComparison.Ordinal);

        var done = await applicant.Send(check);

        Assert.Contains("补交：房屋产权或使用证明", done.Text, StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Submitted, (await server.Load(NumberOn(done))).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_a_draft_keeps_cannot_be_read_in_the_database(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var applicant = new Applicant(browser);
        var stopped = await applicant.GoTo("上传资料");
        var token = LinkOn(stopped).Split('/')[^1];

        var rows = await server.Stored(db => db.Set<Draft>().AsNoTracking().ToListAsync());

        Assert.All(rows, r => Assert.Equal(-1, r.Answers.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(applicant.Phone))));
        Assert.All(rows, r => Assert.Equal(-1, r.TokenHash.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(token))));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_deleted_draft_is_gone_with_everything_in_it(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var stopped = await new Applicant(browser).GoTo(Check);
        var people = await server.Stored(db => db.Set<Tongdian.Server.Platform.Privacy.Person>().CountAsync());

        await browser.Press(await browser.Click(stopped, "删除这份申请"), "删除");

        Assert.Equal(404, (await browser.Open(LinkOn(stopped))).Status);
        Assert.Equal(people - 1, await server.Stored(db => db.Set<Tongdian.Server.Platform.Privacy.Person>().CountAsync()));
        Assert.DoesNotContain("没填完", (await browser.Open("/apply")).Text, StringComparison.Ordinal);
    }

    internal static string NumberOn(WebPage page) =>
        Number().Match(page.Text) is { Success: true } found ? found.Value : throw new InvalidOperationException($"No number on {page.Address}: {page.Text}");

    internal static string CodeOn(WebPage page) => Code().Match(page.Text).Groups["code"].Value;

    /// <summary>Path of the link to go on with.</summary>
    internal static string LinkOn(WebPage page) => new Uri(page.Labels.Contains("接着填的链接", StringComparer.Ordinal) ? page.Value("接着填的链接") : page.Value("Link to go on")).AbsolutePath;

    private static Task<int> Cases(TongdianServer server) => server.Stored(db => db.Set<Tongdian.Server.Modules.Cases.CaseRow>().CountAsync());

    private static Task<int> Drafts(TongdianServer server) => server.Stored(db => db.Set<Draft>().CountAsync());

    [GeneratedRegex("TD[0-9]{13}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("查询码 (?<code>[2-9A-Z]{4} [2-9A-Z]{4})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
