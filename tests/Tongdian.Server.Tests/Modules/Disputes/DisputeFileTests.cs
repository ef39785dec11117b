using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Disputes;

/// <summary>All that is recorded of a case or a meter is taken in one file, and whoever has it can check it alone.</summary>
public sealed class DisputeFileTests(PostgresServer postgres)
{
    private const string Why = "?reason=%E4%BB%B2%E8%A3%81";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_stranger_checks_the_file_of_a_case_and_every_change_of_it_is_named(Database database)
    {
        using var folder = new TemporaryFolder();
        await using var sms = new SmsStub();
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Notices:Sms:Url"] = sms.Url });
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        await one.GoOn();
        await Send(server);
        await Recording.Everything(server);
        var (path, policy, now) = ($"{one.Path}/dispute-file", await Recording.Policy(server), server.Time.GetUtcNow());

        // The customer: everything that is recorded, pictures as the copies that customers see.
        var mine = await TakenFile.By(one.Customer, path);
        Assert.Empty(mine.Check(policy, now));
        Assert.Equal((await one.Evidence()).Select(i => i.GetProperty("proof").GetString()), mine.Index.Receipts.Select(r => mine.Text(r.File)));
        Assert.Equal((one.Number, 0, 0), (Assert.Single(mine.Index.About), mine.Index.Waiting, mine.Index.Destroyed));
        Assert.NotEmpty(mine.Index.Contents);
        Assert.All(mine.Index.Contents.Where(c => c.File.StartsWith("photos/", StringComparison.Ordinal)), c => Assert.NotEqual(c.Recorded, c.Sha256));
        Assert.Contains("超过时限之前告诉客户了吗", mine.Page, StringComparison.Ordinal);
        Assert.Equal("不需要", mine.Answers[0]);
        Assert.DoesNotContain("张示例", mine.Page, StringComparison.Ordinal);
        Assert.Contains("Was the customer told before the limit?", mine.Text("index.en.html"), StringComparison.Ordinal);
        // What was said to the customer can be shown word for word; what opens the case is not in it.
        Assert.Contains(mine.Index.Shown, s => s.Name == "notice.text");
        Assert.DoesNotContain(one.Code, Encoding.UTF8.GetString([.. mine.Files.Values.SelectMany(f => f)]), StringComparison.Ordinal);
        Assert.DoesNotContain(mine.Index.Shown, s => s.Name is "fact" or "notice.to");

        // A colleague says why, which is kept first; who may see what is masked gets all of it, with originals.
        var before = await server.RowCounts();
        Assert.Equal("422 case.reason-missing", (await (await server.As("auditor")).Get(path)).Refusal);
        Assert.Equal(before, await server.RowCounts());
        var whole = await TakenFile.By(await server.As("auditor"), path + Why);
        Assert.Empty(whole.Check(policy, now));
        Assert.All(whole.Index.Contents, c => Assert.Equal(c.Recorded, c.Sha256));
        Assert.Contains(whole.Index.Contents, c => c.Receipt is not null && c.File.StartsWith("photos/", StringComparison.Ordinal));
        Assert.True(whole.Index.Contents.Length > mine.Index.Contents.Length);
        Assert.Contains(whole.Index.Shown, s => s.Name == "notice.to");
        Assert.Equal(whole.Index.Shown.Count(s => s.Name == "fact"), whole.Index.Shown.Where(s => s.Name == "fact").Select(s => s.Receipt).Distinct().Count());
        var masked = await TakenFile.By(await server.As("administrator"), path + Why);
        Assert.Empty(masked.Check(policy, now));
        Assert.DoesNotContain(masked.Index.Shown, s => s.Name is "notice.to" or "notice.text");
        Assert.Equal(["仲裁", "仲裁"], await server.Stored(db => db.Set<Unmasking>().Select(u => u.Reason).ToListAsync()));
        Assert.Equal(403, (await server.AsCustomer(one.Number, other.Code).Get(path)).Status);
        Assert.Equal(401, (await server.Anyone.Get(path)).Status);

        // The command: the zip, the folder, and whatever is changed in it.
        Assert.Equal(0, whole.Verify(folder.Path, now).Code);
        Assert.Equal(0, whole.Verify(folder.Path, now, _ => { }).Code);
        var (photo, receipt) = (whole.Index.Contents[0].File, whole.Index.Receipts[1].File);
        foreach (var (named, change) in new (string, Action<string>)[]
        {
            (photo, at => Flip(Path.Combine(at, photo))), (receipt, at => Flip(Path.Combine(at, receipt))), ("index.html", at => File.AppendAllText(Path.Combine(at, "index.html"), "<p>")),
            ("more.txt", at => File.WriteAllText(Path.Combine(at, "more.txt"), "x")), ("checkpoint", at => File.Delete(Path.Combine(at, "checkpoint"))),
        })
        {
            var (code, said) = whole.Verify(folder.Path, now, change);
            Assert.Equal((named, 1), (named, code));
            Assert.Contains($"✗ {named}", said, StringComparison.Ordinal);
        }

        Assert.Equal(2, whole.Verify(folder.Path, now, at => File.Delete(Path.Combine(at, DisputeIndex.FileName))).Code);
        Assert.Equal(2, whole.Verify(folder.Path, now, at => File.Delete(Path.Combine(at, DisputeIndex.Policy))).Code);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_first_page_says_whether_the_customer_was_told_before_the_limit(Database database)
    {
        await using var sms = new SmsStub();
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(
            on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Notices:Sms:Url"] = sms.Url, ["Notices:Receipts:Token"] = "t0ken" });
        var cases = new List<CaseUnderTest>();
        foreach (var _ in Enumerable.Range(0, 5))
            cases.Add(await CaseUnderTest.Submit(server, Samples.Home()));
        var (told, silent, lost, after, nobody) = (cases[0], cases[1], cases[2], cases[3], cases[4]);

        // The promise is 48 hours; after 30 without a survey it cannot be kept.
        server.Later(TimeSpan.FromHours(30));
        Assert.Equal("还没有，仍来得及", (await TakenFile.By(told.Customer, $"{told.Path}/dispute-file")).Answers[0]);
        foreach (var one in new[] { told, silent, lost })
            await TellLate(server, one);
        await Send(server);
        await Report(server, (await LateOf(server, told), true), (await LateOf(server, lost), false));
        Assert.Equal("告诉了", (await TakenFile.By(told.Customer, $"{told.Path}/dispute-file")).Answers[0]);
        server.Later(TimeSpan.FromHours(20));
        await TellLate(server, after);
        await Send(server);
        await Report(server, (await LateOf(server, after), true));
        await Recording.Everything(server);

        var (policy, now) = (await Recording.Policy(server), server.Time.GetUtcNow());
        foreach (var (one, answer) in new[] { (told, "告诉了"), (silent, "发出了，是否及时送达没有证明"), (lost, "没有"), (after, "没有，超过之后才告诉"), (nobody, "没有") })
        {
            var file = await TakenFile.By(one.Customer, $"{one.Path}/dispute-file");
            Assert.Equal((one.Number, answer), (one.Number, file.Answers[0]));
            // The survey was late too, and is asked about by itself.
            Assert.Equal(2, file.Answers.Count);
            Assert.Empty(file.Check(policy, now));
        }

        // The word itself is there, word for word, with the receipt of the day on which it was sent.
        var proof = await TakenFile.By(told.Customer, $"{told.Path}/dispute-file");
        var kinds = proof.Index.Receipts.Select(r => Domain.Evidence.Receipt.Read(proof.Text(r.File)).Value.Record.Kind).ToList();
        Assert.Contains("lateness-told", kinds);
        Assert.Contains("notice-delivered", kinds);
        Assert.Contains("材料未到", proof.Page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_file_of_a_meter_has_all_its_cases_and_goes_to_those_whose_regions_cover_them(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var west = Samples.Home();
        west["site"]!["region"] = "demo-county-west";
        var (one, two) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, west));
        foreach (var each in new[] { one, two })
        {
            await each.GoOn(until: "construction");
            await each.Complete("construction", change: f => f["fields"]!["meterNumber"] = "3130001122334455");
        }

        await Recording.Everything(server);
        var file = await TakenFile.By(await server.As("auditor"), $"/api/v1/meters/3130%200011%202233%204455/dispute-file{Why}");
        Assert.Equal(new[] { one.Number, two.Number }.Order(StringComparer.Ordinal), file.Index.About.Order(StringComparer.Ordinal));
        Assert.Empty(file.Check(await Recording.Policy(server), server.Time.GetUtcNow()));
        Assert.Contains("3130001122334455", file.Page, StringComparison.Ordinal);
        Assert.Equal(2, await server.Stored(db => db.Set<Unmasking>().Select(u => u.CaseId).Distinct().CountAsync()));

        var east = await server.As(await server.Hire("east", "manager", "marketing", "demo-county-east"));
        var far = await server.As(await server.Hire("far", "manager", "marketing", "demo-district"));
        Assert.Equal("403 dispute.other-regions", (await east.Get($"/api/v1/meters/3130001122334455/dispute-file{Why}")).Refusal);
        Assert.Equal("404 dispute.meter-unknown", (await far.Get($"/api/v1/meters/3130001122334455/dispute-file{Why}")).Refusal);
        Assert.Equal("404 dispute.meter-unknown", (await east.Get($"/api/v1/meters/313/dispute-file{Why}")).Refusal);
        Assert.Equal("422 case.reason-missing", (await (await server.As("auditor")).Get("/api/v1/meters/3130001122334455/dispute-file")).Refusal);
        Assert.Equal(401, (await one.Customer.Get("/api/v1/meters/3130001122334455/dispute-file")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_document_of_a_stage_that_is_no_evidence_is_there_without_a_receipt(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var factory = await CaseUnderTest.Submit(server, Samples.Factory());
        await factory.GoOn(until: "design-review");
        await Recording.Everything(server);
        var file = await TakenFile.By(await server.As("auditor"), $"{factory.Path}/dispute-file{Why}");
        Assert.Null(Assert.Single(file.Index.Contents, c => c.File.EndsWith("-drawings.pdf", StringComparison.Ordinal)).Receipt);
        Assert.Empty(file.Check(await Recording.Policy(server), server.Time.GetUtcNow()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_waits_is_there_as_waiting_what_was_destroyed_as_destroyed_and_a_receipt_says_the_earliest_time(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var waiting = await TakenFile.By(one.Customer, $"{one.Path}/dispute-file");
        Assert.True(waiting.Index.Waiting >= 2);
        Assert.Empty(waiting.Index.Receipts);
        Assert.Contains("等待写入日志", waiting.Page, StringComparison.Ordinal);

        await Recording.Everything(server);
        var first = (await one.Evidence()).Select(i => i.Receipt().Proof.ToString()).ToList();
        await CaseUnderTest.Submit(server, Samples.Home());
        await Recording.Everything(server);
        Assert.Equal(first, (await one.Evidence()).Select(i => i.Receipt().Proof.ToString()));
        Assert.NotEqual((await server.Anyone.Get("/log/checkpoint")).Text, (await one.Evidence())[0].Receipt().Proof.Note.ToString());

        // The customer's page: in plain words, with each receipt.
        using var browser = await CustomerBrowser.With(server, one);
        var page = (await browser.Open($"/case/{one.Number}/evidence")).Is(200);
        Assert.Contains("提交申请", page.Text, StringComparison.Ordinal);
        var receipt = (await browser.Open($"/case/{one.Number}/evidence/{(await one.Evidence())[0].GetProperty("id").GetString()}")).Is(200);
        Assert.Equal(first[0], receipt.Html);
        Assert.Equal("application/zip", (await browser.Open($"/case/{one.Number}/dispute-file")).Is(200).MediaType);
        Assert.Contains($"/case/{one.Number}/evidence", (await browser.Open($"/case/{one.Number}")).Html, StringComparison.Ordinal);

        var person = (await one.Look()).Customer.Person;
        await server.Stored(async db =>
        {
            Vault.Erase(await db.Set<Person>().SingleAsync(p => p.Id == person), server.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        var destroyed = await TakenFile.By(await server.As("auditor"), $"{one.Path}/dispute-file{Why}");
        Assert.Equal((0, 0, first.Count), (destroyed.Index.Receipts.Length, destroyed.Index.Contents.Length, destroyed.Index.Destroyed));
        Assert.Empty(destroyed.Check(await Recording.Policy(server), server.Time.GetUtcNow()));
        Assert.Contains("已随个人信息销毁", destroyed.Page, StringComparison.Ordinal);
        Assert.Contains("已随个人信息销毁", (await browser.Open($"/case/{one.Number}/evidence")).Is(200).Text, StringComparison.Ordinal);
    }

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static async Task TellLate(TongdianServer server, CaseUnderTest one) =>
        (await one.Do(await server.As("coordinator"), "late-notice", new { reason = "材料未到", expected = server.Time.GetUtcNow().AddDays(3) })).Expect(200);

    private static async Task Send(TongdianServer server)
    {
        await Telling.Everything(server);
        await server.Services.GetRequiredService<SendMessages>().SendDue(default);
    }

    private static async Task<Guid> LateOf(TongdianServer server, CaseUnderTest one)
    {
        var id = (await one.Look()).Id.Value;
        return await server.Stored(db => db.Set<Message>().Where(m => m.CaseId == id && m.Purpose == "late").Select(m => m.Id).SingleAsync());
    }

    private static async Task Report(TongdianServer server, params (Guid Id, bool Arrived)[] said)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var report = new StringContent($"[{string.Join(',', said.Select(s => $$"""{"success":{{(s.Arrived ? "true" : "false")}},"id":"{{s.Id}}"}"""))}]", Encoding.UTF8, "application/json");
        (await http.PostAsync("/api/v1/notices/receipts?token=t0ken", report)).EnsureSuccessStatusCode();
    }
}
