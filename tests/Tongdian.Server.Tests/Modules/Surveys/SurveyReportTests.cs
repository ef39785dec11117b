using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Modules.Surveys;
using Tongdian.Server.Tests.Vocabulary;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Surveys;

/// <summary>The report of a survey: written by itself, signed on the spot or by link, and its data stands in the scheme at once.</summary>
public sealed class SurveyReportTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task It_is_written_by_itself_once_and_what_it_calculated_stands_in_the_scheme(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        foreach (var (language, words) in new[]
        {
            ("zh-CN", new[]
            {
                "现场勘查报告", "申请编号", "工号", "一、现场情况", "电源接入点", "实测", "含个人信息的", "二、线路路径", "起点", "L=", "三、现场照片", "从杆到表箱", "照片量测：2±", "四、计算", "需要系数",
                "P_c=", "【未核对原文】", "五、建议方案", "计算建议", "mm²", "与现场显示不一致", "计算电流", "六、签字", "签署时间",
            }),
            ("en", ["Survey report", "Application", "work number", "1. What was found", "measured", "2. Route of the line", "Start", "3. Photographs", "4. Calculation", "Design current", "P_c =", "[not verified]",
                "5. Proposed scheme", "the calculation", "Shown otherwise on site", "6. Signatures"]),
        })
        {
            var application = Samples.Shop();
            application["language"] = language;
            var one = await CaseUnderTest.Submit(server, application);
            await one.GoOn("survey");
            (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
            var report = $"{one.Path}/stages/survey/survey-report.pdf";
            Assert.Equal("404 report.none", (await one.Customer.Get(report)).Refusal);

            var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
            var visit = await device.Visit(one, "survey");
            var form = await device.Form(one, "survey");
            form["origins"] = new JsonObject { ["capacityKw"] = "measured", ["supplyPoint"] = "typed" };
            form["sheet"] = Sheet(visit, form);
            Done(Assert.Single(await device.Do(device.Operation(one, "survey", "complete", form, from: visit.GetProperty("entry").GetString()))));
            // A moment later, before anybody reacted, it is there already; and the same when it was kept.
            var early = (await one.Customer.Get(report)).Bytes;
            await Telling.Everything(server);
            await Telling.Everything(server);

            var id = (await one.Look()).Id.Value;
            var row = Assert.Single(await server.Stored(db => db.Set<SurveyReportRow>().Where(r => r.CaseId == id).ToListAsync()));
            var answer = await one.Customer.Get(report);
            Assert.Equal("application/pdf", answer.Headers["Content-Type"]);
            Assert.Equal((1, row.Sha256), (row.Occurrence, Convert.ToHexStringLower(SHA256.HashData(answer.Bytes))));
            Assert.Equal(early, answer.Bytes);
            Assert.Equal(answer.Bytes, (await (await server.As("manager")).Get(report)).Bytes);
            if (Environment.GetEnvironmentVariable("SURVEY_REPORT") is { Length: > 0 } keep)
                await File.WriteAllBytesAsync(string.Create(CultureInfo.InvariantCulture, $"{keep}-{language}.pdf"), answer.Bytes);

            using var pdf = PdfDocument.Open(answer.Bytes);
            var text = Tight(string.Concat(pdf.GetPages().Select(p => p.Text)));
            Assert.All(words, w => Assert.Contains(Tight(w), text, StringComparison.Ordinal));
            Assert.Contains(one.Number, text, StringComparison.Ordinal);
            Assert.DoesNotContain("张示例", text, StringComparison.Ordinal);
            Assert.Equal(2, pdf.Structure.CrossReferenceTable.ObjectOffsets.Keys.Count(k => pdf.Structure.GetObject(k).Data is DictionaryToken d && d.ContainsKey(NameToken.FontFile2)));
            Assert.Equal(form["files"]!.AsArray().Count + form["signatures"]!.AsArray().Count, pdf.GetPages().Sum(p => p.GetImages().Count()));

            var other = await CaseUnderTest.Submit(server, Samples.Home());
            Assert.Equal("403 access-code.wrong", (await other.Customer.Get(report)).Refusal);

            var fields = (await (await server.As("scheme-engineer")).Get($"{one.Path}/stages/scheme/form")).Expect(200).GetProperty("fields").EnumerateArray()
                .ToDictionary(f => f.GetProperty("field").GetProperty("id").GetString()!, f => (Value: f.TryGetProperty("value", out var v) ? v.ToString() : null, Origin: f.TryGetProperty("origin", out var o) ? o.GetString() : null));
            Assert.Equal(((string?)form["fields"]!["supplyPoint"], "survey.supplyPoint"), fields["supplyPoint"]);
            Assert.Equal(("with-ct", "survey-report"), fields["meteringMode"]);
            Assert.Equal(("150/5", "survey-report"), fields["ctRatio"]);
            Assert.Equal("survey-report", fields["crossSectionMm2"].Origin);
            Assert.InRange(decimal.Parse(fields["crossSectionMm2"].Value!, CultureInfo.InvariantCulture), 16, 300);
            Assert.Contains("125 A", fields["protection"].Value, StringComparison.Ordinal);
            Assert.Null(fields["lineType"].Origin);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_customer_who_is_not_there_signs_by_link_and_that_counts_when_the_surveyor_completes(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        var sent = new List<string>();
        await using var server = await TongdianServer.Start(on, services: s => s.AddSingleton(new CodeSender((_, code, _) =>
        {
            sent.Add(code);
            return Task.CompletedTask;
        })));
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.GoOn("survey");
        var surveyor = await server.As("surveyor");
        (await one.Do(surveyor, "stages/survey/claim")).Expect(200);
        // Nothing is laid there by others, of other stages, before anything was entered, or with a value that is wrong.
        Assert.Equal("409 report.empty", (await one.Do(surveyor, "stages/survey/offer-report", new { })).Refusal);
        Assert.Equal("409 stage.nothing-to-sign", (await one.Do(surveyor, "stages/construction/offer-report", new { })).Refusal);
        Assert.Equal("403 case.not-allowed", (await one.Do(await server.As("inspector"), "stages/survey/offer-report", new { })).Refusal);
        Assert.Equal("422 stage.form-invalid", (await one.Do(surveyor, "stages/survey/offer-report", new { fields = new { supplyPoint = "3 号杆" } })).Refusal);

        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var visit = await device.Visit(one, "survey");
        var form = await device.Form(one, "survey");
        var own = form["signatures"]!.AsArray().Single(s => (string?)s!["role"] == "surveyor")!.DeepClone();
        form["signatures"] = new JsonArray();
        form["sheet"] = new JsonObject { ["input"] = new JsonObject { ["load"] = new JsonObject { ["askedKw"] = -1 } }, ["sketch"] = "<svg", ["track"] = new JsonArray(Fix(0)) };
        var offered = Assert.Single(await device.Do(device.Operation(one, "survey", "offer", form, from: visit.GetProperty("entry").GetString())));
        Done(offered);
        using (var laid = PdfDocument.Open((await one.Customer.Get($"{one.Path}/stages/survey/survey-report.pdf")).Bytes))
        {
            // What is broken is left out, and said.
            var text = Tight(string.Concat(laid.GetPages().Select(p => p.Text)));
            Assert.All(["计算数据有误", "草图无法读取", "可信的不足以画出路径", "待签字", "提交客户签字"], w => Assert.Contains(w, text, StringComparison.Ordinal));
        }

        Assert.Equal("report-waiting", (await one.Told(server))[^1]);
        var message = (await one.Customer.Get($"{one.Path}/messages")).Expect(200).EnumerateArray().First(m => m.GetProperty("purpose").GetString() == "report-waiting").GetProperty("text").GetString()!;
        using var visitor = server.Visitor();
        var link = message[message.IndexOf("/m/", StringComparison.Ordinal)..].Split(' ', '。')[0];
        var page = await visitor.Open(link);
        Assert.Equal((200, $"/case/{one.Number}/report/survey", "现场勘查报告"), (page.Status, page.Address, page.Heading));
        Assert.Contains("计算数据有误", page.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await visitor.Press(page, "签署勘查报告")).Status);
        (string, string)[] hidden = [.. page.Fill("签署勘查报告", []).Fields.Where(f => f.Name is not ("signature" or "typedName" or "code" or "read")), ("read", "true"), ("typedName", "张示例")];
        Assert.Contains("验证码已发送到 139****", (await visitor.Post($"{page.Address}/code", hidden)).Text, StringComparison.Ordinal);
        Assert.Contains("您已于", (await visitor.Post(page.Address, [.. hidden, ("code", sent.Single())])).Text, StringComparison.Ordinal);

        // Other values than were signed do not do; the same ones, with the surveyor's own signature, do.
        form["signatures"] = new JsonArray(own);
        var changed = form.DeepClone().AsObject();
        changed["fields"]!["supplyPoint"] = "别处";
        var entry = offered.GetProperty("entry").GetString();
        Assert.Equal("stage.not-what-was-signed", Assert.Single(await device.Do(device.Operation(one, "survey", "complete", changed, from: entry))).GetProperty("problem").GetProperty("code").GetString());
        Done(Assert.Single(await device.Do(device.Operation(one, "survey", "complete", form, from: entry))));
        await Telling.Everything(server);
        Assert.Equal(["customer", "surveyor"], (await one.Look()).Stage("survey").Entry!.Signatures.Select(s => s.Role).Order());
        using var done = PdfDocument.Open((await one.Customer.Get($"{one.Path}/stages/survey/survey-report.pdf")).Bytes);
        var signed = Tight(string.Concat(done.GetPages().Select(p => p.Text)));
        Assert.Contains("张示例", signed, StringComparison.Ordinal);
        Assert.DoesNotContain("待签字", signed, StringComparison.Ordinal);
        var mine = await visitor.Open($"/case/{one.Number}");
        Assert.Equal($"/case/{one.Number}/report/survey", (await visitor.Click(mine, "勘查报告 现场勘查")).Address);
        Assert.Equal(404, (await visitor.Open($"/case/{one.Number}/report/construction")).Status);
        using var stranger = server.Visitor();
        Assert.StartsWith("/case?number=", (await stranger.Open($"/case/{one.Number}/report/survey")).Address, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Nothing_is_printed_that_cannot_be_laid_before_the_customer(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.GoOn("survey");
        var surveyor = await server.As("surveyor");
        (await one.Do(surveyor, "stages/survey/draft", await one.Form("survey"))).Expect(200);
        (await one.Do(surveyor, "stages/survey/pause", new { reason = "customer-absent" })).Expect(200);
        var files = await server.Stored(db => db.Set<StoredFile>().CountAsync());

        Assert.Equal("409 stage.paused", (await one.Do(surveyor, "stages/survey/offer-report", new { })).Refusal);
        Assert.Equal(files, await server.Stored(db => db.Set<StoredFile>().CountAsync()));

        (await one.Do(surveyor, "stages/survey/resume", new { })).Expect(200);
        (await one.Do(surveyor, "stages/survey/offer-report", new { })).Expect(200);
        Assert.Equal(files + 1, await server.Stored(db => db.Set<StoredFile>().CountAsync()));
    }

    private static void Done(System.Text.Json.JsonElement result) => Assert.True(result.GetProperty("outcome").GetString() == "done", result.GetRawText());

    /// <summary>What a device hands in with a survey: 60 kW over 40 m, a walk around a corner, an arrow and a measure on a photograph; it showed a current that is wrong.</summary>
    private static JsonObject Sheet(System.Text.Json.JsonElement visit, JsonObject form) => new()
    {
        ["input"] = new JsonObject
        {
            ["limit"] = JsonNode.Parse(visit.GetProperty("survey").GetProperty("limit").GetRawText()),
            ["load"] = JsonNode.Parse("""{"appliances":[{"kind":"lighting","kw":0.1,"count":60},{"kind":"air-conditioning","kw":5,"count":6,"phases":3},{"kind":"cooking","kw":12,"count":3,"phases":3}],"askedKw":60}"""),
            ["line"] = JsonNode.Parse("""{"lengthM":40,"material":"copper","insulation":"xlpe","laying":"C","ambientC":30}"""),
            ["transformer"] = JsonNode.Parse("""{"ratedKva":400,"greatestKva":210}"""),
        },
        ["result"] = JsonNode.Parse("""{"tables":"cn 1","current":{"figures":[{"id":"current","result":{"symbol":"I_b","value":12.5,"unit":"A"}}]}}"""),
        ["track"] = new JsonArray([.. Enumerable.Range(0, 14).Select(Fix)]),
        ["sketch"] = """<svg viewBox="0 0 300 120"><path d="M20 100L20 30 260 30" /><circle cx="20" cy="100" r="6"/><text x="30" y="104">3 号杆</text><text x="230" y="24">表箱</text></svg>""",
        ["marks"] = new JsonArray(new JsonObject
        {
            ["file"] = form["files"]![0]!["file"]!.GetValue<Guid>().ToString(), ["caption"] = "从杆到表箱", ["words"] = "高处有树",
            ["marks"] = JsonNode.Parse("""[{"kind":"arrow","from":{"x":20,"y":180},"to":{"x":200,"y":60}},{"kind":"circle","from":{"x":180,"y":30},"to":{"x":260,"y":90}},{"kind":"text","at":{"x":30,"y":30},"words":"表箱在此"}]"""),
            ["measure"] = JsonNode.Parse("""{"knownFrom":{"x":10,"y":190},"knownTo":{"x":110,"y":190},"from":{"x":40,"y":120},"to":{"x":240,"y":120},"thing":"metre-rule"}"""),
        }),
    };

    private static JsonNode Fix(int i) => new JsonObject
    {
        ["lat"] = 40.3 + 0.00012 * Math.Min(i, 6), ["lon"] = 116.6 + 0.00015 * Math.Max(0, i - 6), ["accuracyM"] = 4,
        ["at"] = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(8)).AddSeconds(20 * i).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
    };

    private static string Tight(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
