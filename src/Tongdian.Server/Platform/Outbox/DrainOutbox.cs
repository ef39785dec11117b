using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Outbox;

/// <summary>
/// Lets the consumers react to the facts that wait for them, in order for each case and consumer. What a reaction writes and the end of the waiting are
/// one commit. A reaction that fails is tried again later, and holds up its own consumer and case only.
/// </summary>
internal sealed partial class DrainOutbox(
    Database database, IDbContextFactory<TongdianContext> contexts, IEnumerable<OutboxConsumer> consumers, TimeProvider time, ILogger<DrainOutbox> log)
{
    // So many facts are taken at once, those that have waited longest first. After this time no further reaction is begun: what was reacted to is committed, and the rest taken anew.
    private const int AtOnce = 200;
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, OutboxConsumer> known = consumers.Where(c => c.React is not null).ToDictionary(c => c.Name, StringComparer.Ordinal);

    private readonly ILookup<OutboxLane, string> names = consumers.Where(c => c.React is not null).ToLookup(c => c.Lane, c => c.Name);

    /// <summary>The facts of one case that wait for one consumer, the first one first.</summary>
    private sealed record Waiting(OutboxConsumer Consumer, Guid CaseId, IReadOnlyList<OutboxRow> Rows)
    {
        public int LastVersion => Rows[^1].Version;
    }

    /// <summary>Takes what waits in one part.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> Do(OutboxLane lane, int part, CancellationToken cancel)
    {
        var (now, since) = (time.GetUtcNow(), time.GetTimestamp());
        if (await Find(lane, part, now, cancel) is not { Count: > 0 } waiting)
            return false;
        var (batch, tooLong) = (new WriteBatch(), false);
        foreach (var one in waiting)
        {
            // What came first has to wait: so has the rest.
            if (one.Rows.FirstOrDefault(r => r.NextAt > now) is { } held)
                Postpone(batch, one, held.NextAt, held.Attempts);
            else if (await TryReact(one, now, cancel) is { } rows)
                End(batch, one, rows);
            else
                Postpone(batch, one, now + Pause(one.Rows[0].Attempts), one.Rows[0].Attempts + 1);
            tooLong = time.GetElapsedTime(since) > LongestRound;
            if (tooLong)
                break;
        }

        await database.Commit(batch, cancel);
        return tooLong || waiting.Sum(w => w.Rows.Count) >= AtOnce;
    }

    /// <summary>In which parts something waits.</summary>
    public async Task<IReadOnlyList<int>> Parts(OutboxLane lane, CancellationToken cancel)
    {
        var (now, served) = (time.GetUtcNow(), names[lane].ToArray());
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<OutboxRow>().Where(o => o.NextAt <= now && served.Contains(o.Consumer)).Select(o => o.Part).Distinct().ToListAsync(cancel);
    }

    private async Task<List<Waiting>> Find(OutboxLane lane, int part, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (outbox, served) = (context.Set<OutboxRow>().AsNoTracking(), names[lane].ToArray());
        var due = await outbox.Where(o => o.Part == part && o.NextAt <= now && served.Contains(o.Consumer)).OrderBy(o => o.NextAt).Take(AtOnce)
            .Select(o => new { o.Consumer, o.CaseId }).Distinct().ToListAsync(cancel);
        var cases = due.Select(d => d.CaseId).Distinct().ToArray();
        var rows = await outbox.Where(o => cases.Contains(o.CaseId) && served.Contains(o.Consumer)).ToListAsync(cancel);
        return
        [
            .. rows.GroupBy(r => (r.Consumer, r.CaseId)).Where(g => due.Contains(new { g.Key.Consumer, g.Key.CaseId }))
                .Select(g => new Waiting(known[g.Key.Consumer], g.Key.CaseId, [.. g.OrderBy(r => r.Version).ThenBy(r => r.Ordinal)])).OrderBy(w => w.Rows.Min(r => r.NextAt)),
        ];
    }

    private async Task<Action<WriteBatch>?> TryReact(Waiting one, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            return await one.Consumer.React!(new OutboxWork(one.CaseId, [.. one.Rows.Select(r => r.Version).Distinct()], now), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            Stumbled(log, e, one.Consumer.Name, one.CaseId, one.Rows[0].Attempts + 1);
            return null;
        }
    }

    private static void End(WriteBatch batch, Waiting one, Action<WriteBatch> rows)
    {
        rows(batch);
        batch.Add("DELETE FROM outbox WHERE consumer = $1 AND case_id = $2 AND version <= $3", one.Consumer.Name, one.CaseId, one.LastVersion);
    }

    private static void Postpone(WriteBatch batch, Waiting one, DateTimeOffset until, int attempts) => batch.Add(
        "UPDATE outbox SET next_at = $1, attempts = $2 WHERE consumer = $3 AND case_id = $4 AND version <= $5", until, attempts, one.Consumer.Name, one.CaseId,
        one.LastVersion);

    private static TimeSpan Pause(int attempts) => attempts >= 9 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << attempts, LongestPause.Ticks));

    [LoggerMessage(LogLevel.Error, "{Consumer} could not react to facts of {Case} (try {Attempt}); it is tried again")]
    private static partial void Stumbled(ILogger logger, Exception e, string consumer, Guid @case, int attempt);
}
