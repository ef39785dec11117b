using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>How an open stage stands against its limit.</summary>
public enum WorkState
{
    /// <summary>There is no limit, or it does not run although nobody paused it.</summary>
    NoLimit,

    /// <summary>The limit runs and its end is not near.</summary>
    OnTime,

    /// <summary>The end of the limit is near.</summary>
    Near,

    /// <summary>The limit was missed, whether the clock runs or not.</summary>
    Late,

    /// <summary>It waits for a third party or better weather.</summary>
    Paused,

    /// <summary>It waits for the customer, and no limit runs.</summary>
    Waiting,
}

/// <summary>What else there is about an open stage, however it stands.</summary>
public enum WorkMark
{
    /// <summary>It is the company's turn, and nobody did anything for too long.</summary>
    Stalled,

    /// <summary>Somebody is at the customer's place for it.</summary>
    Out,

    /// <summary>A pause of it waits to be approved or refused.</summary>
    Approval,
}

/// <summary>The worklist: open stages in the order of work (emergency first, green channel next, then by what is due), mine, my team's or unclaimed.</summary>
public sealed class ListWork(CompanyDirectory directory, ProcessCatalog processes, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const int MostRows = 200;
    private const int LongestNumber = 20;

    // Their stages are done at the customer's place.
    private static readonly string[] Visiting = [.. Roles.Visiting];

    /// <summary>One open stage.</summary>
    public sealed record Item(
        string Number, string Process, string Stage, string StageName, StageStatus State, bool Paused, string Region, string? Assignee,
        DateTimeOffset? DueAt, DateTimeOffset EnteredAt, WorkState Standing, bool Stalled);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <summary>Which work is wanted; everything may be left out.</summary>
    /// <param name="Scope"><c>mine</c> (also when left out), <c>team</c> or <c>unclaimed</c>.</param>
    /// <param name="Process">Only of this process.</param>
    /// <param name="Stage">Only this stage.</param>
    /// <param name="Region">Only of this region and those below it.</param>
    /// <param name="State">Only what stands so.</param>
    /// <param name="Number">Only cases whose number has this in it.</param>
    /// <param name="Mark">Only what has this mark.</param>
    public sealed record Filter(
        string? Scope = null, string? Process = null, string? Stage = null, string? Region = null, WorkState? State = null, string? Number = null,
        WorkMark? Mark = null);

    internal sealed record Rows(IReadOnlyList<WorkItem> Items, string? Next);

    private sealed record Cursor(int Rank, DateTimeOffset DueAt, Guid CaseId, string Stage);

    /// <summary>One page of the colleague's work.</summary>
    /// <param name="me">The colleague.</param>
    /// <param name="filter">Which work.</param>
    /// <param name="after">Cursor of the page before.</param>
    /// <param name="limit">Rows, 50 when left out.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<Page>> Look(StaffMember me, Filter filter, string? after, int? limit, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return (await Find(me, filter, after, limit, cancel)).Failed(out var error, out var rows) ? error : new Page([.. rows.Items.Select(i => View(i, now))], rows.Next);
    }

    /// <summary>How much there is, as far as counting is cheap: <paramref name="most"/> means that many or more.</summary>
    internal async Task<int> Count(StaffMember me, string scope, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Of(context, me, scope, await directory.Get(cancel), time.GetUtcNow()).Take(most).CountAsync(cancel);
    }

    internal async Task<Result<Rows>> Find(StaffMember me, Filter filter, string? after, int? limit, CancellationToken cancel)
    {
        Cursor? from = null;
        if (limit is < 1 or > MostRows)
            return Pages.BadLimit(MostRows);
        if (after is not null && (!Pages.TryRead(after, out from) || !Codes.IsCode(from.Stage)))
            return Pages.BadCursor;
        if (filter.Scope is not (null or "mine" or "team" or "unclaimed"))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("scope", "field.option")]);
        if (filter.State is { } asked && !Enum.IsDefined(asked))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("state", "field.option")]);
        if (filter.Mark is { } mark && !Enum.IsDefined(mark))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("mark", "field.option")]);

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (company, now) = (await directory.Get(cancel), time.GetUtcNow());
        var work = Narrow(Of(context, me, filter.Scope ?? "mine", company, now), filter, company, now);
        if (from is { } c)
        {
#pragma warning disable CA1309 // The databases compare; only this form is translated.
            work = work.Where(w => w.Rank > c.Rank || (w.Rank == c.Rank && (w.DueAt > c.DueAt || (w.DueAt == c.DueAt
                && (w.CaseId.CompareTo(c.CaseId) > 0 || (w.CaseId == c.CaseId && string.Compare(w.Stage, c.Stage) > 0))))));
#pragma warning restore CA1309
        }

        var size = limit ?? 50;
        var rows = await work.OrderBy(w => w.Rank).ThenBy(w => w.DueAt).ThenBy(w => w.CaseId).ThenBy(w => w.Stage).Take(size + 1).ToListAsync(cancel);
        var next = rows.Count > size && rows[size - 1] is var last ? Pages.Write(new Cursor(last.Rank, last.DueAt, last.CaseId, last.Stage)) : null;
        return new Rows([.. rows.Take(size)], next);
    }

    /// <summary>A state as programs write it: <c>on-time</c>. What is none is refused later, with its name.</summary>
    internal static WorkState? ReadState(string? text) => CodeText.Read<WorkState>(text);

    /// <summary>A mark as programs write it: <c>stalled</c>. What is none is refused later, with its name.</summary>
    internal static WorkMark? ReadMark(string? text) => CodeText.Read<WorkMark>(text);

    /// <summary>The stages that have a mark.</summary>
    internal static IQueryable<WorkItem> Marked(IQueryable<WorkItem> work, WorkMark mark, DateTimeOffset now) => mark switch
    {
        WorkMark.Stalled => work.Where(w => w.StallAt != null && w.StallAt <= now),
        WorkMark.Out => work.Where(w => w.Status == StageStatus.Started && Visiting.Contains(w.Role)),
        WorkMark.Approval => work.Where(w => w.AwaitsApproval),
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };

    /// <summary>How a stage stands; the same rule as in <see cref="Standing"/>.</summary>
    internal static WorkState StateOf(WorkItem item, DateTimeOffset now)
    {
        var running = item.DueAt != WorkItem.NotRunning;
        if (item.BreachedAt is not null || item.DueAt <= now)
            return WorkState.Late;
        if (!running && item.Whose == TimeOwner.Customer)
            return WorkState.Waiting;
        if (item.Paused)
            return WorkState.Paused;
        return !running ? WorkState.NoLimit : item.NearAt <= now ? WorkState.Near : WorkState.OnTime;
    }

    private static IQueryable<WorkItem> Of(TongdianContext context, StaffMember me, string scope, Company company, DateTimeOffset now)
    {
        var work = context.Set<WorkItem>().AsNoTracking();
        if (scope == "mine")
        {
            // Work of absent colleagues is mine too, as their deputy.
            string?[] whose = [me.Id, .. company.ActedForBy(me, now).Select(s => s.Id)];
            return whose.Length == 1 ? work.Where(w => w.Assignee == me.Id) : work.Where(w => whose.Contains(w.Assignee));
        }

        var regions = company.CoveredBy(me);
        var (roles, departments) = (me.Roles.ToArray(), me.Departments.ToArray());
        work = me.Actor.Steers
            ? work.Where(w => regions.Contains(w.Region))
            : work.Where(w => roles.Contains(w.Role) && regions.Contains(w.Region) && (w.Department == null || departments.Contains(w.Department)));
        return scope == "unclaimed" ? work.Where(w => w.Assignee == null) : work;
    }

    private static IQueryable<WorkItem> Narrow(IQueryable<WorkItem> work, Filter filter, Company company, DateTimeOffset now)
    {
        if (filter.Process is { } process)
            work = work.Where(w => w.Process == process);
        if (filter.Stage is { } stage)
            work = work.Where(w => w.Stage == stage);
        if (filter.Region is { } region)
        {
            var below = company.Regions.Keys.Where(r => company.Upwards(r).Contains(region)).ToArray();
            work = work.Where(w => below.Contains(w.Region));
        }

        if (filter.Number is { } number)
        {
            var part = string.Concat(number.Where(char.IsAsciiLetterOrDigit).Take(LongestNumber)).ToUpperInvariant();
            work = work.Where(w => w.Number.Contains(part));
        }

        if (filter.Mark is { } mark)
            work = Marked(work, mark, now);
        return filter.State is { } state ? work.Where(Standing(state, now)) : work;
    }

    private static Expression<Func<WorkItem, bool>> Standing(WorkState state, DateTimeOffset now)
    {
        var never = WorkItem.NotRunning;
        return state switch
        {
            WorkState.Late => w => w.BreachedAt != null || w.DueAt <= now,
            WorkState.Waiting => w => w.BreachedAt == null && w.DueAt == never && w.Whose == TimeOwner.Customer,
            WorkState.Paused => w => w.BreachedAt == null && w.DueAt > now && w.Paused && (w.DueAt != never || w.Whose != TimeOwner.Customer),
            WorkState.Near => w => w.BreachedAt == null && w.DueAt > now && w.DueAt != never && !w.Paused && w.NearAt <= now,
            WorkState.OnTime => w => w.BreachedAt == null && w.DueAt > now && w.DueAt != never && !w.Paused && (w.NearAt == null || w.NearAt > now),
            WorkState.NoLimit => w => w.BreachedAt == null && w.DueAt == never && !w.Paused && w.Whose != TimeOwner.Customer,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
    }

    private Item View(WorkItem item, DateTimeOffset now)
    {
        var stage = processes.Newest.FirstOrDefault(p => p.Key.Id == item.Process)?.Stage(item.Stage);
        return new Item(
            item.Number, item.Process, item.Stage, stage?.Name.In(Language.Current) ?? item.Stage, item.Status, item.Paused, item.Region, item.Assignee,
            item.DueAt == WorkItem.NotRunning ? null : item.DueAt, item.EnteredAt, StateOf(item, now),
            item.StallAt <= now);
    }
}
