using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Opinions;

/// <summary>What customers say is in one place, found by its words; what many of them say is a topic with an owner, and shows whether an improvement helped.</summary>
public sealed class OpinionLibraryTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_said_with_a_rating_about_a_scheme_and_as_a_complaint_is_found_by_two_characters(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.Complete("acceptance");
        await one.Complete("survey");
        await one.Complete("scheme");
        server.Later(TimeSpan.FromMinutes(30));
        await one.Told(server);
        (await one.Customer.Post($"{one.Path}/evaluations/survey", new { attitude = 5, skill = 4, speed = 2, compliance = 5, words = "勘查的师傅态度好，就是来得太慢" })).Expect(200);
        (await one.Customer.Post($"{one.Path}/confirmation/object", new { reason = "电缆走线影响门面招牌", comments = new { lineType = "能不能埋地" } }, (await one.Look()).Version)).Expect(200);
        (await server.Anyone.Post("/api/v1/enquiries", new { kind = "complaint", text = "抄表员把电表读错了", region = "demo-county-east", contact = new { name = "王芳", phone = "13911112222" } })).Expect(201);
        await server.Services.GetRequiredService<SortOpinions>().TakeDue(default);
        var agent = await server.As("customer-service-agent");

        Assert.Equal(4, (await Found(agent, "")).Count);
        var slow = Assert.Single(await Found(agent, "words=太慢"));
        Assert.Equal(("rating", "negative", "survey", 2), (slow.Source, slow.Mood, slow.Stage, slow.Speed));
        Assert.Equal("电缆走线影响门面招牌", Assert.Single(await Found(agent, "words=招牌&source=scheme")).Text);
        Assert.Equal("能不能埋地", Assert.Single(await Found(agent, "words=埋地")).Text);
        Assert.Equal("complaint", Assert.Single(await Found(agent, "words=电表 读错")).Source);
        Assert.Single(await Found(agent, "words=表&source=complaint"));
        Assert.Single(await Found(agent, "dimension=speed"));
        Assert.Empty(await Found(agent, "dimension=attitude"));
        Assert.Empty(await Found(agent, "words=变压器"));
        Assert.Equal(["dimension", "mood"], (await agent.Get("/api/v1/opinions?mood=angry&dimension=5")).Expect(422).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(403, (await (await server.As("surveyor")).Get("/api/v1/opinions")).Status);
        // Words are kept sealed, and looked for by keyed hashes.
        Assert.DoesNotContain("慢", await server.Stored(async db => Encoding.UTF8.GetString([.. (await db.Set<OpinionWord>().Select(w => w.Hash).ToListAsync()).SelectMany(h => h)])), StringComparison.Ordinal);

        // Of who is erased nothing is quoted, and nothing stays after the next search.
        await server.Stored(async db =>
        {
            foreach (var person in await db.Set<Person>().ToListAsync())
                Vault.Erase(person, server.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        Assert.Empty(await Found(agent, ""));
        (await (await server.As("coordinator")).Post("/api/v1/opinions/topics/search", new { })).Expect(200);
        Assert.Equal((0, 0), await server.Stored(async db => (await db.Set<Opinion>().CountAsync(), await db.Set<OpinionWord>().CountAsync())));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_topic_is_found_from_the_words_keeps_its_owner_and_shows_whether_its_improvement_helped(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var manager = await server.As("coordinator");
        await Said.InTheLastWeeks(server, one, 5, Said.Remarks.Select(r => r.Text));

        var found = (await manager.Post("/api/v1/opinions/topics/search", new { })).Expect(200);
        Assert.Equal(Said.Remarks.Count, found.GetProperty("remarks").GetInt32());
        var late = (await manager.Get("/api/v1/opinions/topics")).Expect(200).GetProperty("topics")[0];
        Assert.True(late.GetProperty("count").GetInt32() >= 20, late.GetRawText());
        // Which theme it is, its remarks tell.
        var texts = (await Found(manager, $"topic={late.GetProperty("id").GetGuid()}")).Select(r => r.Text).ToHashSet(StringComparer.Ordinal);
        var theme = Said.Remarks.Where(r => texts.Contains(r.Text)).GroupBy(r => r.Theme).MaxBy(g => g.Count())!.Key;
        Assert.NotNull(theme);
        var others = Said.Remarks.Where(r => r.Theme != theme).Select(r => r.Text).ToList();
        var path = $"/api/v1/opinions/topics/{late.GetProperty("id").GetGuid()}";
        var owner = (await server.Colleague("coordinator")).Id;
        (await manager.Post(path, new { name = "装表不准时", owner })).Expect(200);
        var until = DateOnly.FromDateTime(server.Clock.GetUtcNow().AddHours(8).DateTime).AddDays(14);
        Assert.Equal(["owner", "until", "what"], (await manager.Post($"{path}/improvements", new { what = " ", owner = "nobody", until = until.AddDays(-30) })).Expect(422).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        var step = (await manager.Post($"{path}/improvements", new { what = "装表提前一天短信确认", owner, until })).Expect(200).GetProperty("improvements")[0].GetProperty("id").GetGuid();
        (await manager.Post($"{path}/improvements/{step}/done", new { })).Expect(200);
        Assert.Equal(409, (await manager.Post($"{path}/improvements/{step}/done", new { })).Status);

        // Six weeks later nobody speaks of it any more; everything else is as before.
        server.Later(TimeSpan.FromDays(7 * 6));
        manager = await server.As("coordinator");
        await Said.InTheLastWeeks(server, one, 5, others);
        (await manager.Post("/api/v1/opinions/topics/search", new { })).Expect(200);
        var after = (await manager.Get(path)).Expect(200);
        Assert.Equal(("装表不准时", owner), (after.GetProperty("topic").GetProperty("name").GetString(), after.GetProperty("topic").GetProperty("owner").GetString()));
        var figures = after.GetProperty("improvements")[0].GetProperty("figures");
        Assert.Equal("falling", figures.GetProperty("judgement").GetString());
        Assert.True(figures.GetProperty("before").GetProperty("count").GetInt32() >= 4 * figures.GetProperty("after").GetProperty("count").GetInt32(), figures.GetRawText());
        // A new remark goes to the topic by itself.
        await Said.InTheLastWeeks(server, one, 1, Said.Remarks.Where(r => r.Theme == theme).Select(r => r.Text).Take(10));
        Assert.True((await Found(manager, $"topic={late.GetProperty("id").GetGuid()}&days=1")).Count >= 6);
    }

    private sealed record Remark(string Text, string Source, string Mood, string? Stage, int? Speed, string? Topic);

    private static async Task<List<Remark>> Found(ApiClient who, string query) =>
        [.. (await who.Get($"/api/v1/opinions?{query}")).Expect(200).GetProperty("items").EnumerateArray().Select(i => new Remark(
            i.GetProperty("text").GetString()!, i.GetProperty("source").GetString()!, i.GetProperty("mood").GetString()!, i.TryGetProperty("stage", out var stage) ? stage.GetString() : null,
            i.TryGetProperty("rating", out var rating) ? rating.GetProperty("speed").GetInt32() : null, i.TryGetProperty("topicName", out var topic) ? topic.GetString() : null))];
}
