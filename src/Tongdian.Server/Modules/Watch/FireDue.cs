using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Watch;

/// <summary>
/// Takes the limits that want attention, the oldest first, and writes an alert for every threshold that was reached. One commit for many: an
/// alert and the next instant of its limit are written together, so that dying in between loses nothing, and the key of an alert keeps it from
/// coming twice, whoever else does the same at the same time.
/// </summary>
public sealed class FireDue(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseStore store, CaseProjection projection, CompanyDirectory directory, WriteNotice notices, TimeProvider time)
{
    /// <summary>So many are taken at once.</summary>
    public const int AtOnce = 500;

    private sealed record Due(
        ClockRow Clock, string Number, string Process, string Region, string Owner, string? Assignee, string? Department)
    {
        // What was reached before the instant that is due had its alert then.
        public IEnumerable<ThresholdInstant> Reached(DateTimeOffset now) => Instants.Where(i => i.At >= Clock.NextAt && i.At <= now);

        public DateTimeOffset? Next(DateTimeOffset now) => Instants.Where(i => i.At > now).Min(i => (DateTimeOffset?)i.At);

        private IEnumerable<ThresholdInstant> Instants => new (Threshold Threshold, DateTimeOffset? At)[]
            { (Threshold.Near, Clock.NearAt), (Threshold.VeryNear, Clock.VeryNearAt), (Threshold.Breach, Clock.DueAt) }
            .Where(i => i.At is not null).Select(i => new ThresholdInstant(i.Threshold, i.At!.Value));
    }

    /// <summary>Takes what is due now for one of the watchers.</summary>
    /// <returns>How many limits were taken; <see cref="AtOnce"/> when there may be more.</returns>
    public async Task<int> Do(int watcher, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var due = await context.Set<ClockRow>().AsNoTracking().Where(c => c.Watcher == watcher && c.NextAt != null && c.NextAt <= now)
            .OrderBy(c => c.NextAt).ThenBy(c => c.CaseId).ThenBy(c => c.LimitId).Take(AtOnce)
            .Join(context.Set<CaseRow>(), c => c.CaseId, k => k.Id, (c, k) => new { Clock = c, k.Number, k.Process, k.Region, k.Owner })
            .LeftJoin(
                context.Set<WorkItem>(), c => new { c.Clock.CaseId, c.Clock.Stage }, w => new { w.CaseId, Stage = (string?)w.Stage },
                (c, w) => new Due(c.Clock, c.Number, c.Process, c.Region, c.Owner, w == null ? null : w.Assignee, w == null ? null : w.Department))
            .ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        var batch = new WriteBatch();
        var looks = await store.FindMany([.. due.Where(d => d.Clock.LookFor is not null).Select(d => d.Clock.CaseId).Distinct()], cancel);
        var alerts = new List<(Due Due, ThresholdInstant Reached)>();
        foreach (var one in due.OrderBy(d => d.Clock.NextAt))
        {
            // Who is on duty may have changed since it was said when a stage stalls.
            if (one.Clock.LookFor is not null)
            {
                await LookAnew(batch, one, looks, alerts, now, cancel);
                continue;
            }

            alerts.AddRange(one.Reached(now).Select(r => (one, r)));
            Move(batch, one.Clock, "next_at = $4", one.Next(now));
        }

        // Row by row of one table: consecutive rows make one statement.
        foreach (var (one, reached) in alerts)
            Alert(one, reached, now).Write(batch);
        await database.Commit(batch, cancel);
        return due.Count;
    }

    /// <summary>Which of the watchers have something to do.</summary>
    public async Task<IReadOnlyList<int>> Watchers(CancellationToken cancel)
    {
        await using var connection = await database.OpenForReading(cancel);
        await using var query = connection.CreateCommand();
        query.CommandText = Probe;
        var parameter = query.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (database.PositionalName(1), time.GetUtcNow().UtcDateTime);
        query.Parameters.Add(parameter);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<int>();
        while (await rows.ReadAsync(cancel))
            found.Add(rows.GetInt32(0));
        return found;
    }

    // One look into the index for each, however much is open or due.
    private static readonly string Probe =
        $"WITH w(n) AS (VALUES {string.Join(", ", Enumerable.Range(0, Partition.Count).Select(n => $"({n})"))}) "
        + "SELECT n FROM w WHERE EXISTS (SELECT 1 FROM case_clocks c WHERE c.watcher = w.n AND c.next_at IS NOT NULL AND c.next_at <= $1)";

    private async Task LookAnew(
        WriteBatch batch, Due one, IReadOnlyDictionary<Guid, Case> looks, List<(Due Due, ThresholdInstant Reached)> alerts, DateTimeOffset now, CancellationToken cancel)
    {
        var clock = one.Clock;
        var state = looks.GetValueOrDefault(clock.CaseId);
        var line = state is null ? null : Lines(state, await directory.Get(cancel), now).FirstOrDefault(l => l.LimitId == clock.LimitId);
        if (line is { Look: { } look } && look.At <= now && line.Occurrence == clock.Occurrence)
        {
            alerts.Add((one, look));
            if (look.Threshold == Threshold.NoShow)
                await TellNobodyCame(batch, state!, line, now, cancel);
        }

        Move(batch, clock, "next_at = $4, look_at = $5", line?.Next(now), line?.Look?.At);
        if (clock is { LookFor: Threshold.Stall, Stage: { } stage } && line?.Look?.At != clock.LookAt)
            batch.Add("UPDATE work_items SET stall_at = $1 WHERE case_id = $2 AND stage = $3 AND stall_at = $4", line?.Look?.At, clock.CaseId, stage, clock.LookAt);
    }

    // The customer waited: they hear of it in the commit that makes the alert.
    private async Task TellNobodyCame(WriteBatch batch, Case state, CaseClockRows.Line line, DateTimeOffset now, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var (process, clocks, _) = projection.Read(state, company, now);
        var notice = new CaseNotices(state, process, clocks, company, now).NobodyCame(line.Stage!);
        if (!(await notices.ToCustomer(state, notice, now, cancel, $"{line.LimitId} {line.Occurrence}")).Failed(out _, out var rows))
            rows(batch);
    }

    private IEnumerable<CaseClockRows.Line> Lines(Case state, Company company, DateTimeOffset now)
    {
        var (process, _, rows) = projection.Read(state, company, now);
        return process.Stages.SelectMany(rows.Of).Concat(rows.OfPromises());
    }

    private static LimitAlert Alert(Due one, ThresholdInstant reached, DateTimeOffset now) => new()
    {
        CaseId = one.Clock.CaseId, LimitId = one.Clock.LimitId, Occurrence = one.Clock.Occurrence, Threshold = reached.Threshold, At = reached.At, SeenAt = now,
        Stage = one.Clock.Stage, Number = one.Number, Process = one.Process, Region = one.Region, Department = one.Department, Assignee = one.Assignee, Owner = one.Owner,
    };

    // Whoever changed the case meanwhile has written the row as it is now.
    private static void Move(WriteBatch batch, ClockRow clock, string set, params ReadOnlySpan<object?> values) =>
        batch.Add($"UPDATE case_clocks SET {set} WHERE case_id = $1 AND limit_id = $2 AND next_at = $3", [clock.CaseId, clock.LimitId, clock.NextAt, .. values]);
}
