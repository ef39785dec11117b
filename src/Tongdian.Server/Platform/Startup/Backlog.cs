using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Startup;

/// <summary>What waits longer than it should: the figures that alerts are made of, and that the readiness names.</summary>
internal sealed class Backlog(IDbContextFactory<TongdianContext> contexts, KeepCheckpoints checkpoints, TimeProvider time)
{
    /// <summary>What waits.</summary>
    /// <param name="Outbox">Facts that a consumer has yet to react to.</param>
    /// <param name="OutboxSeconds">How long the first of them is due.</param>
    /// <param name="DueSeconds">How long the first limit is due that nobody looked at.</param>
    /// <param name="Evidence">Entries that wait for a place in the log.</param>
    /// <param name="EvidenceSeconds">How long the first of them waits.</param>
    /// <param name="Unsent">Messages that are due.</param>
    /// <param name="UnsentSeconds">How long the first of them is due.</param>
    /// <param name="GivenUp">Messages of the last day that were given up.</param>
    public sealed record Figures(long Outbox, double OutboxSeconds, double DueSeconds, long Evidence, double EvidenceSeconds, long Unsent, double UnsentSeconds, long GivenUp);

    /// <summary>Why the evidence log stands still; null while it goes on.</summary>
    public string? LogStands => checkpoints.Wrong;

    /// <summary>Looks.</summary>
    public Figures Look()
    {
        var now = time.GetUtcNow();
        var yesterday = now - TimeSpan.FromDays(1);
        using var context = contexts.CreateDbContext();
        var (outbox, leaves, messages) = (
            context.Set<OutboxRow>().AsNoTracking(), context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.Place == null),
            context.Set<Message>().AsNoTracking().Where(m => m.NextAt != null && m.NextAt <= now));
        return new Figures(
            outbox.LongCount(), Age(outbox.Min(o => (DateTimeOffset?)o.NextAt)),
            Age(context.Set<ClockRow>().Where(c => c.NextAt != null && c.NextAt <= now).Min(c => c.NextAt)),
            leaves.LongCount(), Age(leaves.Min(l => (DateTimeOffset?)l.At)), messages.LongCount(), Age(messages.Min(m => m.NextAt)),
            context.Set<Message>().LongCount(m => m.CreatedAt > yesterday && m.NextAt == null && m.SentAt == null && m.Failure != null));

        double Age(DateTimeOffset? since) => since is { } at && at < now ? (now - at).TotalSeconds : 0;
    }

    /// <summary>Gives them to whoever collects figures.</summary>
    public void Publish(IMeterFactory meters)
    {
        var meter = meters.Create("Tongdian");
        // One look for all of a collection.
        var last = (At: DateTimeOffset.MinValue, Figures: new Figures(0, 0, 0, 0, 0, 0, 0, 0));
        Gauge("tongdian.outbox.rows", f => f.Outbox, "Facts that a consumer has yet to react to");
        Gauge("tongdian.outbox.age.seconds", f => f.OutboxSeconds, "How long the first of them is due");
        Gauge("tongdian.due.age.seconds", f => f.DueSeconds, "How long the first limit is due that nobody looked at");
        Gauge("tongdian.evidence.waiting", f => f.Evidence, "Entries that wait for a place in the evidence log");
        Gauge("tongdian.evidence.age.seconds", f => f.EvidenceSeconds, "How long the first of them waits");
        Gauge("tongdian.messages.due", f => f.Unsent, "Messages that are due and not sent");
        Gauge("tongdian.messages.age.seconds", f => f.UnsentSeconds, "How long the first of them is due");
        Gauge("tongdian.messages.given.up", f => f.GivenUp, "Messages of the last day that were given up");
        meter.CreateObservableGauge("tongdian.evidence.stands.still", () => LogStands is null ? 0 : 1, description: "1: the log contradicts what was given out, and is not continued");

        void Gauge(string name, Func<Figures, double> figure, string description) => meter.CreateObservableGauge(
            name,
            () =>
            {
                lock (meter)
                {
                    if (time.GetUtcNow() is var now && now - last.At > TimeSpan.FromSeconds(1))
                        last = (now, Look());
                    return figure(last.Figures);
                }
            },
            description: description);
    }
}
