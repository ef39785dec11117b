using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Startup;

/// <summary>What waits longer than it should: the figures that alerts are made of, and that the readiness names.</summary>
internal sealed class Backlog(IDbContextFactory<TongdianContext> contexts, KeepCheckpoints checkpoints, TimeProvider time)
{
    private static readonly string FirstDue = First("case_clocks", "watcher");
    private static readonly string FirstFact = First("outbox", "part");

    private readonly OncePerSecond<Figures?> figures = new(() => Look(contexts, time.GetUtcNow()), time);
    private readonly OncePerSecond<double?> outboxSeconds = new(() => LookAtOutbox(contexts, time.GetUtcNow()), time);

    /// <summary>What waits.</summary>
    /// <param name="Outbox">Facts that a consumer has yet to react to.</param>
    /// <param name="DueSeconds">How long the first limit is due that nobody looked at.</param>
    /// <param name="Evidence">Entries that wait for a place in the log.</param>
    /// <param name="EvidenceSeconds">How long the first of them waits.</param>
    /// <param name="Unsent">Messages that are due.</param>
    /// <param name="UnsentSeconds">How long the first of them is due.</param>
    /// <param name="GivenUp">Messages of the last day that were given up.</param>
    private sealed record Figures(long Outbox, double DueSeconds, long Evidence, double EvidenceSeconds, long Unsent, double UnsentSeconds, long GivenUp);

    /// <summary>Why the evidence log stands still; null while it goes on.</summary>
    public string? LogStands => checkpoints.Wrong;

    /// <summary>How long the first fact in the outbox is due; null while the database is away.</summary>
    public double? OutboxSeconds => outboxSeconds.Now();

    /// <summary>Gives them to whoever collects figures.</summary>
    public void Publish(IMeterFactory meters)
    {
        var meter = meters.Create("Tongdian");
        Gauge("tongdian.outbox.rows", f => f.Outbox, "Facts that a consumer has yet to react to");
        Measure("tongdian.outbox.age.seconds", () => OutboxSeconds, "How long the first of them is due");
        Gauge("tongdian.due.age.seconds", f => f.DueSeconds, "How long the first limit is due that nobody looked at");
        Gauge("tongdian.evidence.waiting", f => f.Evidence, "Entries that wait for a place in the evidence log");
        Gauge("tongdian.evidence.age.seconds", f => f.EvidenceSeconds, "How long the first of them waits");
        Gauge("tongdian.messages.due", f => f.Unsent, "Messages that are due and not sent");
        Gauge("tongdian.messages.age.seconds", f => f.UnsentSeconds, "How long the first of them is due");
        Gauge("tongdian.messages.given.up", f => f.GivenUp, "Messages of the last day that were given up");
        meter.CreateObservableGauge("tongdian.evidence.stands.still", () => LogStands is null ? 0 : 1, description: "1: the log contradicts what was given out, and is not continued");

        void Gauge(string name, Func<Figures, double> figure, string description) => Measure(name, () => figures.Now() is { } all ? figure(all) : null, description);

        // What nobody could look at is not told.
        void Measure(string name, Func<double?> look, string description) => meter.CreateObservableGauge<double>(
            name, () => look() is { } seen ? new[] { new Measurement<double>(seen) } : [], description: description);
    }

    private static Figures Look(IDbContextFactory<TongdianContext> contexts, DateTimeOffset now)
    {
        var yesterday = now - TimeSpan.FromDays(1);
        using var context = contexts.CreateDbContext();
        var (leaves, messages) = (
            context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.Place == null), context.Set<Message>().AsNoTracking().Where(m => m.NextAt != null && m.NextAt <= now));
        // Each has an index of its own.
        var (untried, tried) = (messages.Where(m => m.Attempts == 0), messages.Where(m => m.Attempts > 0));
        var unsentSince = new[] { untried.Min(m => m.NextAt), tried.Min(m => m.NextAt) }.Min();
        return new Figures(
            context.Set<OutboxRow>().LongCount(), Longest(context, FirstDue, now),
            leaves.LongCount(), Age(leaves.Min(l => (DateTimeOffset?)l.At)), untried.LongCount() + tried.LongCount(), Age(unsentSince),
            context.Set<Message>().LongCount(m => m.CreatedAt > yesterday && m.NextAt == null && m.SentAt == null && m.Failure != null));

        double Age(DateTimeOffset? since) => since is { } at && at < now ? (now - at).TotalSeconds : 0;
    }

    private static double? LookAtOutbox(IDbContextFactory<TongdianContext> contexts, DateTimeOffset now)
    {
        using var context = contexts.CreateDbContext();
        return Longest(context, FirstFact, now);
    }

    private static double Longest(TongdianContext context, string first, DateTimeOffset now) =>
        context.Database.SqlQueryRaw<DateTime>(first, now.UtcDateTime).ToList().Select(at => (now.UtcDateTime - at).TotalSeconds).DefaultIfEmpty().Max();

    // One look into the index for each part, however much is open or due.
    private static string First(string table, string part) =>
        $"WITH w(n) AS (VALUES {string.Join(", ", Enumerable.Range(0, Partition.Count).Select(n => $"({n})"))}) SELECT f.first_at AS \"Value\" FROM ("
        + $"SELECT (SELECT t.next_at FROM {table} t WHERE t.{part} = w.n AND t.next_at IS NOT NULL AND t.next_at <= {{0}} ORDER BY t.next_at LIMIT 1) AS first_at FROM w) f WHERE f.first_at IS NOT NULL";
}
