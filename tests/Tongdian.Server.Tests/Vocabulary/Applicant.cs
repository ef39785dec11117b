using System.Globalization;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A customer who applies on the pages, one question after the other.</summary>
public sealed class Applicant(PageVisitor visitor)
{
    private static int people = 500_000;

    private readonly int person = Interlocked.Increment(ref people);

    public PageVisitor Browser => visitor;

    public string Phone => (13_700_000_000 + person).ToString(CultureInfo.InvariantCulture);

    public string Address => $"示范县试用路{person}号";

    public static ChosenFile Photo(string name = "身份证.jpg") => new(name, Photos.Jpeg());

    /// <summary>Answers everything up to the page with this heading; a home unless told otherwise.</summary>
    public async Task<WebPage> GoTo(string heading, string kind = "自己家用", string kilowatts = "8", bool withDocuments = true)
    {
        var page = await visitor.Open("/apply");
        while (page.Heading != heading)
        {
            page = page.Heading switch
            {
                "为谁申请用电？" => await visitor.Press(page, "继续", (kind, true)),
                "要办哪一种？" => await visitor.Press(page, "继续", ("新装", true)),
                "需要多大容量？" when kind == "自己家用" => await visitor.Press(page, "继续", ("一般家庭", true)),
                "需要多大容量？" => await visitor.Press(page, "继续", ("容量", kilowatts), ("主要用途", "商铺、餐饮")),
                "情况紧急吗？" => await visitor.Press(page, "继续", ("不紧急", true)),
                "在哪里用电？" => await visitor.Press(page, "继续", ("所在地区", "示范省 / 示范市 / 示范县 / 示范县城东供电所"), ("详细地址", Address)),
                "需要一路还是两路电源？" => await visitor.Press(page, "继续", ("两路电源", true)),
                "申请人是谁？" => await visitor.Press(page, "继续", Identity(kind)),
                "怎样联系您？" => await visitor.Press(page, "继续", ("联系电话", Phone)),
                "上传资料" => await visitor.Press(page, "继续", Papers(page, withDocuments)),
                _ => throw new InvalidOperationException($"On the way to {heading}: {page.Address} {page.Status} {page.Text}"),
            };
        }

        return page;
    }

    /// <summary>Applies.</summary>
    /// <returns>The page with the number.</returns>
    public async Task<WebPage> Apply(string kind = "自己家用", string kilowatts = "8", bool withDocuments = true) =>
        await Send(await GoTo("核对后提交", kind, kilowatts, withDocuments));

    /// <summary>Agrees and sends.</summary>
    public Task<WebPage> Send(WebPage check) => visitor.Press(check, "提交申请", ("我同意", true));

    private (string, object)[] Identity(string kind) => kind == "自己家用"
        ? [("姓名", "张示例"), ("证件号码", Samples.IdentityNumber(person))]
        : [("单位名称", $"示例单位{person}"), ("经办人姓名", "张示例"), ("证件号码", Samples.IdentityNumber(person))];

    private static (string, object)[] Papers(WebPage page, bool withDocuments) => withDocuments
        ? [.. page.Labels.Where(l => l.StartsWith("选择文件：", StringComparison.Ordinal)).Select(l => (l, (object)Photo()))]
        : [];
}
