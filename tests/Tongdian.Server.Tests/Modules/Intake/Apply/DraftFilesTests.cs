using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Intake.Apply;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Intake.Apply;

/// <summary>How long drafts and their files live, by the test's clock: each test has a server of its own.</summary>
public sealed class DraftFilesTests(PostgresServer postgres)
{
    private const string Identity = "选择文件：申请人身份证明";
    private const string Property = "选择文件：房屋产权或使用证明";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_draft_and_its_files_last_thirty_days_from_the_last_change(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        using var browser = server.Visitor();
        var applicant = new Applicant(browser);
        var check = await applicant.GoTo("核对后提交");

        server.Later(TimeSpan.FromDays(29));
        var contact = await browser.Open(check.Address.Replace("check", "contact", StringComparison.Ordinal));
        await browser.Press(contact, "继续", ("电子邮箱", "zhang@example.test"));
        server.Later(TimeSpan.FromDays(29));
        await server.Anyone.Upload();
        var done = await applicant.Send(await browser.Open(check.Address));

        Assert.Equal(3, (await server.Load(ApplyPagesTests.NumberOn(done))).Documents.Length);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_expired_draft_is_refused_at_once_and_removed_with_its_person_and_files_by_whoever_comes_next(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        using var browser = server.Visitor();
        var check = await new Applicant(browser).GoTo("核对后提交");

        server.Later(TimeSpan.FromDays(31));
        Assert.Equal(404, (await browser.Open(check.Address)).Status);
        Assert.Equal(404, (await browser.Post(check.Address, ("consent", "yes"))).Status);
        using var next = server.Visitor();
        await new Applicant(next).GoTo("要办哪一种？");
        await server.Anyone.Upload();

        Assert.Equal(1, await server.Stored(db => db.Set<Draft>().CountAsync()));
        Assert.Equal(1, await server.Stored(db => db.Set<Person>().CountAsync()));
        Assert.Equal(1, await server.Stored(db => db.Set<StoredFile>().CountAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_draft_that_became_a_case_goes_and_leaves_the_case_its_person(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        using var browser = server.Visitor();
        var number = ApplyPagesTests.NumberOn(await new Applicant(browser).Apply());

        server.Later(TimeSpan.FromDays(31));
        using var next = server.Visitor();
        await new Applicant(next).GoTo("要办哪一种？");

        var person = (await server.Load(number)).Customer.Person;
        Assert.Equal(1, await server.Stored(db => db.Set<Draft>().CountAsync()));
        Assert.True(await server.Stored(db => db.Set<Person>().AnyAsync(p => p.Id == person)));
        Assert.Equal(3, await server.Stored(db => db.Set<StoredFile>().CountAsync(f => f.PersonId == person && f.DraftId == null && f.ExpiresAt == null)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_file_that_fails_takes_away_neither_the_others_nor_what_it_was_to_replace(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        using var browser = server.Visitor();
        var page = await new Applicant(browser).GoTo("上传资料");

        var wrong = await browser.Press(page, "继续", (Identity, Applicant.Photo("正面.jpg")), (Property, new ChosenFile("房产证.docx", "PK not a picture"u8.ToArray())));
        Assert.Equal((422, "上传资料"), (wrong.Status, wrong.Heading));
        Assert.Contains("不支持的文件类型", Assert.Single(wrong.Faults), StringComparison.Ordinal);
        Assert.Contains("正面.jpg", wrong.Text, StringComparison.Ordinal);

        var still = await browser.Press(wrong, "上传所选文件", ("用来替换 正面.jpg 的文件", new ChosenFile("坏.jpg", "no picture"u8.ToArray())));
        Assert.Contains("正面.jpg", still.Text, StringComparison.Ordinal);
        var replaced = await browser.Press(still, "上传所选文件", ("用来替换 正面.jpg 的文件", Applicant.Photo("新正面.jpg")));
        Assert.Equal(200, replaced.Status);
        Assert.DoesNotContain(" 正面.jpg", replaced.Text, StringComparison.Ordinal);
        var empty = await browser.Press(replaced, "移除 新正面.jpg");
        Assert.DoesNotContain("正面.jpg", empty.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_same_upload_twice_is_one_file_and_more_than_are_wanted_are_refused(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        using var browser = server.Visitor();
        var page = await new Applicant(browser).GoTo("上传资料");

        await browser.Press(page, "上传所选文件", (Identity, Applicant.Photo()));
        var again = await browser.Press(page, "上传所选文件", (Identity, Applicant.Photo()));
        Assert.Equal(1, await server.Stored(db => db.Set<StoredFile>().CountAsync(f => f.DraftId != null)));

        var files = Enumerable.Range(1, 4).Select(n => ("再加文件：申请人身份证明", (object)new ChosenFile($"{n}.jpg", Photos.Jpeg(width: 60 + n)))).ToArray();
        var refused = await browser.Press(again, "上传所选文件", files);
        Assert.Contains("最多 4 个", Assert.Single(refused.Faults), StringComparison.Ordinal);
        Assert.Equal(4, await server.Stored(db => db.Set<StoredFile>().CountAsync(f => f.DraftId != null)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_file_of_a_draft_is_nobody_elses(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        using var browser = server.Visitor();
        var check = await new Applicant(browser).GoTo("核对后提交");
        var file = await server.Stored(db => db.Set<StoredFile>().Where(f => f.Kind == "identity").Select(f => f.Id).SingleAsync());
        using var stranger = server.Visitor();
        var other = await new Applicant(stranger).GoTo("上传资料");

        var application = Samples.Home();
        application["documents"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["kind"] = "identity", ["file"] = file });
        Assert.Equal("409 file.taken", (await server.Anyone.Post("/api/v1/cases", application)).Refusal);
        Assert.Equal(404, (await stranger.Open(other.Address.Replace("documents", $"files/{file}", StringComparison.Ordinal))).Status);
        await stranger.Post(other.Address, ("remove", file.ToString()));
        Assert.Equal(200, (await browser.Open(check.Address.Replace("check", $"files/{file}", StringComparison.Ordinal))).Status);
    }
}
