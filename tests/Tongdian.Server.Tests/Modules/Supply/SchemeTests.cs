using SkiaSharp;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using UglyToad.PdfPig;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Supply;

/// <summary>The scheme on the customer's telephone and on paper: read, spoken of part by part, revised, agreed to.</summary>
public sealed class SchemeTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_scheme_is_read_spoken_of_part_by_part_revised_and_agreed_to_late(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        Assert.Equal("404 scheme.none", (await one.Customer.Get($"{one.Path}/scheme")).Refusal);
        await one.GoOn("confirmation");
        using var browser = await CustomerBrowser.With(server, one);
        var page = (await browser.Open($"/case/{one.Number}/confirmation")).Is(200);
        foreach (var words in new[] { "怎样给您供电", "10 千伏城东线 12 号杆", "60 kW", "合计 ¥ 1,125.00", "前答复，还有 12 小时", "有疑问请联系" })
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        var first = await one.Customer.Get($"{one.Path}/scheme.pdf");
        var paper = Text(first);
        foreach (var words in new[] { "供电方案", "第 1 版", one.Number, "批准容量60 kW", "合计 ¥ 1,125.00", "请答复于2026-03-02 22:00" })
            Assert.Contains(words, paper, StringComparison.Ordinal);

        // What was too long is still there to be shortened; with what is right the case goes back.
        var tooLong = new string('长', 501);
        var refused = (await browser.Press(page, "要求修改方案", Entered(("comments.lineType", tooLong)))).Is(422);
        Assert.Equal(tooLong, refused.FormWith("要求修改方案")["comments.lineType"]);
        Assert.Equal(StageStatus.Open, await one.Status("confirmation"));
        var comments = Entered(("comments.lineType", "我家门前不要架空线，请改电缆"), ("comments.files.drawing", "图上店名写错了"));
        Assert.Contains("已转给方案员", (await browser.Press(refused, "要求修改方案", comments)).Is(200).Text, StringComparison.Ordinal);

        Assert.Equal(["files.drawing", "lineType"], (await one.Look()).Stage("scheme").Remarks!.Parts);
        Assert.DoesNotContain("架空线，请改", await Stored(server, one), StringComparison.Ordinal);
        Assert.Contains("线路型式：我家门前不要架空线，请改电缆", (await browser.Open($"/case/{one.Number}")).Text, StringComparison.Ordinal);
        Assert.Contains("我家门前不要架空线，请改电缆", (await (await server.As("scheme-engineer")).Get($"{one.Path}/scheme")).Expect(200).GetRawText(), StringComparison.Ordinal);

        var (who, wrongSum) = (await one.DoerOf("scheme"), await one.Form("scheme", change: f => f["fields"]!["totalCost"] = 999));
        Assert.Equal(["fields.totalCost: field.sum"], (await one.Do(who, "stages/scheme/complete", wrongSum)).Fields);
        await one.Complete("scheme", change: f => f["fields"]!["lineType"] = "cable");

        var view = (await one.Customer.Get($"{one.Path}/scheme")).Expect(200);
        Assert.Equal((2, 2), (view.GetProperty("version").GetInt32(), view.GetProperty("versions").GetInt32()));
        var change = Assert.Single(view.GetProperty("changes").EnumerateArray());
        Assert.Equal(("线路型式", "架空绝缘线", "电缆"), (change.GetProperty("label").GetString(), change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
        var before = (await one.Customer.Get($"{one.Path}/scheme?version=1")).Expect(200).GetProperty("reply");
        Assert.Equal(2, before.GetProperty("remarks").GetArrayLength());
        Assert.False(before.GetProperty("late").GetBoolean());
        var masked = (await (await server.As("surveyor")).Get($"{one.Path}/scheme?version=1")).Expect(200).GetRawText();
        Assert.DoesNotContain("架空线，请改", masked, StringComparison.Ordinal);
        Assert.Equal("404 scheme.version-unknown", (await one.Customer.Get($"{one.Path}/scheme?version=3")).Refusal);
        Assert.Equal(first.Bytes, (await one.Customer.Get($"{one.Path}/scheme.pdf?version=1")).Bytes);
        Assert.Contains("架空绝缘线 → 电缆", Text(await who.Get($"{one.Path}/scheme.pdf")), StringComparison.Ordinal);

        server.Later(TimeSpan.FromHours(13));
        var late = (await browser.Open($"/case/{one.Number}/confirmation")).Is(200);
        Assert.Contains("现在答复仍然有效", late.Text, StringComparison.Ordinal);
        Assert.Contains("与第 1 版相比有改动的", late.Text, StringComparison.Ordinal);
        var unsigned = (await browser.Press(late, "同意并提交", Entered(("signatures.customer.drawn", $"data:image/png;base64,{Convert.ToBase64String(Blank())}")))).Is(422);
        Assert.Contains("缺少签名", unsigned.Text, StringComparison.Ordinal);
        (await browser.Press(unsigned, "同意并提交", Entered(("signatures.customer.typed", "张示例")))).Is(200);
        Assert.Contains("逾期答复", (await browser.Open($"/case/{one.Number}/scheme")).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("与第", (await browser.Open($"/case/{one.Number}/scheme")).Text, StringComparison.Ordinal);
        Assert.Equal("application/pdf", (await browser.Open($"/case/{one.Number}/scheme.pdf?version=1")).Is(200).MediaType);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_objection_that_says_nothing_too_much_or_of_what_is_not_there_is_refused_and_nothing_happens(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        await one.GoOn("confirmation");
        var version = await one.Version();

        Assert.Equal("422 case.reason-missing", (await Object(new { reason = " ", comments = new { lineType = " " } })).Refusal);
        Assert.Equal(["comments.colour: field.unknown"], (await Object(new { comments = new { colour = "红" } })).Fields);
        Assert.Equal(["comments.lineType: field.characters", "reason: field.too-long"], (await Object(new { reason = new string('x', 2001), comments = new { lineType = "a\u202Eb" } })).Fields);
        var many = Enumerable.Range(0, 21).ToDictionary(i => $"part{i}", i => "x", StringComparer.Ordinal);
        Assert.Equal(["comments: comments.too-many"], (await Object(new { comments = many })).Fields);
        Assert.StartsWith("413", (await Object(new { reason = new string('长', 4 << 20) })).Refusal, StringComparison.Ordinal);
        Assert.Equal("403 case.not-allowed", (await one.Do(await server.As("scheme-engineer"), "confirmation/object", new { reason = "x" })).Refusal);
        Assert.Equal((version, StageStatus.Open), (await one.Version(), await one.Status("confirmation")));

        Task<Answer> Object(object body) => one.Do(one.Customer, "confirmation/object", body);
    }

    [Theory]
    [InlineData("low-voltage-non-residential", "supplyPoint phases capacityKw lineLengthM")]
    [InlineData("high-voltage", "supplyPoint secondSupplyPoint capacityKva lineLengthM")]
    [InlineData("emergency", "supplyPoint phases capacityKw lineLengthM")]
    public async Task A_scheme_begins_with_what_the_survey_found_and_is_printed_in_the_customers_language(string process, string known)
    {
        var server = await servers.On(Database.Sqlite);
        var application = Samples.For(process);
        application["language"] = "en";
        var one = await CaseUnderTest.Submit(server, application);
        await one.GoOn("scheme");

        var form = (await (await server.As("scheme-engineer")).Get($"{one.Path}/stages/scheme/form")).Expect(200);

        var found = form.GetProperty("fields").EnumerateArray().Where(f => f.TryGetProperty("origin", out var from) && from.GetString()?.StartsWith("survey.", StringComparison.Ordinal) == true)
            .Select(f => f.GetProperty("field").GetProperty("id").GetString());
        Assert.Equal(known.Split(' '), found);
        await one.Complete("scheme", change: f =>
        {
            foreach (var cost in new[] { "costItems", "totalCost" })
                f["fields"]!.AsObject().Remove(cost);
            f["fields"]!["noChargeReason"] = "投资界面已延伸至客户红线";
        });
        var paper = Text(await one.Customer.Get($"{one.Path}/scheme.pdf"));
        foreach (var words in new[] { "Supply scheme", "What you get", "Nothing, because: 投资界面已延伸至客户红线", "Version 1" })
            Assert.Contains(words, paper, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Entered(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static string Text(Answer answer)
    {
        answer.Expect(200);
        Assert.InRange(answer.Bytes.Length, 10_000, 200_000);
        using var pdf = PdfDocument.Open(answer.Bytes);
        Assert.InRange(pdf.NumberOfPages, 1, 2);
        return string.Concat(pdf.GetPages().Select(p => p.Text));
    }

    private static byte[] Blank()
    {
        using var surface = SKSurface.Create(new SKImageInfo(300, 200));
        surface.Canvas.Clear(SKColors.White);
        using var png = surface.Snapshot().Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static async Task<string> Stored(TongdianServer server, CaseUnderTest one)
    {
        var events = await server.Stored(db => Task.FromResult(db.Set<CaseEventRow>().AsEnumerable().Select(e => System.Text.Encoding.UTF8.GetString(e.Payload)).ToList()));
        return string.Concat(events) + CaseStore.Text(await one.Look());
    }
}
