using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Appointments;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Visits;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>Which times are free for the visit of a stage.</summary>
public sealed class FindSlots(CompanyDirectory directory, CalendarCatalog calendars, VisitBook book, IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>A time that can be picked, and how many crews could come then.</summary>
    public sealed record Slot(DateTimeOffset From, DateTimeOffset Until, int Free);

    /// <summary>What was picked.</summary>
    public sealed record Picked(DateTimeOffset From, DateTimeOffset Until);

    /// <summary>What can be picked for a stage.</summary>
    /// <param name="Stage">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="ByTime">False: nobody planned visits here, so a half-day is asked for instead.</param>
    /// <param name="Minutes">How long the visit takes.</param>
    /// <param name="Slots">The free times of the next two weeks, in order.</param>
    /// <param name="Booked">What was picked; null when nothing was.</param>
    /// <param name="MoveUntil">Until when that can be moved without calling.</param>
    /// <param name="CanPick">False: it is too near, whoever wants to move it calls.</param>
    public sealed record View(
        string Stage, string Name, bool ByTime, int? Minutes, IReadOnlyList<Slot> Slots, Picked? Booked, DateTimeOffset? MoveUntil, bool CanPick);

    /// <summary>Who could come to a visit, all of them in the company as it was then, and what is asked for.</summary>
    internal sealed record Plan(StageDefinition Stage, SlotQuestion Question, IReadOnlyList<Crew> Crews, Company Company);

    /// <summary>What can be picked for a stage that is open.</summary>
    public async Task<Result<View>> Look(CaseAccess access, string id, CancellationToken cancel)
    {
        if (Visit(access, id).Failed(out var none, out var stage))
            return none;
        var at = access.State.Stage(id);
        if (await Of(access, stage, cancel) is not { } plan)
            return new View(id, Show.In(stage.Name), false, null, [], null, null, false);
        var booked = at.Appointment is { Status: AppointmentStatus.Agreed, Time: { From: { } from, Until: { } until } } ? new Picked(from, until) : null;
        var late = access.Staff is null && CaseDecisions.TooLateToMove(at, access.Now, plan.Question.Pattern.Notice);
        var free = late ? [] : await Free(access, plan, LastDay(plan.Question), cancel);
        return new View(
            id, Show.In(stage.Name), true, (int)plan.Question.Visit.TotalMinutes,
            [.. free.Where(s => s.From != booked?.From).Select(s => new Slot(s.From, s.Until, s.Crews.Length))], booked, booked?.From - plan.Question.Pattern.Notice, !late);
    }

    /// <summary>The stage, when it is open and somebody comes for it.</summary>
    internal static Result<StageDefinition> Visit(CaseAccess access, string id) => access.Process.Stage(id) switch
    {
        null => CaseErrors.UnknownStage(id),
        { IsVisit: false } => CaseErrors.NoVisit(id),
        _ when access.State.Stage(id).Status is not (StageStatus.Open or StageStatus.Started) => CaseErrors.StageNotOpen(id, access.State.Stage(id).Status),
        var stage => stage,
    };

    /// <summary>Who could come and what is asked for; null when nobody planned visits there.</summary>
    internal async Task<Plan?> Of(CaseAccess access, StageDefinition stage, CancellationToken cancel)
    {
        var (state, company) = (access.State, await directory.Get(cancel));
        if ((await Said(company, state.Facts.Region, stage.Role, cancel))?.Pattern is not { PlacesPerHalfDay: > 0 } pattern)
            return null;
        var crews = Crews(company, state, stage);
        if (crews.Count == 0)
            return null;
        var question = new SlotQuestion(
            pattern, book.Of(access.Process.Key, stage).Duration ?? pattern.Slot, Ranks.Of(access.Process), calendars.Get(state.Calendar), access.Now)
        {
            NotBefore = state.Stage(stage.Id).NotBefore,
        };
        return new Plan(stage, question, crews, company);
    }

    /// <summary>The free times up to a day. What the case itself has taken is free to it.</summary>
    internal async Task<ImmutableArray<VisitSlot>> Free(CaseAccess access, Plan plan, DateOnly last, CancellationToken cancel)
    {
        var calendar = plan.Question.Calendar;
        var first = calendar.DateOf(access.Now);
        if (last < first)
            return [];
        var (crews, since, until) = (plan.Crews.Select(c => c.Id).ToArray(), calendar.StartOf(first), calendar.StartOf(last.AddDays(1)));
        var (id, stage) = (access.State.Id.Value, plan.Stage.Id);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var taken = await context.Set<VisitQuarter>()
            .Where(q => crews.Contains(q.Crew) && q.At >= since && q.At < until && (q.CaseId != id || q.Stage != stage))
            .Select(q => new { q.Crew, q.At }).ToListAsync(cancel);
        return VisitSlots.Free(plan.Question, plan.Crews, taken.Select(q => new CrewQuarter(q.Crew, q.At)).ToHashSet(), first, last);
    }

    /// <summary>Whether the customer has to call for another time: what was picked is too near.</summary>
    internal async Task<bool> TooLate(CaseAccess access, StageDefinition stage, CancellationToken cancel) =>
        access.Staff is null && await Said(await directory.Get(cancel), access.State.Facts.Region, stage.Role, cancel) is { Pattern.Notice: var notice }
        && CaseDecisions.TooLateToMove(access.State.Stage(stage.Id), access.Now, notice);

    /// <summary>What the nearest region upwards says about how the crews of a role work; null when none says anything.</summary>
    internal async Task<VisitPatternRow?> Said(Company company, string region, string role, CancellationToken cancel)
    {
        string[] upwards = [.. company.Upwards(region)];
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<VisitPatternRow>().AsNoTracking().Where(p => p.Role == role && upwards.Contains(p.Region)).ToListAsync(cancel);
        return upwards.Select(r => rows.Find(p => p.Region == r)).FirstOrDefault(p => p is not null);
    }

    /// <summary>Everybody who does stages of a role in a region, with when they are away.</summary>
    internal static IReadOnlyList<Crew> Crews(Company company, string region, string role, string? department) =>
        [.. company.People.Where(s => s.Active && s.Roles.Contains(role) && (department is null || s.Departments.Contains(department)) && company.Covers(s, region))
            .OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => new Crew(s.Id, Absence(s)))];

    /// <summary>Who has a stage and still works here; null when nobody does.</summary>
    internal static StaffMember? Doer(Company company, StageState at) =>
        at.Assignee is { } assignee && company.Staff.TryGetValue(assignee, out var member) && member.Active ? member : null;

    /// <summary>Who comes to the visit of a stage that begins at an instant: its doer, or the deputy while they are away; null when it has none.</summary>
    internal static string? ComesFor(Company company, StageState at, DateTimeOffset begins) =>
        Doer(company, at) is { } doer ? company.DeputyOf(doer, begins)?.Id ?? doer.Id : null;

    internal static DateOnly LastDay(SlotQuestion question) => question.Calendar.DateOf(question.Now).AddDays(VisitSlots.DaysAhead - 1);

    // Who has the stage comes, or the deputy while they are away; nobody has it: whoever could.
    private static IReadOnlyList<Crew> Crews(Company company, Case state, StageDefinition stage)
    {
        if (Doer(company, state.Stage(stage.Id)) is not { } member)
            return Crews(company, state.Facts.Region, stage.Role, stage.Department);
        var own = new Crew(member.Id, Absence(member));
        return member.Deputy is { } named && company.Person(named.Id) is { } deputy
            ? [own, new Crew(deputy.Id, [new TimeWindow(DateTimeOffset.MinValue, named.From), new TimeWindow(named.Until, DateTimeOffset.MaxValue), .. Absence(deputy)])]
            : [own];
    }

    private static ImmutableArray<TimeWindow> Absence(StaffMember member) => member.Deputy is { } away ? [new TimeWindow(away.From, away.Until)] : [];
}
