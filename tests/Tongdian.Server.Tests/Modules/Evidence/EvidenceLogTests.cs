using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Evidence;

/// <summary>What happened in a case is in a log that anybody can read and nobody can read a case from.</summary>
public sealed class EvidenceLogTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_case_from_request_to_archive_is_in_the_published_log_with_a_receipt_for_everything(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        Assert.Equal(404, (await server.Anyone.Get("/log/checkpoint")).Status);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Shop()));
        await one.GoOn();
        Assert.All(await one.Evidence(), i => Assert.Equal("waiting", i.GetProperty("standing").GetString()));
        await Recording.Everything(server);

        var items = await one.Evidence();
        Assert.All(items, i => Assert.Equal("proved", i.GetProperty("standing").GetString()));
        var policy = await Recording.Policy(server);
        foreach (var item in items)
        {
            var receipt = item.Receipt();
            Assert.Equal((one.Number, item.GetProperty("place").GetInt64()), (receipt.Record.Case, receipt.Proof.Index));
            Assert.Null(receipt.Verify(policy, server.Time.GetUtcNow()).Error);
        }

        var kinds = items.Select(i => i.Record().Kind).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["case-submitted", "stage-completed", "survey-report", "case-energised", "case-archived"], StringComparer.Ordinal), kinds);
        // The number of the meter can be shown without anything else, by whoever has its salt.
        var state = await one.Look();
        var built = items.Single(i => i.Record() is { Kind: "stage-completed", Stage: "construction" });
        var field = built.Record().Contents.Keys.First(k => k.StartsWith("field.", StringComparison.Ordinal));
        Assert.True(built.Hides(field, CanonicalJson.Bytes(state.Fact($"construction.{field["field.".Length..]}")!.Value)));
        Assert.Contains(built.Record().Contents, c => c.Key.StartsWith("file.", StringComparison.Ordinal) && c.Value.StartsWith("sha256:", StringComparison.Ordinal));
        Assert.True(items.Single(i => i.Record().Kind == "case-submitted").Record().Contents.ContainsKey("customer"));

        // Whoever reads what is published finds the same tree, and nothing but numbers without meaning.
        var checkpoint = await Published(server, policy);
        Assert.Equal(await server.Stored(db => db.Set<EvidenceLeaf>().LongCountAsync()), checkpoint.Size);
        Assert.True(checkpoint.Size > items.Count);
        Assert.NotEmpty(await other.Evidence());
        var file = await one.Customer.Get($"{one.Path}/evidence/{items[0].GetProperty("id").GetString()}");
        Assert.Equal((200, items[0].GetProperty("proof").GetString()), (file.Status, file.Text));
        Assert.Equal("404 evidence.no-proof", (await other.Customer.Get($"{other.Path}/evidence/{items[0].GetProperty("id").GetString()}")).Refusal);

        // Doing it all again adds nothing.
        var before = await server.RowCounts();
        await Recording.Everything(server);
        Assert.Equal((before, checkpoint), (await server.RowCounts(), await Published(server, policy)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_is_erased_leaves_an_entry_that_nobody_can_read_and_receipts_that_still_hold(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await Recording.Everything(server);
        var (before, id) = (await one.Evidence(), (await one.Look()).Customer.Person);
        await one.Complete("survey");

        await server.Stored(async db =>
        {
            Vault.Erase(await db.Set<Person>().SingleAsync(p => p.Id == id), server.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        // What waited to be recorded then is about nobody any more.
        await Recording.Everything(server);

        var after = await one.Evidence();
        Assert.Equal(before.Select(i => i.GetProperty("id").GetString()), after.Select(i => i.GetProperty("id").GetString()));
        Assert.All(after, i => Assert.Equal("erased", i.GetProperty("standing").GetString()));
        Assert.All(after, i => Assert.False(i.TryGetProperty("record", out var record) && record.ValueKind != System.Text.Json.JsonValueKind.Null));
        var policy = await Recording.Policy(server);
        Assert.All(before, i => Assert.Null(i.Receipt().Verify(policy, server.Time.GetUtcNow()).Error));
        Assert.Empty((await server.Services.GetRequiredService<AuditLog>().Do(default)).Findings);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_message_is_recorded_when_it_is_sent_and_again_with_its_receipt(Database database)
    {
        await using var sms = new SmsStub();
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(
            on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Notices:Sms:Url"] = sms.Url, ["Notices:Receipts:Token"] = "t0ken" });
        var (one, lost) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        await Telling.Everything(server);
        await server.Services.GetRequiredService<SendMessages>().SendDue(default);
        var (good, bad) = (await MessageOf(server, one), await MessageOf(server, lost));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var report = new StringContent($$"""[{"success":true,"id":"{{good.Id}}"},{"success":false,"err_code":"UNDELIV","id":"{{bad.Id}}"}]""", Encoding.UTF8, "application/json");
        (await http.PostAsync("/api/v1/notices/receipts?token=t0ken", report)).EnsureSuccessStatusCode();
        await Recording.Everything(server);

        var text = (await one.Customer.Get($"{one.Path}/messages")).Expect(200).EnumerateArray().Single(m => m.GetProperty("id").GetGuid() == good.Id).GetProperty("text").GetString()!;
        var told = (await one.Evidence()).Where(i => i.Record().Kind.StartsWith("notice-", StringComparison.Ordinal) && i.Hides("notice.id", Encoding.UTF8.GetBytes(good.Id.ToString("N")))).ToList();
        Assert.Equal(["notice-delivered", "notice-sent"], told.Select(i => i.Record().Kind).Order());
        Assert.All(told, i => Assert.True(i.Hides("notice.text", Encoding.UTF8.GetBytes(text))));
        Assert.Equal(good.SentAt, told.Single(i => i.Record().Kind == "notice-sent").Record().Time);
        var failed = (await lost.Evidence()).Single(i => i.Record().Kind == "notice-undelivered");
        Assert.True(failed.Hides("provider.says", "UNDELIV"u8));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_rating_is_recorded_with_its_words(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.Complete("survey");
        await Telling.Everything(server);
        (await one.Customer.Post($"{one.Path}/evaluations/survey", new { attitude = 5, skill = 4, speed = 5, compliance = 5, words = "很好" })).Expect(200);
        await Recording.Everything(server);

        var rating = (await one.Evidence()).Single(i => i.Record().Kind == "stage-rated");
        Assert.Equal("survey", rating.Record().Stage);
        Assert.True(rating.Hides("rating.skill", "4"u8) && rating.Hides("rating.words", "很好"u8));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_sequencers_at_once_make_one_log_without_a_gap(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await using var other = await TongdianServer.Start(on);
        var writing = Planted.Write(server, entries: 3000, each: 50);
        var sequencers = new[] { server, other, server, other }.Select(s => Task.Run(async () =>
        {
            var sequence = s.Services.GetRequiredService<Sequence>();
            do
            {
                await sequence.Do(default);
            }
            while (!writing.IsCompleted || await sequence.Waits(default));
        })).ToList();
        await writing;
        await Task.WhenAll(sequencers);

        await Planted.Check(server, 3000);
    }

    private static async Task<Checkpoint> Published(TongdianServer server, LogPolicy policy)
    {
        var answer = await server.Anyone.Get("/log/checkpoint");
        Assert.Equal((200, "no-store"), (answer.Status, answer.Headers["Cache-Control"]));
        var checkpoint = policy.Check(SignedNote.Read(answer.Bytes).Value, server.Time.GetUtcNow()).Value.Checkpoint;
        var tiles = new TileSet(checkpoint.Size);
        foreach (var id in TileId.Grown(0, checkpoint.Size))
        {
            var file = await server.Anyone.Get($"/log/{id.Path}");
            Assert.Equal((200, "public, max-age=31536000, immutable"), (file.Status, file.Headers["Cache-Control"]));
            if (id.Level == TileId.Entries)
                Assert.All(EntryBundle.Read(file.Bytes, id).Value, e => Assert.Equal(32, e.Length));
            else
                Assert.Null(tiles.Add(id, file.Bytes));
        }

        Assert.Equal(checkpoint.Root, tiles.Root().Value);
        // What is not there yet, and what could be spelled in two ways, is not there.
        var last = TileId.In(0, (checkpoint.Size - 1) / TileId.Full, checkpoint.Size);
        foreach (var path in new[] { (last with { Width = last.Width + 1 }).Path, (last with { Level = TileId.Entries, Width = last.Width + 1 }).Path, "tile/0/0", "tile/9/000", "tile/0/000.p/0" })
            Assert.Equal((404, "no-store"), ((await server.Anyone.Get($"/log/{path}")).Status, (await server.Anyone.Get($"/log/{path}")).Headers["Cache-Control"]));
        return checkpoint;
    }

    private static async Task<Message> MessageOf(TongdianServer server, CaseUnderTest one)
    {
        var id = (await one.Look()).Id.Value;
        return await server.Stored(db => db.Set<Message>().AsNoTracking().FirstAsync(m => m.CaseId == id && m.TakesPlaceOf == null));
    }
}
