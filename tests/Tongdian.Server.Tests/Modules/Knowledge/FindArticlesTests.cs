using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Knowledge;
using Tongdian.Server.Platform.Search;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Knowledge;

/// <summary>Answers are found by their words, by customers and where the question comes up; what is missing is known.</summary>
public sealed class FindArticlesTests(PostgresServer postgres)
{
    private const string Path = "/api/v1/knowledge";

    [Theory, ClassData(typeof(Databases))]
    public async Task What_comes_with_the_program_is_found_by_two_characters_by_topic_and_by_place(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Shipped.Start(test);
        var (anyone, staff) = (server.Anyone, await server.As("surveyor"));

        Assert.Equal("peak-and-valley-tariff", (await Slugs(anyone, "?q=峰谷"))[0]);
        Assert.Equal("how-to-read-the-meter", (await Slugs(anyone, "?q=" + Uri.EscapeDataString("电表怎么看")))[0]);
        Assert.Equal("safety-at-home", (await Slugs(anyone, "?q=RESIDUAL-current%20test"))[0]);
        Assert.Contains("tariff-categories", await Slugs(anyone, "?q=%E9%98%B6%E6%A2%AF"));
        // One character is inside pairs; every word of a question must be there.
        Assert.Contains("how-to-read-the-meter", await Slugs(anyone, "?q=%E8%A1%A8"));
        Assert.All(await Slugs(anyone, "?q=" + Uri.EscapeDataString("电价 谷段")), s => Assert.Contains(s, new[] { "peak-and-valley-tariff", "saving-electricity", "billing-and-paying", "how-to-read-the-meter" }));
        Assert.Equal(["billing-and-paying", "demand-capacity-and-power-factor", "peak-and-valley-tariff", "saving-electricity", "tariff-categories"], (await Slugs(anyone, "?topic=tariff")).Order(StringComparer.Ordinal));
        Assert.Equal(["direct-or-with-current-transformers"], await Slugs(anyone, "?place=scheme.meteringMode"));
        Assert.Equal(["choose-metering-at-survey", "direct-or-with-current-transformers"], await Slugs(staff, "?place=scheme.meteringMode"));

        // Staff only: not found, not read, not named.
        Assert.Contains("explain-a-late-case", await Slugs(staff, "?q=%E9%A6%96%E9%97%AE"));
        Assert.DoesNotContain("explain-a-late-case", await Slugs(anyone, "?q=%E9%A6%96%E9%97%AE"));
        Assert.DoesNotContain("explain-a-late-case", await Slugs(anyone, ""));
        Assert.Equal("404 knowledge.unknown", (await anyone.Get($"{Path}/explain-a-late-case")).Refusal);
        using var visitor = server.Visitor();
        Assert.Equal(404, (await visitor.Open("/help/explain-a-late-case")).Status);

        var english = (await anyone.InEnglish.Get($"{Path}/peak-and-valley-tariff")).Expect(200);
        Assert.Equal("What is a peak and valley tariff, and is it worth it?", english.GetProperty("title").GetString());
        Assert.Contains("**peak, flat and valley**", english.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(["topic: knowledge.topic-unknown"], (await anyone.Get($"{Path}?topic=3")).Fields);
        Assert.Equal(["place: knowledge.place-unknown"], (await anyone.Get($"{Path}?place=scheme.nothing")).Fields);
        Assert.Equal(["q: field.too-long"], (await anyone.Get($"{Path}?q={new string('x', 101)}")).Fields);
        Assert.Equal("404 knowledge.unknown", (await anyone.Get($"{Path}/no-such-thing")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Customers_find_the_answer_without_scripts_and_say_whether_it_was_one(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Shipped.Start(test);
        using var visitor = server.Visitor();

        var start = await visitor.Open("/help");
        var found = await visitor.Open("/help?q=" + Uri.EscapeDataString("停电"));
        Assert.Contains("停电了怎么办？", found.Text, StringComparison.Ordinal);
        var article = await visitor.Click(found, "停电了怎么办？");
        Assert.Equal(("停电了怎么办？", "/ask/new/fault"), (article.Heading, article.Link("报告故障")));
        Assert.Contains("谢谢您告诉我们", (await visitor.Press(article, "是")).Text, StringComparison.Ordinal);
        await visitor.Press(article, "不是");
        Assert.Equal(404, (await visitor.Open("/help/no-such-thing")).Status);
        Assert.Contains("停电了怎么办？", (await visitor.Open("/help")).Text.Split("大家常看")[1].Split("办电流程")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("大家常看", start.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), await server.Stored(db => db.Set<ArticleRow>().Where(a => a.Slug == "what-to-do-in-an-outage").Select(a => new ValueTuple<int, int, int>(a.Reads, a.Helped, a.DidNotHelp)).SingleAsync()));

        // Where the question comes up: beside an application, and beside a case.
        Assert.Equal("/help/new-supply-at-home", (await visitor.Open("/apply")).Link("家里新装用电怎么办，要多久？"));
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var mine = await visitor.Open($"/case/open?number={one.Number}&code={Uri.EscapeDataString(one.Code)}");
        Assert.Equal("/help/when-the-crew-comes", mine.Link("工作人员上门时我要做什么"));
        Assert.DoesNotContain("首问责任人：", mine.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_looked_for_in_vain_is_counted_until_an_article_answers_it_and_nothing_personal_is_kept(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Shipped.Start(test);
        using var visitor = server.Visitor();
        // Only colleagues have an answer to the last one.
        foreach (var words in new[] { "光伏并网", " 光伏并网 ", "充电桩", "13800000000", "138 0000 0000", "１３８０００", "a@example.test", "？？", new string('字', 101), "反送电" })
            await visitor.Open("/help?q=" + Uri.EscapeDataString(words));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.Anyone.Get("/api/v1/knowledge?q=%E5%A4%A7%E5%AE%B6%E9%83%BD%E9%97%AE")));

        var report = await Look();
        Assert.Equal([("大家都问", 4, 0), ("光伏并网", 2, 0), ("充电桩", 1, 1), ("反送电", 1, 0)], report.Used.Select(s => (s.Query, s.Times, Math.Min(1, s.Results))));
        Assert.Equal(["大家都问", "光伏并网", "反送电"], report.NotFound.Select(s => s.Query));

        // Written with the article: it is found at once, and gone from what is missing.
        var text = Shipped.Text("光伏并网怎么办？", "How is solar power connected?");
        var begun = (await server.Services.GetRequiredService<ProposeVersion>().Begin(text, await server.Colleague("surveyor"), default)).Expect();
        Assert.Equal(["大家都问", "光伏并网", "反送电"], (await Look()).NotFound.Select(s => s.Query));
        (await server.Services.GetRequiredService<JudgeVersion>().Publish(begun.Slug, begun.Number, await server.Colleague("manager"), default)).Expect();
        Assert.Equal(["大家都问", "反送电"], (await Look()).NotFound.Select(s => s.Query));
        Assert.Equal([begun.Slug], await Slugs(server.Anyone, "?q=" + Uri.EscapeDataString("光伏并网")));
        var nearest = (await server.Anyone.Get("/api/v1/knowledge?q=" + Uri.EscapeDataString("光伏并网价格"))).Expect(200);
        Assert.Equal((true, begun.Slug), (nearest.GetProperty("nearest").GetBoolean(), nearest.GetProperty("items")[0].GetProperty("slug").GetString()));

        Task<ReadSearches.Report> Look() => server.Services.GetRequiredService<ReadSearches>().Look(default);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_kind_has_its_own_words_and_what_is_written_again_has_only_the_new_ones(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        await Write("opinion", "1", "施工队态度很好", "态度");
        await Write("opinion", "2", "等了三天，态度一般");
        await Write("other", "3", "态度");

        Assert.Equal(["1", "2"], await Find("态度"));
        Assert.Equal(["2"], await Find("三天 态度"));
        Assert.Empty(await Find("三天 施工"));
        Assert.Empty(await Find("，"));
        await Write("opinion", "1", "施工队来得很快");
        Assert.Equal(["2"], await Find("态度"));
        Assert.Equal(["1"], await Find("很快"));
        await Write("opinion", "1");
        Assert.Empty(await Find("很快"));

        Task<int> Write(string kind, string subject, params string[] parts) => server.Stored(async db =>
        {
            await SearchIndex.Write(db, kind, subject, parts.Select(p => (p, 1)), default);
            return await db.SaveChangesAsync();
        });
        async Task<List<string>> Find(string words) => [.. (await server.Stored(db => SearchIndex.Find(db, "opinion", words, 10, default))).Select(h => h.Subject)];
    }

    private static async Task<List<string>> Slugs(ApiClient who, string query) =>
        [.. (await who.Get(Path + query)).Expect(200).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("slug").GetString()!)];
}
