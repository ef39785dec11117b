using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases.Work;

/// <summary>The worklist as a desk shows it: with the masked customer, names instead of codes, and what is left of each limit right now.</summary>
public sealed class ShowWork(
    ListWork work, CompanyDirectory directory, ProcessCatalog processes, CalendarCatalog calendars, CaseParties parties,
    IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>Where counting the rows of a tab stops.</summary>
    public const int MostCounted = 50;

    /// <summary>One open stage.</summary>
    /// <param name="Number">Number of the case.</param>
    /// <param name="Stage">Id of the stage.</param>
    /// <param name="StageName">Its name.</param>
    /// <param name="ProcessName">The process, in words.</param>
    /// <param name="Urgent">An emergency: before everything else.</param>
    /// <param name="Customer">Masked name; null when erased.</param>
    /// <param name="Region">Name of the region.</param>
    /// <param name="Who">Who has it; null when nobody has.</param>
    /// <param name="ActedFor">The colleague who has it is absent and the reader is the deputy.</param>
    /// <param name="EnteredAt">Since when it is open.</param>
    /// <param name="DueAt">When the limit ends, if it runs.</param>
    /// <param name="State">How it stands.</param>
    /// <param name="Left">What is left: until the due time, or of the counted time while the clock stands still; null without a limit.</param>
    /// <param name="Waits">It was paused, or waits for the customer: the clock of the company stands still.</param>
    /// <param name="MayClaim">The reader can take it.</param>
    /// <param name="Stalled">It is the company's turn, and nobody did anything for too long.</param>
    public sealed record Row(
        string Number, string Stage, string StageName, string ProcessName, bool Urgent, string? Customer, string Region, string? Who, bool ActedFor,
        DateTimeOffset EnteredAt, DateTimeOffset? DueAt, WorkState State, TimeSpan? Left, bool Waits, bool MayClaim, bool Stalled)
    {
        /// <summary>The due time depends on a year that is not announced yet.</summary>
        public bool Provisional { get; init; }

        /// <summary>What makes it one of its kind.</summary>
        public string Key => $"{Number}/{Stage}";
    }

    /// <summary>One page.</summary>
    public sealed record Page(IReadOnlyList<Row> Rows, string? Next, DateTimeOffset AsOf);

    /// <summary>How much is in each tab; <see cref="MostCounted"/> means that many or more.</summary>
    public sealed record Counts(int Mine, int Team, int Unclaimed);

    /// <summary>A choice in a filter.</summary>
    public sealed record Option(string Code, string Name);

    /// <summary>What can be filtered by: processes, stages, regions.</summary>
    public sealed record Options(IReadOnlyList<Option> Processes, IReadOnlyList<Option> Stages, IReadOnlyList<Option> Regions);

    /// <summary>A page of the colleague's work.</summary>
    public async Task<Result<Page>> Look(StaffMember me, ListWork.Filter filter, string? after, int size, CancellationToken cancel)
    {
        if ((await work.Find(me, filter, after, size, cancel)).Failed(out var error, out var found))
            return error;
        var now = time.GetUtcNow();
        var company = await directory.Get(cancel);
        var cases = await Cases(found.Items, cancel);
        var customers = await parties.ReadMany([.. cases.Values.Select(c => c.Customer)], cancel);
        return new Page([.. found.Items.Where(i => cases.ContainsKey(i.CaseId)).Select(i => View(i, cases[i.CaseId]))], found.Next, now);

        Row View(WorkItem item, Case state)
        {
            var process = processes.Get(state.Process);
            var stage = process.Stage(item.Stage)!;
            var reading = new CaseClocks(state, process, calendars.Get(state.Calendar), now).Stage(stage);
            var region = company.Regions.GetValueOrDefault(item.Region);
            var standing = ListWork.StateOf(item, now);
            return new Row(
                item.Number, item.Stage, stage.Name.In(Language.Current), process.Name.In(Language.Current), process.Priority > 0 && state.Facts.Urgency == "emergency",
                customers.TryGetValue(state.Customer.Details, out var told) ? told.Organisation ?? told.Masked().Name : null,
                region is null ? item.Region : region.Name,
                item.Assignee is { } who ? company.Staff.GetValueOrDefault(who)?.Name ?? who : null,
                item.Assignee is { } other && other != me.Id && company.Staff.TryGetValue(other, out var absent) && company.DeputyOf(absent, now)?.Id == me.Id,
                item.EnteredAt, reading?.DueAt, standing, Left(reading, standing, now), standing is WorkState.Paused or WorkState.Waiting || (standing == WorkState.Late && reading?.DueAt is null),
                item.Assignee is null && me.Actor.MayDo(stage), item.StallAt <= now)
            {
                Provisional = reading is { DueAt: not null, Provisional: true },
            };
        }
    }

    /// <summary>How much is in each tab.</summary>
    public async Task<Counts> Count(StaffMember me, CancellationToken cancel) => new(
        await work.Count(me, "mine", MostCounted, cancel), await work.Count(me, "team", MostCounted, cancel), await work.Count(me, "unclaimed", MostCounted, cancel));

    /// <summary>What the colleague can filter by.</summary>
    public async Task<Options> Choices(StaffMember me, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var own = company.CoveredBy(me).ToHashSet(StringComparer.Ordinal);
        return new Options(
            [.. processes.Newest.Select(p => new Option(p.Key.Id, p.Name.In(Language.Current)))],
            [.. processes.Newest.SelectMany(p => p.Stages).DistinctBy(s => s.Id).Select(s => new Option(s.Id, s.Name.In(Language.Current)))],
            [.. company.Regions.Values.Where(r => own.Contains(r.Code)).OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => new Option(r.Code, r.Name))]);
    }

    // A clock that stands still has as much left as it had when it stopped; one that runs is due at an hour.
    private static TimeSpan? Left(ClockReading? reading, WorkState state, DateTimeOffset now) => reading switch
    {
        null => null,
        { BreachedAt: { } missed } => missed - now,
        { DueAt: { } due } => due - now,
        _ => state == WorkState.Late ? null : reading.Left,
    };

    private async Task<Dictionary<Guid, Case>> Cases(IReadOnlyList<WorkItem> items, CancellationToken cancel)
    {
        var ids = items.Select(i => i.CaseId).Distinct().ToArray();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<CaseRow>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => CaseStore.Read(c.State), cancel);
    }
}
