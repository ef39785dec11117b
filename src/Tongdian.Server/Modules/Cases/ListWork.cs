using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The worklist: open stages in the order of work (emergency first, green channel next, then by what is due), mine, my team's or unclaimed.</summary>
public sealed class ListWork(CompanyDirectory directory, ProcessCatalog processes, IDbContextFactory<TongdianContext> contexts)
{
    private const int MostRows = 200;

    /// <summary>One open stage.</summary>
    public sealed record Item(
        string Number, string Process, string Stage, string StageName, StageStatus State, bool Paused, string Region, string? Assignee,
        DateTimeOffset? DueAt, DateTimeOffset EnteredAt);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    private sealed record Cursor(int Rank, DateTimeOffset DueAt, Guid CaseId, string Stage);

    /// <summary>One page of the colleague's work.</summary>
    /// <param name="me">The colleague.</param>
    /// <param name="scope"><c>mine</c> (also when left out), <c>team</c> or <c>unclaimed</c>.</param>
    /// <param name="after">Cursor of the page before.</param>
    /// <param name="limit">Rows, 50 when left out.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<Page>> Look(StaffMember me, string? scope, string? after, int? limit, CancellationToken cancel)
    {
        Cursor? from = null;
        if (limit is < 1 or > MostRows)
            return Pages.BadLimit(MostRows);
        if (after is not null && (!Pages.TryRead(after, out from) || !Codes.IsCode(from.Stage)))
            return Pages.BadCursor;
        if (scope is not (null or "mine" or "team" or "unclaimed"))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("scope", "field.option")]);

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var work = context.Set<WorkItem>().AsNoTracking();
        if (scope is null or "mine")
        {
            work = work.Where(w => w.Assignee == me.Id);
        }
        else
        {
            var regions = (await directory.Get(cancel)).CoveredBy(me);
            var (roles, departments) = (me.Roles.ToArray(), me.Departments.ToArray());
            work = me.Actor.Steers
                ? work.Where(w => regions.Contains(w.Region))
                : work.Where(w => roles.Contains(w.Role) && regions.Contains(w.Region) && (w.Department == null || departments.Contains(w.Department)));
            if (scope == "unclaimed")
                work = work.Where(w => w.Assignee == null);
        }

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
        return new Page([.. rows.Take(size).Select(View)], next);
    }

    private Item View(WorkItem item)
    {
        var stage = processes.Newest.FirstOrDefault(p => p.Key.Id == item.Process)?.Stage(item.Stage);
        return new Item(
            item.Number, item.Process, item.Stage, stage?.Name.In(Language.Current) ?? item.Stage, item.Status, item.Paused, item.Region, item.Assignee,
            item.DueAt.Year == 9999 ? null : item.DueAt, item.EnteredAt);
    }
}
