using Tongdian.Domain.Enquiries;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Enquiries;

/// <summary>Somebody asks, complains or reports a fault on the pages, without scripts.</summary>
public sealed class AskPagesTests(Servers servers) : IClassFixture<Servers>
{
    private const string Place = "示范省 / 示范市 / 示范县 / 示范县城东供电所";

    [Theory, ClassData(typeof(Databases))]
    public async Task From_the_start_page_to_the_slip_the_answer_and_the_end(Database database)
    {
        var server = await servers.On(database);
        using var visitor = server.Visitor();
        var start = await visitor.Click(await visitor.Open("/"), "咨询、投诉、故障报修");
        var form = await visitor.Click(start, "我要咨询");

        var slip = await visitor.Press(
            form, "提交咨询", ("内容", "阶梯电价怎么算？\n第二行"), ("所在地区", Place), ("怎么称呼您", "张示例"), ("联系电话", EnquiryUnderTest.Phone()),
            ("照片或文件", Applicant.Photo("电表.jpg")));

        Assert.Equal((200, "请记下编号和查询码"), (slip.Status, slip.Heading));
        var number = slip.Address.Split('/')[2];
        var one = await Load(server, number);
        var thread = await visitor.Click(slip, "查看进展");
        Assert.Contains("阶梯电价怎么算？", thread.Text, StringComparison.Ordinal);
        Assert.Contains("负责人：", thread.Text, StringComparison.Ordinal);
        Assert.Contains("时限内", thread.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("张示例", thread.Text, StringComparison.Ordinal);
        Assert.True(thread.Html.Length < 50_000);
        Assert.Equal(200, (await visitor.Open(thread.Link("附件 1"))).Status);

        var owner = await server.As(await Login(server, one.Owner));
        (await owner.Post($"/api/v1/enquiries/{number}/note", new { text = "内部备注，客户看不到" })).Expect(200);
        (await owner.Post($"/api/v1/enquiries/{number}/answer", new { text = "分三档。" }, one.Version + 1)).Expect(200);
        var answered = await visitor.Open($"/ask/{number}");
        Assert.Contains("分三档。", answered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("内部备注", answered.Text, StringComparison.Ordinal);

        var again = await visitor.Press(answered, "没有解决", ("还想说什么", "具体多少钱？"));
        Assert.Contains("已重新转给负责人", again.Text, StringComparison.Ordinal);
        var wrote = await visitor.Press(again, "发送", ("内容", "我家 300 度"));
        Assert.Contains("我家 300 度", wrote.Text, StringComparison.Ordinal);
        (await owner.Post($"/api/v1/enquiries/{number}/answer", new { text = "约 160 元。" }, (await Load(server, number)).Version)).Expect(200);
        var ended = await visitor.Press(await visitor.Open($"/ask/{number}"), "已解决");
        Assert.Contains("感谢您的反馈", ended.Text, StringComparison.Ordinal);
        Assert.Equal(EnquiryStatus.Closed, (await Load(server, number)).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_wrong_is_said_and_nothing_that_was_entered_is_lost(Database database)
    {
        var server = await servers.On(database);
        using var visitor = server.Visitor();
        var form = await visitor.Open("/ask/new/fault");
        Assert.Contains("有人触电", form.Text, StringComparison.Ordinal);

        var wrong = await visitor.Press(
            form, "提交报修", ("内容", "城东路停电"), ("联系电话", "12"), ("申请编号", "TD1"), ("照片或文件", new ChosenFile("停电.jpg", Photos.Jpeg())));

        Assert.Equal(422, wrong.Status);
        Assert.True(wrong.Faults.Count == 3, string.Join(" | ", wrong.Faults));
        Assert.Equal(("城东路停电", "12", "TD1"), (wrong.Value("内容"), wrong.Value("联系电话"), wrong.Value("申请编号")));
        Assert.Contains("停电.jpg", wrong.Text, StringComparison.Ordinal);
        var slip = await visitor.Press(wrong, "提交报修", ("所在地区", Place), ("怎么称呼您", "张示例"), ("联系电话", EnquiryUnderTest.Phone()), ("申请编号", ""));
        Assert.Equal("请记下编号和查询码", slip.Heading);
        Assert.Contains("附件 1", (await visitor.Click(slip, "查看进展")).Text, StringComparison.Ordinal);

        // Ten megabytes of text, sent as a browser sends this form.
        var pasted = new string('长', 10_000_000 / 3);
        var huge = await visitor.Press(
            form, "提交报修", ("内容", pasted), ("怎么称呼您", "张示例"), ("联系电话", EnquiryUnderTest.Phone()), ("照片或文件", new ChosenFile("停电.jpg", Photos.Jpeg())));
        Assert.Equal((422, true), (huge.Status, huge.Html.Contains(pasted, StringComparison.Ordinal)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Pressed_twice_it_is_asked_once(Database database)
    {
        var server = await servers.On(database);
        using var visitor = server.Visitor();
        var form = await visitor.Open("/ask/new/complaint");
        (string, object)[] filled = [("内容", "两次没人来"), ("所在地区", Place), ("怎么称呼您", "张示例"), ("联系电话", EnquiryUnderTest.Phone())];

        var (one, two) = (await visitor.Press(form, "提交投诉", filled), await visitor.Press(form, "提交投诉", filled));

        Assert.Equal(one.Address, two.Address);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task From_my_case_nothing_is_asked_that_is_known(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var visitor = server.Visitor();
        var mine = await visitor.Open($"/case/open?number={one.Number}&code={one.Code}");

        var form = await visitor.Click(await visitor.Click(mine, "有问题要问"), "我要咨询");
        Assert.DoesNotContain("联系电话", form.Labels);
        var slip = await visitor.Press(form, "提交咨询", ("内容", "哪天勘查？"));

        Assert.Equal("请记下编号和查询码", slip.Heading);
        var state = await Load(server, slip.Address.Split('/')[2]);
        Assert.Equal((one.Number, (await one.Look()).Owner), (state.Case?.Value, state.Owner));
        Assert.Contains(state.Number.Value, (await visitor.Open($"/ask?case={one.Number}")).Text, StringComparison.Ordinal);
        // The list of cases knows nothing of it.
        Assert.DoesNotContain(state.Number.Value, (await visitor.Open("/case")).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_browser_needs_number_and_code_and_a_form_waits_for_the_code(Database database)
    {
        var server = await servers.On(database);
        var one = await EnquiryUnderTest.Ask(server);
        using var visitor = server.Visitor();

        var asked = await visitor.Open($"/ask/{one.Number}");
        Assert.Equal("查看答复", asked.Heading);
        Assert.Equal(422, (await visitor.Press(asked, "查看", ("编号", "TW1"))).Status);
        var wrong = await visitor.Press(asked, "查看", ("查询码", "AAAABBBB"));
        Assert.Equal((403, one.Number), (wrong.Status, wrong.Value("编号")));
        var thread = await visitor.Press(wrong, "查看", ("查询码", $"{one.Code[..4]} {one.Code[4..].ToLowerInvariant()}"));
        Assert.Equal($"/ask/{one.Number}", thread.Address);

        foreach (System.Net.Cookie cookie in visitor.Cookies.GetAllCookies())
        {
            if (cookie.Name == "cases")
                cookie.Expired = true;
        }

        var code = await visitor.Press(thread, "发送", ("内容", "忘了说一句"));
        Assert.Equal(403, code.Status);
        var sent = await visitor.Press(code, "继续提交", ("查询码", one.Code));
        Assert.Contains("忘了说一句", sent.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task In_english_and_large_the_pages_are_there_too(Database database)
    {
        var server = await servers.On(database);
        using var visitor = server.Visitor("en");

        Assert.Equal("Ask, complain, report a fault", (await visitor.Open("/ask?elderly=1")).Heading);
        Assert.Contains("class=\"elderly\"", (await visitor.Open("/ask/new/enquiry")).Html, StringComparison.Ordinal);
        Assert.Equal("/ask", (await visitor.Open("/ask/new/gossip")).Address);
    }

    private static async Task<Enquiry> Load(TongdianServer server, string number) => EnquiryNumber.TryParse(number, out var read)
        ? (await ((Server.Modules.Enquiries.EnquiryStore)server.Services.GetService(typeof(Server.Modules.Enquiries.EnquiryStore))!).Find(read.Value, default))!
        : throw new InvalidOperationException(number);

    private static async Task<string> Login(TongdianServer server, string id) =>
        (await ((Server.Modules.People.CompanyDirectory)server.Services.GetService(typeof(Server.Modules.People.CompanyDirectory))!).Get(default)).Staff[id].Login;
}
