using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Coordination;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>
/// Opens the round of the hour: everything that is stuck then, with a proposal for each; the one before is closed with it. In office hours every
/// hour, outside them when an emergency is stuck. The hour is the key: whoever comes second finds it there.
/// </summary>
public sealed class OpenRound(
    Database database, IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, CalendarCatalog calendars, TimeProvider time)
{
    /// <summary>No round goes through more; the worst are in it.</summary>
    public const int Most = 2_000;

    // The rank of work is the negative priority of its process: emergencies have the highest.
    private const int EmergencyRank = -300;

    /// <summary>Opens it if it is time and nobody did.</summary>
    /// <returns>True when a round was opened.</returns>
    public async Task<bool> Do(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var calendar = calendars.Newest(CalendarCatalog.Default)!;
        var hour = HourOf(calendar, now);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<DispatchRound>().AnyAsync(r => r.Hour >= hour, cancel))
            return false;
        var office = calendar.WindowsOn(calendar.DateOf(hour)).Any(w => w.From <= now && now < w.To);
        var work = await Stuck(context.Set<WorkItem>().AsNoTracking(), now, onlyEmergencies: !office).ToListAsync(cancel);
        if (!office && work.Count == 0)
            return false;
        var company = await directory.Get(cancel);
        var before = await Before(context, hour, cancel);
        var items = work.Select(w => Item(w, hour, company, before.GetValueOrDefault((w.CaseId, w.Stage)), now)).ToList();
        var batch = new WriteBatch();
        batch.Insert(
            "dispatch_rounds", ("hour", hour), ("opened_at", now), ("only_emergencies", !office), ("found", items.Count),
            ("settled", before.Keys.Except(items.Select(i => (i.CaseId, i.Stage))).Count()));
        foreach (var item in items)
            Write(batch, item);
        batch.Add("UPDATE dispatch_rounds SET closed_at = $1 WHERE closed_at IS NULL AND hour < $2", now, hour);
        try
        {
            await database.Commit(batch, cancel);
            return true;
        }
        catch (DuplicateKeyException e) when (e.Table == "dispatch_rounds")
        {
            return false;
        }
    }

    /// <summary>The hour of a round, as the company's clock strikes it.</summary>
    internal static DateTimeOffset HourOf(WorkCalendar calendar, DateTimeOffset instant) =>
        calendar.Local(instant) is var local ? new DateTimeOffset(local.Year, local.Month, local.Day, local.Hour, 0, 0, local.Offset) : default;

    private static IQueryable<WorkItem> Stuck(IQueryable<WorkItem> work, DateTimeOffset now, bool onlyEmergencies)
    {
        var stuck = work.Where(w => (w.NearAt != null && w.NearAt <= now && (!w.Paused || w.DueAt <= now)) || w.BreachedAt != null || (w.StallAt != null && w.StallAt <= now));
        return (onlyEmergencies ? stuck.Where(w => w.Rank <= EmergencyRank) : stuck).OrderBy(w => w.Rank).ThenBy(w => w.DueAt).ThenBy(w => w.CaseId).ThenBy(w => w.Stage).Take(Most);
    }

    private static async Task<Dictionary<(Guid, string), DispatchItem>> Before(TongdianContext context, DateTimeOffset hour, CancellationToken cancel)
    {
        var last = await context.Set<DispatchRound>().Where(r => r.Hour < hour).MaxAsync(r => (DateTimeOffset?)r.Hour, cancel);
        return await context.Set<DispatchItem>().AsNoTracking().Where(i => i.Hour == last).ToDictionaryAsync(i => (i.CaseId, i.Stage), cancel);
    }

    private static DispatchItem Item(WorkItem work, DateTimeOffset hour, Company company, DispatchItem? earlier, DateTimeOffset now)
    {
        var (late, stalls) = (ListWork.StateOf(work, now) == WorkState.Late, work.StallAt <= now);
        var since = late ? work.BreachedAt ?? work.DueAt : stalls ? work.StallAt!.Value : work.NearAt!.Value;
        var candidate = new DispatchCandidate(
            late ? Trouble.Late : stalls ? Trouble.Stalled : Trouble.Near, stalls, work.Rank <= EmergencyRank, work.Assignee is not null,
            work.Assignee is { } who && (!company.Staff.TryGetValue(who, out var assignee) || !assignee.Active || company.DeputyOf(assignee, now) is not null),
            work.Status == StageStatus.Started, work.Role == Roles.Customer, since);
        var proposal = Dispatch.Propose(candidate);
        return new DispatchItem
        {
            Hour = hour, CaseId = work.CaseId, Stage = work.Stage, Number = work.Number, Process = work.Process, Region = work.Region, Department = work.Department,
            Assignee = work.Assignee, Trouble = candidate.Trouble, Stalls = stalls, Emergency = candidate.Emergency, Since = since,
            DueAt = work.DueAt == WorkItem.NotRunning ? null : work.DueAt, Rounds = (earlier?.Rounds ?? 0) + 1,
            Place = Dispatch.Place(candidate, earlier is null ? null : new EarlierDecision(earlier.Until ?? earlier.EarlierUntil), now),
            EarlierUntil = earlier?.Until ?? (earlier?.DecidedAt is null ? earlier?.EarlierUntil : null), ProposedCause = proposal.Cause, ProposedAction = proposal.Action,
        };
    }

    private static void Write(WriteBatch batch, DispatchItem item) => batch.Insert(
        "dispatch_items", ("hour", item.Hour), ("case_id", item.CaseId), ("stage", item.Stage), ("place", item.Place), ("number", item.Number),
        ("process", item.Process), ("region", item.Region), ("department", item.Department), ("assignee", item.Assignee), ("trouble", item.Trouble),
        ("stalls", item.Stalls), ("emergency", item.Emergency), ("since", item.Since), ("due_at", item.DueAt), ("rounds", item.Rounds),
        ("earlier_until", item.EarlierUntil), ("proposed_cause", item.ProposedCause), ("proposed_action", item.ProposedAction));
}
