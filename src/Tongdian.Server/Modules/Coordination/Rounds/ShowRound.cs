using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Coordination;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>A round as the centre works with it, and the records of those before.</summary>
public sealed class ShowRound(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, TimeProvider time)
{
    private const int MostRecords = 200;

    private static readonly TimeSpan Back = TimeSpan.FromDays(31);

    /// <summary>A decision.</summary>
    public sealed record Decision(
        string Cause, DispatchAction Action, string? Department, string? Colleague, DateTimeOffset? Until, string? Note, string? By, DateTimeOffset At);

    /// <summary>A stage of a round; names instead of codes where people read it.</summary>
    public sealed record Item(
        string Number, string Process, string ProcessName, string Stage, string StageName, string Region, string RegionName, string? Department, string? Assignee,
        string? AssigneeName, Trouble Trouble, bool Stalls, bool Emergency, DateTimeOffset Since, DateTimeOffset? DueAt, int Rounds, DateTimeOffset? EarlierUntil,
        string ProposedCause, DispatchAction ProposedAction, Decision? Decision);

    /// <summary>A round with what is in it for whoever looks.</summary>
    public sealed record View(
        DateTimeOffset Hour, DateTimeOffset OpenedAt, bool OnlyEmergencies, int Found, int Settled, int Decided, DateTimeOffset? ClosedAt, string? ClosedBy,
        IReadOnlyList<Item> Items);

    /// <summary>The record of a round.</summary>
    public sealed record Record(DateTimeOffset Hour, bool OnlyEmergencies, int Found, int Settled, int Decided, DateTimeOffset? ClosedAt, string? ClosedBy);

    /// <summary>The round of an hour, or the newest; null when none was ever held.</summary>
    public async Task<Result<View>> Look(DateTimeOffset? hour, StaffMember me, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rounds = context.Set<DispatchRound>().AsNoTracking();
        var round = hour is { } asked ? await rounds.FirstOrDefaultAsync(r => r.Hour == asked, cancel) : await rounds.OrderByDescending(r => r.Hour).FirstOrDefaultAsync(cancel);
        if (round is null)
            return CoordinationErrors.RoundUnknown;
        var company = await directory.Get(cancel);
        var regions = company.CoveredBy(me);
        var items = await context.Set<DispatchItem>().AsNoTracking().Where(i => i.Hour == round.Hour && regions.Contains(i.Region))
            .OrderBy(i => i.Place).ThenBy(i => i.Since).ThenBy(i => i.CaseId).ThenBy(i => i.Stage).ToListAsync(cancel);
        return new View(
            round.Hour, round.OpenedAt, round.OnlyEmergencies, round.Found, round.Settled, items.Count(i => i.DecidedAt is not null), round.ClosedAt,
            Name(company, round.ClosedBy), [.. items.Select(i => Shown(i, company))]);
    }

    /// <summary>
    /// What rounds asked of a colleague or of their departments and is not done yet: of every open stage the newest decision, if it is for them; what is
    /// promised first stands first.
    /// </summary>
    public async Task<IReadOnlyList<Item>> AskedOf(StaffMember me, CancellationToken cancel)
    {
        var (company, since) = (await directory.Get(cancel), time.GetUtcNow() - Back);
        var regions = company.CoveredBy(me);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var work = context.Set<WorkItem>();
        var decided = await context.Set<DispatchItem>().AsNoTracking()
            .Where(i => i.Hour > since && i.DecidedAt != null && regions.Contains(i.Region) && work.Any(w => w.CaseId == i.CaseId && w.Stage == i.Stage))
            .OrderByDescending(i => i.Hour).Take(OpenRound.Most).ToListAsync(cancel);
        return [.. decided.DistinctBy(i => (i.CaseId, i.Stage)).Where(i => i.ToStaff == me.Id || (i.ToDepartment is { } asked && me.Departments.Contains(asked)))
            .OrderBy(i => i.Until).ThenBy(i => i.Number, StringComparer.Ordinal).Select(i => Shown(i, company))];
    }

    /// <summary>The newest records.</summary>
    public async Task<IReadOnlyList<Record>> Records(int most, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var decided = context.Set<DispatchItem>();
        var rounds = await context.Set<DispatchRound>().AsNoTracking().OrderByDescending(r => r.Hour).Take(Math.Clamp(most, 1, MostRecords))
            .Select(r => new { Round = r, Decided = decided.Count(i => i.Hour == r.Hour && i.DecidedAt != null) }).ToListAsync(cancel);
        return [.. rounds.Select(r => new Record(
            r.Round.Hour, r.Round.OnlyEmergencies, r.Round.Found, r.Round.Settled, r.Decided, r.Round.ClosedAt, Name(company, r.Round.ClosedBy)))];
    }

    private Item Shown(DispatchItem item, Company company)
    {
        var process = processes.Newest.FirstOrDefault(p => p.Key.Id == item.Process);
        var region = company.Regions.GetValueOrDefault(item.Region);
        return new Item(
            item.Number, item.Process, process?.Name.In(Language.Current) ?? item.Process, item.Stage, process?.Stage(item.Stage)?.Name.In(Language.Current) ?? item.Stage,
            item.Region, region is null ? item.Region : region.Name, item.Department, item.Assignee, Name(company, item.Assignee),
            item.Trouble, item.Stalls, item.Emergency, item.Since, item.DueAt, item.Rounds, item.EarlierUntil, item.ProposedCause, item.ProposedAction,
            item is { DecidedAt: { } at, Cause: { } cause, Action: { } action }
                ? new Decision(cause, action, item.ToDepartment, Name(company, item.ToStaff), item.Until, item.Note, Name(company, item.DecidedBy), at)
                : null);
    }

    private static string? Name(Company company, string? id) => id is null ? null : company.Staff.GetValueOrDefault(id)?.Name ?? id;
}
