using Tongdian.Domain.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.MyCase;

/// <summary>A customer looks at a case and acts on it, without JavaScript.</summary>
public sealed class MyCaseTests(Servers servers) : IClassFixture<Servers>
{
    private static Dictionary<string, string> Entered(params (string Name, string Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    [Theory, ClassData(typeof(Databases))]
    public async Task A_case_is_looked_up_in_any_spelling_and_forgotten_again(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var browser = CustomerBrowser.On(server);
        var page = (await browser.Open("/case")).Is(200);

        var mistyped = (await browser.Press(page, "查看我的申请", Entered(("number", "TD26030212345"), ("code", one.Code)))).Is(422);
        Assert.Contains("编号以 TD 开头", mistyped.Text, StringComparison.Ordinal);
        Assert.Equal("TD26030212345", mistyped.FormWith("查看我的申请")["number"]);
        var wrong = (await browser.Press(mistyped, "查看我的申请", Entered(("number", one.Number), ("code", "AAAABBBB")))).Is(403);
        Assert.Contains("请核对申请编号和查询码", wrong.Text, StringComparison.Ordinal);

        var spelled = $" {one.Number[..8].ToLowerInvariant()} {one.Number[8..]}";
        var mine = (await browser.Press(wrong, "查看我的申请", Entered(("number", spelled), ("code", $"{one.Code[..4].ToLowerInvariant()}-{one.Code[4..]}")))).Is(200);
        Assert.Equal($"/case/{one.Number}", mine.Path);
        Assert.Contains("到哪一步了", mine.Text, StringComparison.Ordinal);

        var list = (await browser.Open("/case")).Is(200);
        Assert.Contains(one.Number, list.Text, StringComparison.Ordinal);
        (await browser.Press(list, "在这台设备上清除记录")).Is(200);
        Assert.Equal($"/case?number={one.Number}", (await browser.Open($"/case/{one.Number}")).Path);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_browser_that_does_not_know_the_code_is_asked_for_it_and_that_is_no_wrong_try(Database database)
    {
        var server = await servers.On(database);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        using var stranger = await CustomerBrowser.With(server, other);
        for (var i = 0; i < 12; i++)
            Assert.Equal($"/case?number={one.Number}", (await stranger.Open($"/case/{one.Number}")).Is(200).Path);
        foreach (var path in new[] { "now", "amend", "document", "withdraw", "desk", "confirmation", "time/survey", "stage/design", "request/x" })
            Assert.StartsWith("/case?number=", (await stranger.Open($"/case/{one.Number}/{path}")).Path, StringComparison.Ordinal);

        using var customer = await CustomerBrowser.With(server, one);
        var page = (await customer.Open($"/case/{one.Number}")).Is(200);
        Assert.DoesNotContain(one.Code, page.Html, StringComparison.Ordinal);
        var file = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("files")[0].GetProperty("file").GetGuid();
        Assert.Equal("image/jpeg", (await customer.Open($"/case/{one.Number}/files/{file}")).Is(200).MediaType);
        Assert.Equal(404, (await stranger.Open($"/case/{other.Number}/files/{file}")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_page_says_where_who_when_and_what_is_needed_in_this_order(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
        using var browser = await CustomerBrowser.With(server, one);

        var page = (await browser.Open($"/case/{one.Number}")).Is(200);

        var places = new[] { "到哪一步了", "谁在办", "什么时候办好", "需要您做什么", "办理经过" }.Select(h => page.Html.IndexOf($">{h}<", StringComparison.Ordinal)).ToList();
        Assert.All(places, p => Assert.True(p > 0));
        Assert.Equal(places.Order(), places);
        Assert.Contains("href=\"tel:", page.Html, StringComparison.Ordinal);
        Assert.Contains("我们用了", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/case/{one.Number}/document?kind=identity", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("acceptance", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("张示例", page.Text, StringComparison.Ordinal);
        Assert.True(page.Html.Length < 40_000, $"{page.Html.Length}");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_open_page_is_renewed_only_when_something_happened(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var browser = await CustomerBrowser.With(server, one);
        var now = (await browser.Open($"/case/{one.Number}/now")).Is(200);
        Assert.DoesNotContain("<html", now.Html, StringComparison.Ordinal);
        Assert.Equal(304, (await browser.Open($"/case/{one.Number}/now", now.ETag)).Status);

        await one.Complete("survey");

        var later = (await browser.Open($"/case/{one.Number}/now", now.ETag)).Is(200);
        Assert.Contains("现场勘查已完成", later.Text, StringComparison.Ordinal);
        Assert.NotEqual(now.ETag, later.ETag);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_told_can_be_amended_and_nothing_entered_is_lost(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var browser = await CustomerBrowser.With(server, one);
        var form = (await browser.Open($"/case/{one.Number}/amend")).Is(200);
        Assert.Contains("139****", form.Text, StringComparison.Ordinal);

        var wrong = (await browser.Press(form, "保存修改", Entered(("phone", "123"), ("email", "new@example.test")))).Is(422);
        Assert.Contains("请填 11 位手机号", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("new@example.test", wrong.FormWith("保存修改")["email"]);

        // Meanwhile somebody else does something.
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        var stale = (await browser.Press(wrong, "保存修改", Entered(("phone", "13911112222")))).Is(412);
        Assert.Contains("现场勘查由", stale.Text, StringComparison.Ordinal);
        Assert.Equal(("13911112222", "new@example.test"), (stale.FormWith("保存修改")["phone"], stale.FormWith("保存修改")["email"]));

        var saved = (await browser.Press(stale, "保存修改")).Is(200);
        Assert.Contains("修改已保存", saved.Text, StringComparison.Ordinal);
        var version = await one.Version();
        // The back button, and the same form again: it had its effect.
        Assert.Contains("修改已保存", (await browser.Press(stale, "保存修改")).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal(version, await one.Version());

        var hidden = (await browser.Press((await browser.Open($"/case/{one.Number}/amend")).Is(200), "保存修改", Entered(("address", "示范路\u202E1号")))).Is(422);
        Assert.Contains("改变书写方向的字符", hidden.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_form_that_is_sent_after_the_browser_forgot_the_code_goes_on_once_it_is_given(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var browser = await CustomerBrowser.With(server, one);
        var form = (await browser.Open($"/case/{one.Number}/amend")).Is(200);
        await browser.Press((await browser.Open("/case")).Is(200), "在这台设备上清除记录");

        var asked = (await browser.Press(form, "保存修改", Entered(("phone", "13911113333")))).Is(403);
        Assert.Contains("再输一次查询码", asked.Text, StringComparison.Ordinal);
        var wrong = (await browser.Press(asked, "继续提交", Entered(("code", "AAAABBBB")))).Is(403);
        Assert.Contains("编号或查询码不对", wrong.Text, StringComparison.Ordinal);
        var saved = (await browser.Press(wrong, "继续提交", Entered(("code", one.Code)))).Is(200);

        Assert.Contains("修改已保存", saved.Text, StringComparison.Ordinal);
        Assert.Equal(2, await one.Version());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_document_that_came_survives_what_else_is_wrong(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
        using var browser = await CustomerBrowser.With(server, one);
        var form = (await browser.Open($"/case/{one.Number}/document")).Is(200);

        var noKind = (await browser.Press(form, "提交资料", null, ("files.document", Samples.Photo, "身份证.jpg"))).Is(422);
        Assert.Contains("身份证.jpg", noKind.Text, StringComparison.Ordinal);
        (await browser.Press(noKind, "提交资料", Entered(("kind", "identity")))).Is(200);

        Assert.Equal(["identity"], (await one.Look()).Documents.Select(d => d.Kind));
        var notAFile = (await browser.Press((await browser.Open($"/case/{one.Number}/document?kind=property")).Is(200), "提交资料", null, ("files.document", "text"u8.ToArray(), "a.jpg"))).Is(422);
        Assert.Contains("不支持的文件类型", notAFile.Text, StringComparison.Ordinal);
        Assert.Contains("缺少这份资料", (await browser.Press(notAFile, "提交资料")).Is(422).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_time_is_asked_for_offered_and_agreed(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var browser = await CustomerBrowser.With(server, one);
        var today = DateOnly.FromDateTime(server.Clock.GetUtcNow().AddHours(8).DateTime);
        var saturday = today.AddDays(1 + ((int)DayOfWeek.Saturday - (int)today.AddDays(1).DayOfWeek + 7) % 7);
        var form = (await browser.Open($"/case/{one.Number}/time/survey")).Is(200);

        var off = (await browser.Press(form, "提交时间", Entered(("day", $"{saturday:O}"), ("part", "Afternoon"), ("note", "孩子放学后")))).Is(422);
        Assert.Contains($"最近的上班日是 {saturday.AddDays(2):O}", off.Text, StringComparison.Ordinal);
        Assert.Equal("孩子放学后", off.FormWith("提交时间")["note"]);
        Assert.Contains("日期已过", (await browser.Press(off, "提交时间", Entered(("day", $"{today.AddDays(-1):O}"), ("part", "Morning")))).Is(422).Text, StringComparison.Ordinal);
        Assert.Contains("日期太远", (await browser.Press(off, "提交时间", Entered(("day", $"{today.AddDays(61):O}"), ("part", "Morning")))).Is(422).Text, StringComparison.Ordinal);
        var asked = (await browser.Press(off, "提交时间", Entered(("day", $"{saturday.AddDays(2):O}")))).Is(200);
        Assert.Contains("您希望的上门时间", asked.Text, StringComparison.Ordinal);

        (await one.Do(one.Customer, "stages/survey/appointment", new { day = saturday.AddDays(3), part = "morning" })).Expect(401);
        (await one.Do(await server.As("surveyor"), "stages/survey/appointment", new { day = saturday.AddDays(3), part = "morning", note = "周一已约满" })).Expect(200);
        var stage = (await (await server.As("surveyor")).Get(one.Path)).Expect(200).GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("id").GetString() == "survey");
        Assert.Equal("proposed", stage.GetProperty("appointment").GetProperty("state").GetString());
        var offered = (await browser.Open($"/case/{one.Number}")).Is(200);
        Assert.Contains("请答复上门时间：现场勘查", offered.Text, StringComparison.Ordinal);

        var answer = (await browser.Open($"/case/{one.Number}/time/survey")).Is(200);
        Assert.Contains("周一已约满", answer.Text, StringComparison.Ordinal);
        var yes = answer.Html[answer.Html.IndexOf("就定在", StringComparison.Ordinal)..];
        var agreed = (await browser.Press(answer, System.Net.WebUtility.HtmlDecode(yes[..yes.IndexOf('<', StringComparison.Ordinal)]).Trim())).Is(200);

        Assert.Contains("约定的上门时间", agreed.Text, StringComparison.Ordinal);
        Assert.Equal(AppointmentStatus.Agreed, (await one.Look()).Stage("survey").Appointment!.Status);
        Assert.Equal("422 appointment.invalid", (await one.Do(one.Customer, "stages/survey/ask-time", new { day = saturday.AddDays(3), part = "morning" })).Refusal);
        Assert.Equal("409 appointment.no-visit", (await one.Do(one.Customer, "stages/contract/ask-time", new { day = saturday.AddDays(3), part = "morning" })).Refusal.Replace("stage.not-open", "appointment.no-visit", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_request_is_withdrawn_once_and_the_page_says_so(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var browser = await CustomerBrowser.With(server, one);
        var form = (await browser.Open($"/case/{one.Number}/withdraw")).Is(200);

        var done = (await browser.Press(form, "确认撤回", Entered(("reason", "改为租用带电的门面")))).Is(200);
        (await browser.Press(form, "确认撤回", Entered(("reason", "改为租用带电的门面")))).Is(200);

        Assert.Contains("申请已撤回", done.Text, StringComparison.Ordinal);
        Assert.Contains("想再申请时", done.Text, StringComparison.Ordinal);
        Assert.Equal((CaseStatus.Withdrawn, 2), ((await one.Look()).Status, await one.Version()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_case_that_could_not_be_met_says_why(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        (await one.Do(await server.As("counter-clerk"), "reject", new { reason = "用电地址不在本区域" })).Expect(200);
        using var browser = await CustomerBrowser.With(server, one);

        var page = (await browser.Open($"/case/{one.Number}")).Is(200);

        Assert.Contains("没能办成", page.Text, StringComparison.Ordinal);
        Assert.Contains("用电地址不在本区域", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("修改申请内容", page.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_scheme_is_shown_objected_to_and_then_agreed_to_with_a_typed_name(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.GoOn("confirmation");
        using var browser = await CustomerBrowser.With(server, one);
        var page = (await browser.Open($"/case/{one.Number}/confirmation")).Is(200);
        Assert.Contains("供电方案", page.Text, StringComparison.Ordinal);
        Assert.True(page.Text.Contains("费用", StringComparison.Ordinal), page.Text);

        Assert.Contains("请填写原因", (await browser.Press(page, "要求修改方案")).Is(422).Text, StringComparison.Ordinal);
        Assert.Contains("已转给方案员", (await browser.Press(page, "要求修改方案", Entered(("reason", "请改为电缆进线")))).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal(StageStatus.Open, await one.Status("scheme"));
        await one.GoOn("confirmation");

        var again = (await browser.Open($"/case/{one.Number}/confirmation")).Is(200);
        var unsigned = (await browser.Press(again, "同意并提交")).Is(422);
        Assert.Contains("缺少签名", unsigned.Text, StringComparison.Ordinal);
        var name = string.Concat(Enumerable.Repeat("阿", 60));
        var hidden = (await browser.Press(unsigned, "同意并提交", Entered(("signatures.customer.typed", "张\u202E示例")))).Is(422);
        Assert.Contains("改变书写方向的字符", hidden.Text, StringComparison.Ordinal);
        var signed = (await browser.Press(hidden, "同意并提交", Entered(("signatures.customer.typed", name)))).Is(200);

        Assert.Contains("已收到您的确认", signed.Text, StringComparison.Ordinal);
        Assert.Equal("同意", (await one.Look()).Stage("confirmation").Entry!.Fields["decision"].GetString());
        Assert.Single((await one.Look()).Stage("confirmation").Entry!.Signatures);
        Assert.Contains("这一步现在不需要您办理", (await browser.Open($"/case/{one.Number}/confirmation")).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_high_voltage_customer_hands_in_drawings_and_mends_what_is_found(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        await one.GoOn("design");
        using var browser = await CustomerBrowser.With(server, one);
        var form = (await browser.Open($"/case/{one.Number}/stage/design")).Is(200);

        // Two drawings and nothing else: what is missing is said, the drawings stay; then a draft, then all of it.
        var wrong = (await browser.Press(form, "提交", null, ("files.drawings", Samples.Pdf, "一次接线.pdf"), ("files.drawings", [.. Samples.Pdf, (byte)'\n'], "总平面.pdf"))).Is(422);
        Assert.Contains("设计单位 必填", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("总平面.pdf", wrong.Text, StringComparison.Ordinal);
        var draft = (await browser.Press(wrong, "先存下，以后再填", Entered(("fields.designUnit", "示范设计院")))).Is(200);
        Assert.Contains("已存下", draft.Text, StringComparison.Ordinal);
        Assert.Equal(("示范设计院", 2), (draft.FormWith("提交")["fields.designUnit"], draft.FormWith("提交").Values.Count(v => v.Name == "kept.drawings")));
        var handedIn = (await browser.Press(draft, "提交", Entered(("fields.qualificationNumber", "A131000001")))).Is(200);
        Assert.Equal($"/case/{one.Number}/desk?done=handed-in", handedIn.Path);
        Assert.Equal(StageStatus.Completed, await one.Status("design"));

        await one.Complete("design-review", failing: true);
        var desk = (await browser.Open($"/case/{one.Number}/desk")).Is(200);
        Assert.Contains("有问题，需要整改", desk.Text, StringComparison.Ordinal);
        Assert.Contains("不合格", desk.Text, StringComparison.Ordinal);
        Assert.Contains("设计图纸（第 1 次，2）", desk.Text, StringComparison.Ordinal);
        var second = (await browser.Open($"/case/{one.Number}/stage/design")).Is(200);
        Assert.Contains("不合格", second.Text, StringComparison.Ordinal);
        (await browser.Press(second, "提交", Entered(("fields.answerToReview", "已按意见修改")))).Is(200);
        await one.Complete("design-review");

        await one.GoOn("completion-inspection");
        Assert.Equal(StageStatus.AwaitingRequest, await one.Status("completion-inspection"));
        var request = (await browser.Open($"/case/{one.Number}/request/completion-inspection")).Is(200);
        (await browser.Press(request, "提出申请", Entered(("note", "已具备条件")))).Is(200);
        await one.Complete("completion-inspection", failing: true);
        var mend = (await browser.Open($"/case/{one.Number}/request/completion-inspection")).Is(200);
        Assert.Contains("上次发现的问题", mend.Text, StringComparison.Ordinal);
        var mended = (await browser.Press(mend, "提交整改并再次申请", Entered(("note", "接地已加装")), ("files.rectification", Samples.Photo, "整改.jpg"))).Is(200);

        Assert.Contains("您的说明：接地已加装", mended.Text, StringComparison.Ordinal);
        Assert.Contains("第 2 次", mended.Text, StringComparison.Ordinal);
        Assert.Equal(StageStatus.Open, await one.Status("completion-inspection"));
        Assert.Contains("专班", mended.Text, StringComparison.Ordinal);
    }
}
