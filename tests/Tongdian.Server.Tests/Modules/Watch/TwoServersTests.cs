using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;
using RealDatabase = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Modules.Watch;

/// <summary>Two real servers share the watching, and now one, now the other is killed in the middle of it.</summary>
public sealed class TwoServersTests(PostgresServer postgres)
{
    private const int Thresholds = 10_000;
    private const int Enquiries = 2_000;
    private const int Kills = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Run when asked for: it takes minutes, and starts six servers on each database.
    [Theory(Explicit = true), ClassData(typeof(Databases))]
    public async Task Ten_thousand_thresholds_come_once_each_whoever_is_killed_whenever(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var looking = await TongdianServer.Start(on, time: TimeProvider.System);
        var one = await CaseUnderTest.Submit(looking, Samples.Home());

        await KillNowAndThen(on, looking, Thresholds, () => Plant(looking, one), alerts => alerts.Where(a => a.Stage == "planted" && a.Threshold == Threshold.Near));

        Assert.Equal(0, await looking.Stored(db => db.Set<ClockRow>().CountAsync(c => c.Stage == "planted" && c.NextAt != null)));
        Assert.Equal(Thresholds, await looking.Stored(db => db.Set<LimitAlert>().Where(a => a.Stage == "planted").Select(a => a.CaseId).Distinct().CountAsync()));
    }

    [Theory(Explicit = true), ClassData(typeof(Databases))]
    public async Task Two_thousand_enquiries_come_near_and_pass_once_each_whoever_is_killed_whenever(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var looking = await TongdianServer.Start(on, time: TimeProvider.System);
        var one = await EnquiryUnderTest.Ask(looking);

        await KillNowAndThen(on, looking, Enquiries * 2, () => PlantEnquiries(looking, one), alerts => alerts.Where(a => a.LimitId == EnquiryAlerts.Answer));

        Assert.Equal(0, await looking.Stored(db => db.Set<EnquiryRow>().CountAsync(e => e.NextAt != null && e.Number != one.Number)));
        Assert.Equal(Enquiries, await looking.Stored(db => db.Set<LimitAlert>().Where(a => a.Threshold == Threshold.Breach).Select(a => a.CaseId).Distinct().CountAsync()));
    }

    // Anywhere in the middle, differently every time.
    private static async Task KillNowAndThen(TestDatabase on, TongdianServer looking, int all, Func<Task> plant, Func<IQueryable<LimitAlert>, IQueryable<LimitAlert>> which)
    {
        List<ServerProcess> servers = [await Start(), await Start()];
        try
        {
            await plant();
            var instants = Enumerable.Range(0, Kills).Select(_ => Random.Shared.Next(all / 10, all * 9 / 10)).Order().ToList();
            foreach (var (index, instant) in instants.Index())
            {
                await Until(looking, which, fired => fired >= instant);
                servers[index % 2].Kill();
                servers[index % 2] = await Start();
            }

            await Until(looking, which, fired => fired == all);
        }
        finally
        {
            foreach (var server in servers)
                server.Kill();
        }

        Task<ServerProcess> Start() => ServerProcess.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cluster:Enabled"] = "true" });
    }

    // Copies of an enquiry, each asked so long ago that its day is over within the next seconds.
    private static async Task PlantEnquiries(TongdianServer server, EnquiryUnderTest one)
    {
        var state = await one.Look();
        var (store, now) = (server.Services.GetRequiredService<RealDatabase>(), TimeProvider.System.GetUtcNow());
        foreach (var chunk in Enumerable.Range(0, Enquiries).Chunk(500))
        {
            var batch = new WriteBatch();
            foreach (var n in chunk)
            {
                var near = now.AddMilliseconds(2_000 + (n * 6));
                var asked = near.AddHours(-0.003);
                var copy = state with
                {
                    Id = EnquiryId.New(now), Number = EnquiryNumber.Make(new DateOnly(2026, 1, 1), n), Limits = new EnquiryLimits(0.004m, 0.004m), LastAt = asked,
                    Turns = [new EnquiryTurn(asked, null)],
                };
                batch.Insert(
                    "enquiries", ("id", copy.Id.Value), ("number", copy.Number.Value), ("version", copy.Version), ("kind", copy.Kind), ("status", copy.Status),
                    ("region", copy.Region), ("department", copy.Department), ("owner", copy.Owner), ("assignee", copy.Assignee), ("person_id", copy.Customer.Person),
                    ("rank", 1), ("asked_at", asked), ("due_at", asked.AddHours(0.004)), ("near_at", near), ("next_at", near),
                    ("state", JsonSerializer.Serialize(copy, EnquiryJson.Default.Enquiry)));
            }

            await store.Commit(batch, Cancel);
        }
    }

    // Copies of a case, each with a limit that comes near within the next seconds.
    private static async Task Plant(TongdianServer server, CaseUnderTest one)
    {
        var row = await server.Stored(db => db.Set<CaseRow>().AsNoTracking().SingleAsync(c => c.Number == one.Number));
        var (store, now) = (server.Services.GetRequiredService<RealDatabase>(), TimeProvider.System.GetUtcNow());
        foreach (var chunk in Enumerable.Range(0, Thresholds).Chunk(500))
        {
            var batch = new WriteBatch();
            var ids = chunk.Select(n => (Number: n, Id: Guid.CreateVersion7(now))).ToList();
            foreach (var (n, id) in ids)
            {
                batch.Insert(
                    "cases", ("id", id), ("number", $"P{n:D9}"), ("version", 1), ("status", row.Status), ("process", row.Process), ("process_version", row.ProcessVersion),
                    ("region", row.Region), ("person_id", row.PersonId), ("owner", row.Owner), ("submitted_at", row.SubmittedAt), ("state", row.State));
            }

            foreach (var (n, id) in ids)
            {
                var at = now.AddMilliseconds(2_000 + (n * 1.5));
                batch.Insert(
                    "case_clocks", ("case_id", id), ("limit_id", "stage:planted"), ("stage", "planted"), ("occurrence", 1), ("watcher", Partition.Of(id)),
                    ("near_at", at), ("next_at", at));
            }

            await store.Commit(batch, Cancel);
        }
    }

    private static Task Until(TongdianServer server, Func<IQueryable<LimitAlert>, IQueryable<LimitAlert>> which, Func<int, bool> holds) =>
        Patience.Until(async () => holds(await server.Stored(db => which(db.Set<LimitAlert>()).CountAsync())));
}
