using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>
/// When a year is announced, every open case whose calendar did not know it is computed anew, with an event. A case that has taken the year over
/// is left alone, so that this can be done again after it died in the middle.
/// </summary>
public sealed class CarryAnnouncedYears(
    CaseStore store, ProcessCatalog processes, CalendarCatalog calendars, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const int AtOnce = 200;

    // Another server may have pinned a case to the version before for so long after a new one was taken.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    /// <summary>Carries what was not, or not surely, carried when it was taken.</summary>
    public async Task AtStart(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Settled;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var open = context.Set<CalendarVersion>().Where(v => v.CarriedAt == null);
        var todo = await open.AsNoTracking().Select(v => new { v.Id, v.Version, v.LoadedAt }).ToListAsync(cancel);
        if (todo.Count == 0)
            return;
        await Carry(Actor.System, cancel);
        foreach (var done in todo.Where(v => v.LoadedAt < before))
            await open.Where(v => v.Id == done.Id && v.Version == done.Version).ExecuteUpdateAsync(v => v.SetProperty(x => x.CarriedAt, time.GetUtcNow()), cancel);
    }

    /// <summary>Every open case takes over the years that its calendar has announced meanwhile.</summary>
    public async Task Carry(Actor by, CancellationToken cancel)
    {
        for (Guid? after = null; ;)
        {
            var page = await Page(after, cancel);
            foreach (var (_, state) in page)
                await Carry(state, by, cancel);
            if (page.Count < AtOnce)
                return;
            after = page[^1].Id;
        }
    }

    private async Task<List<(Guid Id, Case State)>> Page(Guid? after, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var open = context.Set<CaseRow>().AsNoTracking().Where(c => c.ClosedAt == null);
        if (after is { } last)
            open = open.Where(c => c.Id.CompareTo(last) > 0);
        var rows = await open.OrderBy(c => c.Id).Take(AtOnce).Select(c => new { c.Id, c.State }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.Id, CaseStore.Read(r.State)))];
    }

    private async Task Carry(Case? state, Actor by, CancellationToken cancel)
    {
        // Whoever changed it meanwhile was first; what is left is looked at anew.
        while (state is not null && state.Status.IsRunning() && Announced(state) is { Years.IsEmpty: false } command)
        {
            var now = time.GetUtcNow();
            if (state.Decide(processes.Get(state.Process), command, new OperationContext(by, now)).Failed(out var refused, out var change))
                throw new InvalidOperationException($"{state.Number} did not take over {string.Join(", ", command.Years)}: {refused.Code}");
            if (await store.Commit(new CaseCommit(now, change), cancel) == CommitOutcome.Committed)
                return;
            state = await store.Find(state.Number, cancel);
        }
    }

    private TakeAnnouncedYears Announced(Case state)
    {
        var newest = calendars.Newest(state.Calendar.Id)!.Version;
        if (newest <= (state.Calendar.Announced ?? state.Calendar.Version))
            return new TakeAnnouncedYears(newest, []);
        var had = calendars.Get(state.Calendar);
        var first = had.DateOf(state.SubmittedAt).Year;
        return new TakeAnnouncedYears(newest, [.. had.AnnouncedBy(calendars.Get(state.Calendar with { Announced = newest })).Select(y => y.Year).Where(y => y >= first)]);
    }
}
