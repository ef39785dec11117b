using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain;
using Tongdian.Server.Modules.Knowledge;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Knowledge;

/// <summary>Colleagues write articles; somebody else publishes them. Nothing that was written is lost, and nothing that was published changes.</summary>
public sealed class WriteArticlesTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_version_waits_for_somebody_else_and_a_published_one_never_changes(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var (writing, judging, reading, catalog) = (server.Services.GetRequiredService<ProposeVersion>(), server.Services.GetRequiredService<JudgeVersion>(), server.Services.GetRequiredService<ReadVersions>(), server.Services.GetRequiredService<KnowledgeCatalog>());
        var (surveyor, coordinator, manager) = (await server.Colleague("surveyor"), await server.Colleague("coordinator"), await server.Colleague("manager"));
        var first = Shipped.Text("充电桩怎么装？", "How is a charger installed?");

        Assert.Equal(
            "request.invalid titleEn:knowledge.language-missing bodyZh:knowledge.language-missing places:knowledge.place-unknown",
            (await writing.Begin(first with { Title = first.Title with { En = " " }, Body = first.Body with { Zh = "" }, Places = ["scheme.nothing"] }, surveyor, default)).Refusal());
        var begun = (await writing.Begin(first, coordinator, default)).Expect();
        Assert.Equal(("how-is-a-charger-installed", 1), (begun.Slug, begun.Number));
        Assert.Equal("how-is-a-charger-installed-2", (await writing.Begin(first, surveyor, default)).Expect().Slug);
        Assert.Null(catalog.Find(begun.Slug, staff: true));

        Assert.Equal("knowledge.not-reviewer", (await judging.Publish(begun.Slug, 1, surveyor, default)).Refusal());
        Assert.Equal("knowledge.own-version", (await judging.Publish(begun.Slug, 1, coordinator, default)).Refusal());
        Assert.Equal("request.invalid words:field.required", (await judging.SendBack(begun.Slug, 1, " ", manager, default)).Refusal());
        (await judging.SendBack(begun.Slug, 1, "请写明容量。", manager, default)).Expect();
        Assert.Equal("knowledge.nothing-waits", (await judging.Publish(begun.Slug, 1, manager, default)).Refusal());
        var second = first with { Answer = new LocalizedText("先看容量，再提交申请。", "Look at the capacity, then apply.") };
        Assert.Equal(2, (await writing.Change(begun.Slug, 1, second, coordinator, default)).Expect().Number);
        (await judging.Publish(begun.Slug, 2, manager, default)).Expect();
        Assert.Equal("knowledge.nothing-waits", (await judging.SendBack(begun.Slug, 2, "不要", manager, default)).Refusal());
        Assert.Equal("先看容量，再提交申请。", catalog.Find(begun.Slug, staff: false)!.Text.Answer.Zh);
        Assert.Equal("knowledge.no-change", (await writing.Change(begun.Slug, 2, second, surveyor, default)).Refusal());

        // Two editors began from the same version: the second is told, sees the first, and writes the next one.
        var (mine, theirs) = (second with { Title = new LocalizedText("家用充电桩怎么装？", "How is a home charger installed?") }, second with { Places = ["survey"] });
        var both = await Task.WhenAll(writing.Change(begun.Slug, 2, mine, surveyor, default), writing.Change(begun.Slug, 2, theirs, coordinator, default));
        Assert.Equal(["knowledge.newer"], both.Where(r => r.Error is not null).Select(r => r.Error!.Code));
        Assert.Equal(4, (await writing.Change(begun.Slug, 3, mine with { Places = ["survey"] }, surveyor, default)).Expect().Number);

        // Two judge at once: one of them did it.
        var judged = await Task.WhenAll(judging.Publish(begun.Slug, 4, manager, default), judging.SendBack(begun.Slug, 4, "再改", coordinator, default));
        Assert.Single(judged, r => r.Error is null);
        if (catalog.Find(begun.Slug, staff: false)!.Version == 2)
        {
            Assert.Equal(5, (await writing.Change(begun.Slug, 4, mine with { Places = ["survey"] }, surveyor, default)).Expect().Number);
            (await judging.Publish(begun.Slug, 5, manager, default)).Expect();
        }

        var whole = (await reading.Look(begun.Slug, default)).Expect();
        Assert.Equal(("家用充电桩怎么装？", VersionState.Overtaken), (whole.Published!.TitleZh, whole.Versions.Single(v => v.Number == 3).State));
        Assert.Equal(("充电桩怎么装？", "先看容量，再提交申请。", coordinator.Id, manager.Id), whole.Versions.Single(v => v.Number == 2) is var old ? (old.TitleZh, old.AnswerZh, old.ProposedBy, old.JudgedBy) : default);
        Assert.Equal("请写明容量。", whole.Versions.Single(v => v.Number == 1).Words);

        // Out of use: nobody reads or finds it, and its history stands.
        Assert.Equal("knowledge.not-reviewer", (await judging.Withdraw(begun.Slug, "过时", surveyor, default)).Refusal());
        (await judging.Withdraw(begun.Slug, "过时", manager, default)).Expect();
        Assert.Equal("knowledge.not-published", (await judging.Withdraw(begun.Slug, "过时", manager, default)).Refusal());
        Assert.Null(catalog.Find(begun.Slug, staff: true));
        Assert.Empty((await server.Anyone.Get("/api/v1/knowledge?q=%E5%85%85%E7%94%B5")).Expect(200).GetProperty("items").EnumerateArray());
        Assert.True((await reading.Look(begun.Slug, default)).Expect() is { Published: null, Versions.Count: >= 4, Article.WithdrawnWhy: "过时" });
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_a_company_changed_or_withdrew_is_never_overwritten_by_the_files(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        string[] before;
        await using (var server = await Shipped.Start(test))
        {
            var (writing, judging, manager) = (server.Services.GetRequiredService<ProposeVersion>(), server.Services.GetRequiredService<JudgeVersion>(), await server.Colleague("manager"));
            (await writing.Change("saving-electricity", 1, Shipped.Text("我们县怎样省电？", "How does our county save?"), await server.Colleague("surveyor"), default)).Expect();
            (await judging.Publish("saving-electricity", 2, manager, default)).Expect();
            (await judging.Withdraw("temporary-supply", "本县不办", manager, default)).Expect();
            before = await Stored(server);
            Assert.Equal(0, await server.Services.GetRequiredService<LoadArticles>().Do(Files, default));
        }

        await using var again = await Shipped.Start(test);
        Assert.Equal(before, await Stored(again));
        Assert.Equal("How does our county save?", (await again.Anyone.InEnglish.Get("/api/v1/knowledge/saving-electricity")).Expect(200).GetProperty("title").GetString());
        Assert.Equal("404 knowledge.unknown", (await again.Anyone.Get("/api/v1/knowledge/temporary-supply")).Refusal);

        // What another server publishes is here a few seconds later.
        await using var other = await TongdianServer.Start(test, time: again.Clock);
        (await again.Services.GetRequiredService<JudgeVersion>().Withdraw("billing-and-paying", "换新", await again.Colleague("manager"), default)).Expect();
        again.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("404 knowledge.unknown", (await other.Anyone.Get("/api/v1/knowledge/billing-and-paying")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_file_that_cannot_be_used_is_named_with_its_line_and_nothing_is_taken(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "a-good-one.yaml"), await File.ReadAllTextAsync(Path.Combine(Files, "saving-electricity.yaml")));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "wrong.yaml"), "topic: weather\naudience: customers\nplaces: []\ntitle: [题, Title]\nanswer: [答]\nzh: 文\n");

        var refused = await Assert.ThrowsAsync<ProcessFileException>(() => server.Services.GetRequiredService<LoadArticles>().Do(folder.Path, default));

        Assert.Equal(["knowledge/wrong.yaml:1 value-wrong", "knowledge/wrong.yaml:1 key-missing", "knowledge/wrong.yaml:5 value-wrong"], refused.Faults.Select(f => $"{f.File}:{f.Line} {f.Rule}"));
        Assert.Equal(0, await server.Stored(db => db.Set<ArticleRow>().CountAsync()));
    }

    [Fact]
    public void Markdown_can_change_nothing_of_the_page_around_it()
    {
        var html = SafeMarkdown.Html("# Top\n\n<script>alert(1)</script> [a](javascript:alert(1)) [b](//evil.test) [c](/help) [d](https://x.test) ![p](/browser/x) <javascript:alert(2)>");

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/help\">c</a> <a href=\"https://x.test\">d</a>", html, StringComparison.Ordinal);
    }

    private static string Files => Path.Combine(AppContext.BaseDirectory, "knowledge");

    private static Task<string[]> Stored(TongdianServer server) => server.Stored(async db =>
        (await db.Set<VersionRow>().AsNoTracking().OrderBy(v => v.Slug).ThenBy(v => v.Number).ToListAsync()).Select(v => $"{v.Slug} {v.Number} {v.State} {v.TitleZh} {v.BodyEn.Length}").ToArray());
}
