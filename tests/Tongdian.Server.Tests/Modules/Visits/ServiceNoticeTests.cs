using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Tests.Vocabulary;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Visits;

/// <summary>The service notice of a visit: read before it, signed at its end.</summary>
public sealed class ServiceNoticeTests(PostgresServer postgres)
{
    private static readonly byte[] White = Drawing(strokes: false);
    private static readonly byte[] Signature = Drawing(strokes: true);

    [Theory, ClassData(typeof(Databases))]
    public async Task A_visit_is_explained_on_one_page_in_the_customers_language(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        foreach (var (language, words) in new[]
        {
            ("zh-CN", new[] { "服务告知单", "量测电压", "预计用时 1 小时", "工号", "业务受理（已完成）", "【现场勘查】", "身份证明和房屋产权", "不指定设计、施工和设备供货单位", "95598", "待签名" }),
            ("en", ["Service notice", "measure voltage", "takes about 1 h", "work number", "Acceptance (done)", "[Site survey]", "proof of identity", "Nobody tells you which designer", "95598", "Not signed yet"]),
        })
        {
            var application = Samples.Home();
            application["language"] = language;
            var one = await CaseUnderTest.Submit(server, application);
            (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);

            var answer = await one.Customer.Get($"{one.Path}/stages/survey/service-notice.pdf");
            answer.Expect(200);
            Assert.Equal("application/pdf", answer.Headers["Content-Type"]);
            Assert.Equal(answer.Bytes, (await one.Customer.Get($"{one.Path}/stages/survey/service-notice.pdf")).Bytes);
            using var pdf = PdfDocument.Open(answer.Bytes);
            var text = string.Concat(Assert.Single(pdf.GetPages()).Text.Where(c => !char.IsWhiteSpace(c)));
            Assert.All(words, w => Assert.Contains(string.Concat(w.Where(c => !char.IsWhiteSpace(c))), text, StringComparison.Ordinal));
            Assert.Contains(one.Number, text, StringComparison.Ordinal);
            // Whose it is stands on no paper that a crew carries about.
            Assert.DoesNotContain("张示例", text, StringComparison.Ordinal);
            Assert.Equal(2, pdf.Structure.CrossReferenceTable.ObjectOffsets.Keys.Count(k => pdf.Structure.GetObject(k).Data is DictionaryToken d && d.ContainsKey(NameToken.FontFile2)));

            var notice = (await one.Customer.InEnglish.Get($"{one.Path}/stages/survey/service-notice")).Expect(200);
            Assert.True(notice.GetProperty("canSign").GetBoolean());
            Assert.Single(notice.GetProperty("crew").EnumerateArray());
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task It_is_signed_once_at_the_end_and_what_was_read_is_kept_with_its_hash(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (notice, crew) = ($"{one.Path}/stages/survey/service-notice", await server.As("surveyor"));
        var read = (await one.Customer.Get($"{notice}.pdf")).Bytes;

        // Nothing drawn is no signature, and nobody but the customer and whoever does the visit has it signed.
        Assert.Equal(["signature: signature.missing"], (await one.Do(one.Customer, "stages/survey/service-notice/sign", new { })).Fields);
        Assert.Equal(["signature: signature.no-strokes"], (await one.Do(one.Customer, "stages/survey/service-notice/sign", new { file = await server.Anyone.Upload(White) })).Fields);
        Assert.Equal("403 case.not-allowed", (await one.Do(await server.As("inspector"), "stages/survey/service-notice/sign", new { file = await server.Anyone.Upload(Signature) })).Refusal);
        Assert.Equal("409 appointment.no-visit", (await one.Do(one.Customer, "stages/acceptance/service-notice/sign", new { file = await server.Anyone.Upload(Signature) })).Refusal);
        Assert.Equal("409 service-notice.not-open", (await one.Do(one.Customer, "stages/construction/service-notice/sign", new { file = await server.Anyone.Upload(Signature) })).Refusal);

        await one.Complete("survey");
        server.Later(TimeSpan.FromHours(20));
        (await one.Do(one.Customer, "stages/survey/service-notice/sign", new { file = await server.Anyone.Upload(Signature) })).Expect(200);
        Assert.Equal("409 stage.already-signed", (await one.Do(one.Customer, "stages/survey/service-notice/sign", new { file = await server.Anyone.Upload(Signature) })).Refusal);

        var kept = (await one.Look()).Stage("survey").SignedNotice!;
        var original = await (await server.As("manager")).Get($"{one.Path}/files/{kept.Document.File}");
        Assert.Equal(kept.Document.Sha256, Convert.ToHexStringLower(SHA256.HashData(original.Bytes)), ignoreCase: true);
        Assert.Equal(kept.Document.Sha256, (await one.Customer.Get(notice)).Expect(200).GetProperty("sha256").GetString());
        Assert.NotEqual(read.Length, original.Bytes.Length);
        using (var signed = PdfDocument.Open((await one.Customer.Get($"{notice}.pdf")).Bytes))
        {
            Assert.Single(Assert.Single(signed.GetPages()).GetImages());
            Assert.Contains("签署时间", signed.GetPage(1).Text, StringComparison.Ordinal);
        }

        Assert.Contains("服务告知单（已签收）", (await one.Customer.Get(one.Path)).Text, StringComparison.Ordinal);
        // On the crew's device, for the next visit; too late for another one.
        (await one.Do(await server.As("construction-crew"), "stages/construction/service-notice/sign", new { file = await server.Anyone.Upload(Signature) })).Expect(200);
        var other = await CaseUnderTest.Submit(server, Samples.Home());
        await other.Complete("survey");
        server.Later(TimeSpan.FromHours(25));
        Assert.Equal("409 service-notice.not-open", (await other.Do(other.Customer, "stages/survey/service-notice/sign", new { file = await server.Anyone.Upload(Signature) })).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task On_the_telephone_it_is_signed_with_the_finger_or_without_scripts_by_name_and_code(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        var sent = new List<string>();
        await using var server = await TongdianServer.Start(on, services: s => s.AddSingleton(new CodeSender((_, code, _) =>
        {
            sent.Add(code);
            return Task.CompletedTask;
        })));
        var (drawn, typed) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        using var visitor = server.Visitor();
        foreach (var one in new[] { drawn, typed })
            await visitor.Open($"/case/open?number={one.Number}&code={one.Code}");

        var mine = await visitor.Open($"/case/{drawn.Number}");
        var page = await visitor.Click(mine, "服务告知单 现场勘查");
        Assert.Equal((200, $"/case/{drawn.Number}/visit/survey", "服务告知单 · 现场勘查"), (page.Status, page.Address, page.Heading));
        var files = await server.Stored(db => db.Set<StoredFile>().CountAsync());
        var white = await visitor.Post(page.Address, [.. Hidden(page), ("signature", "data:image/png;base64," + Convert.ToBase64String(White))]);
        Assert.Equal((422, "还没有签名"), (white.Status, white.Faults.Single()[..5]));
        Assert.Equal(files, await server.Stored(db => db.Set<StoredFile>().CountAsync()));
        Assert.Equal(422, (await visitor.Press(page, "确认签收")).Status);
        var signed = await visitor.Post(page.Address, [.. Hidden(page), ("signature", "data:image/png;base64," + Convert.ToBase64String(Signature))]);
        Assert.Contains("您已于", signed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("确认签收", signed.Text, StringComparison.Ordinal);
        Assert.Contains("您签收了“现场勘查”的服务告知单", (await visitor.Open($"/case/{drawn.Number}")).Text, StringComparison.Ordinal);

        var sheet = await visitor.Open($"/case/{typed.Number}/visit/survey");
        var asked = await visitor.Post($"{sheet.Address}/code", [.. Hidden(sheet), ("typedName", "张示例")]);
        Assert.Contains("验证码已发送到 139****", asked.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await visitor.Post(sheet.Address, [.. Hidden(sheet), ("typedName", "李示例"), ("code", sent.Single())])).Status);
        Assert.Contains("您已于", (await visitor.Post(sheet.Address, [.. Hidden(sheet), ("typedName", "张示例"), ("code", sent.Single())])).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("张示例", System.Text.Json.JsonSerializer.Serialize((await typed.Look()).Stages.Values.Select(s => s.Notices)), StringComparison.Ordinal);

        using var stranger = server.Visitor();
        Assert.StartsWith("/case?number=", (await stranger.Open($"/case/{typed.Number}/visit/survey")).Address, StringComparison.Ordinal);
        Assert.Equal(404, (await visitor.Open($"/case/{typed.Number}/visit/nowhere")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_message_of_the_day_before_leads_to_the_notice(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var day = new { day = "2026-03-04", part = "morning" };
        (await one.Do(await server.As("surveyor"), "stages/survey/appointment", day)).Expect(200);
        (await one.Do(one.Customer, "stages/survey/ask-time", day)).Expect(200);
        await Telling.Everything(server);
        server.Later(TimeSpan.FromHours(25));
        await Telling.Everything(server);

        var message = (await one.Customer.Get($"{one.Path}/messages")).Expect(200).EnumerateArray().First(m => m.GetProperty("purpose").GetString() == "visit-tomorrow").GetProperty("text").GetString()!;
        using var visitor = server.Visitor();
        var link = message[message.IndexOf("/m/", StringComparison.Ordinal)..].TrimEnd();

        Assert.Equal($"/case/{one.Number}/visit/survey", (await visitor.Open(link)).Address);
    }

    // What a browser sends of the form besides what is drawn.
    private static (string Name, string Value)[] Hidden(WebPage page) =>
        [.. page.Fill("确认签收", []).Fields.Where(f => f.Name is not ("signature" or "typedName" or "code"))];

    private static byte[] Drawing(bool strokes)
    {
        using var surface = SKSurface.Create(new SKImageInfo(300, 100));
        surface.Canvas.Clear(SKColors.White);
        using var ink = new SKPaint { Color = SKColors.Black, StrokeWidth = 3 };
        if (strokes)
            surface.Canvas.DrawLine(20, 80, 280, 20, ink);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
