using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Evidence.Chain;

/// <summary>The log is anchored in a contract on a real chain, which the company cannot rewrite with its database.</summary>
public sealed class AnchorLogTests(PostgresServer postgres, ChainUnderTest chain) : IClassFixture<ChainUnderTest>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_last_checkpoint_is_anchored_goes_on_after_a_restart_and_is_shown(Database database)
    {
        var settings = chain.Settings(await chain.Deploy());
        await using var on = await TestDatabase.Create(database, postgres);
        await using (var server = await TongdianServer.Start(on, settings))
        {
            var anchoring = server.Services.GetRequiredService<AnchorLog>();
            Assert.Empty((await Anchors(server)).GetProperty("anchors").EnumerateArray());
            Assert.False(await anchoring.Waits(default));
            await Grow(server, 20);
            Assert.True(await anchoring.Waits(default));
            await Anchor(anchoring);
            Assert.Null(anchoring.Wrong);
            await Shows(server, 20);

            // Not oftener than was set; and nothing where nothing grew.
            await Grow(server, 5);
            Assert.False(await anchoring.Waits(default));
            server.Later(TimeSpan.FromSeconds(60));
            Assert.True(await anchoring.Waits(default));
            await Anchor(anchoring);
            server.Later(TimeSpan.FromSeconds(60));
            await Anchor(anchoring);
            server.Later(TimeSpan.FromSeconds(60));
            Assert.False(await anchoring.Waits(default));
            await Shows(server, 25, 20);
        }

        await using var again = await TongdianServer.Start(on, settings);
        var restarted = again.Services.GetRequiredService<AnchorLog>();
        Assert.True(await restarted.Waits(default));
        await Anchor(restarted);
        Assert.False(await restarted.Waits(default));
        await Shows(again, 25, 20);
        await Grow(again, 3);
        await Anchor(restarted);
        await Shows(again, 28, 25, 20);
        var page = await Anchors(again);
        Assert.Equal(
            (again.Services.GetRequiredService<EvidenceSettings>().Origin, ChainUnderTest.Id, settings["Evidence:Chain:Contract"]),
            (page.GetProperty("log").GetString(), page.GetProperty("chain").GetInt64(), page.GetProperty("contract").GetString()));

        // Colleagues who look after it see the same.
        var seen = await again.Services.GetRequiredService<ShowEvidence>().Look(default);
        Assert.Equal((28, 28, 0, 28, null), (seen.Last?.Size, seen.Published, seen.Waiting, seen.Chain?.Seen.Size, seen.Chain?.Seen.Wrong?.Code));
        foreach (var (who, sees) in new[] { ("auditor", 200), ("administrator", 200), ("coordinator", 403) })
        {
            using var browser = await again.Browser(who);
            using var answer = await browser.GetAsync("/staff/evidence");
            Assert.Equal((who, sees), (who, (int)answer.StatusCode));
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Only_what_enough_witnesses_have_signed_is_anchored(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        var settings = chain.Settings(await chain.Deploy());
        settings["Evidence:Witnesses"] = $"w {NoteSigner.Make("w.example/1", SignatureType.Cosignature, new byte[32]).Value.Key} http://127.0.0.1:9";
        await using var server = await TongdianServer.Start(on, settings);
        await Grow(server, 20);
        Assert.False(await server.Services.GetRequiredService<AnchorLog>().Waits(default));
        await Anchor(server.Services.GetRequiredService<AnchorLog>());
        Assert.Empty((await Anchors(server)).GetProperty("anchors").EnumerateArray());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Without_a_chain_everything_else_works(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Grow(server, 20);
        Assert.Equal(200, (await server.Anyone.Get("/log/checkpoint")).Status);
        Assert.Equal(404, (await server.Anyone.Get("/log/anchors")).Status);
        Assert.Null((await server.Services.GetRequiredService<AuditLog>().Do(default)).Chain);
        Assert.Null((await server.Services.GetRequiredService<ShowEvidence>().Look(default)).Chain);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task While_the_chain_is_down_cases_go_on_and_when_it_is_back_it_is_caught_up_with(Database database)
    {
        using var folder = new TemporaryFolder();
        var down = await LocalChain.Start(ChainUnderTest.Program, folder.Path);
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on, ChainUnderTest.Settings(down.Url, down.Contract));
        var anchoring = server.Services.GetRequiredService<AnchorLog>();
        await Grow(server, 20);
        await Anchor(anchoring);
        await Shows(server, 20);
        await down.DisposeAsync();

        server.Later(TimeSpan.FromSeconds(60));
        var submitted = await CaseUnderTest.Submit(server, Samples.Home());
        await Recording.Everything(server);
        await Anchor(anchoring);
        Assert.Equal("chain.down", anchoring.Wrong?.Code);
        Assert.Contains("chain.down", TongdianServer.LastFailure, StringComparison.Ordinal);
        Assert.Equal("chain.down", (await Anchors(server)).GetProperty("wrong").GetString());
        Assert.All(await submitted.Evidence(), i => Assert.Equal("proved", i.GetProperty("standing").GetString()));
        var report = await server.Services.GetRequiredService<AuditLog>().Do(default);
        Assert.Equal(("chain.down", 0), (report.Chain!.Wrong!.Code, report.Findings.Length));
        Assert.Contains(AuditCommand.Lines(report), l => l.StartsWith('!'));
        Assert.Equal("chain.down", (await server.Services.GetRequiredService<ShowEvidence>().Look(default)).Chain?.Seen.Wrong?.Code);

        await using var back = await LocalChain.Start(ChainUnderTest.Program, folder.Path, down.Url.Port);
        Assert.Equal(down.Contract, back.Contract);
        server.Later(TimeSpan.FromSeconds(60));
        Assert.True(await anchoring.Waits(default));
        await Anchor(anchoring);
        Assert.Null(anchoring.Wrong);
        await Shows(server, (await server.Services.GetRequiredService<ReadLog>().Last(witnessed: true, default))!.Size, 20);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_log_a_shorter_one_and_another_owner_are_not_anchored_and_alarm(Database database)
    {
        var contract = await chain.Deploy();
        async Task Tries(TongdianServer server, int more, string? wrong)
        {
            await Grow(server, more);
            var anchoring = server.Services.GetRequiredService<AnchorLog>();
            await Anchor(anchoring);
            Assert.Equal(wrong, anchoring.Wrong?.Code);
            await Shows(server, 40);
            Assert.Equal(wrong, (await Anchors(server)).TryGetProperty("wrong", out var said) ? said.GetString() : null);
            Assert.True(wrong is null || TongdianServer.LastFailure.Contains(wrong, StringComparison.Ordinal));
        }

        await using var on = await TestDatabase.Create(database, postgres);
        await using (var server = await TongdianServer.Start(on, chain.Settings(contract)))
            await Tries(server, 40, null);
        await using (var foreign = await TongdianServer.Start(on, chain.Settings(contract, account: 1)))
            await Tries(foreign, 5, "chain.not-owner");

        // Another log under the same name: shorter, as long, longer. It goes on itself, and so do the cases.
        await using var elsewhere = await TestDatabase.Create(database, postgres);
        await using var other = await TongdianServer.Start(elsewhere, chain.Settings(contract));
        await Tries(other, 20, "chain.ahead");
        await Tries(other, 20, "chain.contradicts");
        await Tries(other, 20, "chain.contradicts");
        var submitted = await CaseUnderTest.Submit(other, Samples.Home());
        await Recording.Everything(other);
        Assert.All(await submitted.Evidence(), i => Assert.Equal("proved", i.GetProperty("standing").GetString()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_rewrite_of_the_database_and_of_everything_that_was_kept_is_found_by_the_chain_alone(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on, chain.Settings(await chain.Deploy()));
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        foreach (var size in new[] { 20, 40, 60 })
        {
            await Grow(server, 20, one);
            await Anchor(server.Services.GetRequiredService<AnchorLog>());
        }

        var sizes = (await server.Services.GetRequiredService<AnchorContract>().Back((await server.Services.GetRequiredService<AnchorContract>().Look(default)).Value, 10, default)).Value;
        var (first, second, third) = (sizes[2].Size, sizes[1].Size, sizes[0].Size);
        var honest = await server.Services.GetRequiredService<AuditLog>().Do(default);
        Assert.Equal((0, 3, third, null), (honest.Findings.Length, honest.Chain!.Anchors, honest.Chain.Proven, honest.Chain.Wrong?.Code));

        // Record, salt and entry, all hashes, all checkpoints; and the folder of what was kept begins anew. Without the chain nobody would know.
        await Forge(server, place: first + 5);
        var (alone, audit, anchoring) = await KeepAnew(server);
        Assert.Empty((await alone.Do(default)).Findings);
        var report = await audit.Do(default);
        var finding = Assert.Single(report.Findings);
        Assert.Equal((Alteration.Rewritten, first, second, first), (finding.What, finding.From, finding.To, report.Chain!.Proven));
        Assert.Contains(sizes[1].Transaction, finding.Against, StringComparison.Ordinal);
        Assert.Contains(AuditCommand.Lines(report), l => l.StartsWith('✗') && l.Contains(sizes[1].Transaction, StringComparison.Ordinal));
        await Anchor(anchoring);
        Assert.Equal("chain.contradicts", anchoring.Wrong?.Code);

        // The end cut off, and everything else made to fit again.
        await server.Stored(async db =>
        {
            await db.Set<EvidenceLeaf>().Where(l => l.Place >= first).ExecuteDeleteAsync();
            await db.Set<EvidenceCheckpoint>().Where(c => c.Size > first).ExecuteDeleteAsync();
            await AuditLogTests.Fit(server, db);
            return 0;
        });
        (alone, audit, anchoring) = await KeepAnew(server);
        Assert.Empty((await alone.Do(default)).Findings);
        Assert.Equal([(Alteration.CutOff, first, third)], (await audit.Do(default)).Findings.Select(f => (f.What, f.From!.Value, f.To!.Value)));
        await Anchor(anchoring);
        Assert.Equal("chain.ahead", anchoring.Wrong?.Code);
    }

    // Whoever has the folder of what was kept, too: it begins anew with what stands in the database, and those who look have seen nothing else. First who does not ask the chain.
    private static async Task<(AuditLog Alone, AuditLog Audit, AnchorLog Anchoring)> KeepAnew(TongdianServer server)
    {
        var (services, settings) = (server.Services, server.Services.GetRequiredService<EvidenceSettings>());
        Directory.Delete(settings.Folder, recursive: true);
        var kept = new KeptCheckpoints(settings);
        var keep = ActivatorUtilities.CreateInstance<KeepCheckpoints>(services, kept);
        await keep.Do(default);
        var alone = new AuditLog(
            services.GetRequiredService<IDbContextFactory<TongdianContext>>(), kept, services.GetRequiredService<Vault>(), settings);
        return (alone, ActivatorUtilities.CreateInstance<AuditLog>(services, kept), ActivatorUtilities.CreateInstance<AnchorLog>(services, keep));
    }

    // A block may take a moment: until nothing is under way.
    private static async Task Anchor(AnchorLog anchoring)
    {
        await anchoring.Do(default);
        await Patience.Until(async () =>
        {
            if (!await anchoring.Waits(default))
                return true;
            await anchoring.Do(default);
            return false;
        });
    }

    // So many entries, and what the log owes besides.
    private static async Task Grow(TongdianServer server, int entries, CaseUnderTest? of = null)
    {
        await Planted.Write(server, entries, entries, of);
        await Recording.Due(server);
    }

    private static async Task<System.Text.Json.JsonElement> Anchors(TongdianServer server)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(6));
        return (await server.Anyone.Get("/log/anchors")).Expect(200);
    }

    private static async Task Shows(TongdianServer server, params long[] sizes) =>
        Assert.Equal(sizes, (await Anchors(server)).GetProperty("anchors").EnumerateArray().Select(a => a.GetProperty("size").GetInt64()));

    // Another record at the same place, with everything that follows from it.
    private static async Task Forge(TongdianServer server, long place)
    {
        var leaf = await server.Stored(db => db.Set<EvidenceLeaf>().AsNoTracking().SingleAsync(l => l.Place == place));
        var state = await server.Load(leaf.Number);
        var key = (await server.Services.GetRequiredService<CaseParties>().Key(state, default))!;
        await server.Stored(async db =>
        {
            await db.Set<EvidenceLeaf>().Where(l => l.Id == leaf.Id).ExecuteDeleteAsync();
            return await db.Set<SealedValue>().Where(v => v.Id == leaf.Id).ExecuteDeleteAsync();
        });
        var batch = new WriteBatch();
        MakeLeaf.Rows(leaf.Id, new EvidenceFact(leaf.CaseId, leaf.Number, leaf.PersonId, "planted", null, leaf.At, [EvidenceContent.Hidden("id", "forged"u8.ToArray())]), key, leaf.At)(batch);
        batch.Add("UPDATE evidence_leaves SET place = $1 WHERE id = $2", place, leaf.Id);
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, default);
        await server.Stored(async db =>
        {
            await AuditLogTests.Fit(server, db);
            return 0;
        });
    }
}
