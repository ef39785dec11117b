using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Tests.Vocabulary;
using Tongdian.Witness.Receipts;
using Tongdian.Witness.Vouching;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Evidence;

/// <summary>A log is published when enough of those outside have seen it, and they see one log only.</summary>
public sealed class WitnessTests(PostgresServer postgres)
{
    private static readonly string Secret = NoteSigner.Make("log.example/test", SignatureType.Ed25519, new byte[32]).Value.SecretText()!;

    private static readonly VerifierKey Log = NoteSigner.Read(Secret).Value.Key;

    [Theory, ClassData(typeof(Databases))]
    public async Task A_checkpoint_is_published_when_two_of_three_have_signed_and_a_receipt_says_so_in_words(Database database)
    {
        using var folder = new TemporaryFolder();
        await using var on = await TestDatabase.Create(database, postgres);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TongdianServer.Monday);
        var (first, key1) = await Start(Path.Combine(folder.Path, "1"), "w.example/1", clock);
        var (second, key2) = await Start(Path.Combine(folder.Path, "2"), "w.example/2", clock);
        var (_, key3) = Make(Path.Combine(folder.Path, "3"), "w.example/3", clock);
        await using var one = first;
        await using var server = await TongdianServer.Start(on, Settings((key1, first.Urls.Single()), (key2, second.Urls.Single()), (key3, "http://127.0.0.1:9")));
        var asking = server.Services.GetRequiredService<AskWitnesses>();
        var submitted = await CaseUnderTest.Submit(server, Samples.Home());
        await Recording.Everything(server);
        Assert.Equal(404, (await server.Anyone.Get("/log/checkpoint")).Status);
        Assert.All(await submitted.Evidence(), i => Assert.Equal("waiting", i.GetProperty("standing").GetString()));

        await asking.Do(default);
        Assert.False(await asking.Waits(default));
        var published = (await server.Anyone.Get("/log/checkpoint")).Text;
        Assert.Equal(3, SignedNote.Read(published).Value.Signatures.Length);
        var item = (await submitted.Evidence())[0];
        var seen = item.Receipt().Verify(await Recording.Policy(server), server.Time.GetUtcNow()).Value;
        Assert.Equal((2, TongdianServer.Monday), (seen.Sightings.Length, seen.Since));

        // In words: it holds, since when, by whom; a changed one does not; without a policy nobody can say.
        var (receipt, policy) = (Path.Combine(folder.Path, "r.tlog-proof"), Path.Combine(folder.Path, "p.txt"));
        await File.WriteAllTextAsync(receipt, item.GetProperty("proof").GetString());
        await File.WriteAllTextAsync(policy, (await server.Anyone.Get("/log/policy")).Text);
        var (said, code) = Say(receipt, policy);
        Assert.Equal(0, code);
        foreach (var word in new[] { "证明成立", "The proof holds", submitted.Number, "2026-03-02 02:00:00 UTC", "w.example/1", "w.example/2", "没有证明", "Not proved" })
            Assert.Contains(word, said, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(receipt);
        await File.WriteAllTextAsync(receipt, (item.Receipt().Proof with { Index = item.Receipt().Proof.Index + 1 }).ToString());
        Assert.Equal(1, Say(receipt, policy).Code);
        await File.WriteAllTextAsync(receipt, text[..^20]);
        Assert.Equal(2, Say(receipt, policy).Code);
        await File.WriteAllTextAsync(policy, LogPolicy.Write([new KnownLog(NoteSigner.Make("log.example/test", SignatureType.Ed25519, new byte[31].Append((byte)1).ToArray()).Value.Key, null)], [], 0));
        await File.WriteAllTextAsync(receipt, text);
        Assert.Equal(1, Say(receipt, policy).Code);

        // One is down: what is new waits, what was published stays; when it is back, it goes on.
        var address = second.Urls.Single();
        await second.DisposeAsync();
        await Planted.Write(server, 5, 5);
        await Recording.Due(server);
        await asking.Do(default);
        Assert.True(await asking.Waits(default));
        Assert.Equal(published, (await server.Anyone.Get("/log/checkpoint")).Text);
        var (back, _) = await Start(Path.Combine(folder.Path, "2"), "w.example/2", clock, address);
        await using var again = back;
        await asking.Do(default);
        Assert.False(await asking.Waits(default));
        Assert.NotEqual(published, (await server.Anyone.Get("/log/checkpoint")).Text);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_log_and_a_shorter_one_are_refused_and_kept_as_proof(Database database)
    {
        using var folder = new TemporaryFolder();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TongdianServer.Monday);
        var (witness, key) = await Start(folder.Path, "w.example/1", clock);
        await using var one = witness;
        await using (var on = await TestDatabase.Create(database, postgres))
        {
            await using var server = await TongdianServer.Start(on, Settings((key, witness.Urls.Single())));
            await Planted.Write(server, 40, 20);
            await Recording.Due(server);
            await server.Services.GetRequiredService<AskWitnesses>().Do(default);
            Assert.NotNull((await server.Stored(db => db.Set<EvidenceCheckpoint>().SingleAsync())).WitnessedAt);
        }

        // The same key, another log: first as long, then shorter, then longer.
        foreach (var more in new[] { 40, 20, 60 })
        {
            await using var on = await TestDatabase.Create(database, postgres);
            await using var other = await TongdianServer.Start(on, Settings((key, witness.Urls.Single())));
            await Planted.Write(other, more, 20);
            await Recording.Due(other);
            await other.Services.GetRequiredService<AskWitnesses>().Do(default);
            Assert.Null((await other.Stored(db => db.Set<EvidenceCheckpoint>().SingleAsync())).WitnessedAt);
            Assert.Contains("w1", TongdianServer.LastFailure, StringComparison.Ordinal);
        }

        // As long and longer contradict; that there was a shorter one once is no lie.
        Assert.Equal(2, Directory.GetFiles(folder.Path, "contradiction-*").Length);
        using var http = new HttpClient { BaseAddress = new Uri(witness.Urls.Single()) };
        using var nonsense = new StringContent("old x\n\n", Encoding.UTF8);
        Assert.Equal(400, (int)(await http.PostAsync("add-checkpoint", nonsense)).StatusCode);
        Assert.Equal($"{key}\n", await http.GetStringAsync("/"));
    }

    private static Dictionary<string, string?> Settings(params (VerifierKey Key, string Address)[] witnesses) => new(StringComparer.Ordinal)
    {
        ["Evidence:Origin"] = "log.example/test", ["Evidence:Key"] = Secret, ["Evidence:Needed"] = $"{(witnesses.Length + 1) / 2}",
        ["Evidence:Witnesses"] = string.Join('\n', witnesses.Select((w, i) => $"w{i + 1} {w.Key} {w.Address}")),
    };

    private static (string Said, int Code) Say(string receipt, string policy)
    {
        using var said = new StringWriter();
        var code = VerifyReceipt.Run(receipt, policy, TongdianServer.Monday, said);
        return (said.ToString(), code);
    }

    private static (WebApplication App, VerifierKey Key) Make(string folder, string name, TimeProvider time, string url = "http://127.0.0.1:0") =>
        (WitnessServer.Make(new WitnessOptions(name, folder, url, [Log]), time, out var key), key);

    private static async Task<(WebApplication App, VerifierKey Key)> Start(string folder, string name, TimeProvider time, string url = "http://127.0.0.1:0")
    {
        var (app, key) = Make(folder, name, time, url);
        await app.StartAsync();
        return (app, key);
    }
}
