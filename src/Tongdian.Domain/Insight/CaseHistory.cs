using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Insight;

/// <summary>A stretch of an open stage: whose time it was and, while it was the company's, what was done.</summary>
/// <param name="Stage">Id of the stage.</param>
/// <param name="Owner">Whose time.</param>
/// <param name="Phase">What was done; null while the time was somebody else's.</param>
/// <param name="During">When, by the clock.</param>
public sealed record StageTime(string Stage, TimeOwner Owner, StagePhase? Phase, TimeWindow During);

/// <summary>Whether the promise for the whole case was kept.</summary>
/// <param name="DoneAt">The power came on; null when it has not.</param>
/// <param name="BreachedAt">The promise passed, as it is meant.</param>
/// <param name="ElapsedBreachedAt">The promise passed, when everybody's time counts.</param>
public sealed record PromiseFate(DateTimeOffset? DoneAt, DateTimeOffset? BreachedAt, DateTimeOffset? ElapsedBreachedAt)
{
    /// <summary>When the customer was first told that it would take longer; null when nobody told them.</summary>
    public DateTimeOffset? ToldAt { get; init; }
}

/// <summary>A scheme was handed in once more.</summary>
/// <param name="At">When.</param>
/// <param name="Changed">The parts that are not as they were before, by the names of <see cref="EntryParts"/>.</param>
/// <param name="Commented">The parts of which the customer had said something.</param>
public sealed record SchemeRevision(DateTimeOffset At, ImmutableArray<string> Changed, ImmutableArray<string> Commented);

/// <summary>What happened to a case, reduced from its facts to what a review looks at. It says nothing about a person.</summary>
public sealed record CaseHistory(
    CaseId Id, CaseNumber Number, string Process, string Region, ImmutableArray<StagePass> Passes, ImmutableArray<StageTime> Time, PromiseFate Promise)
{
    /// <summary>Who answers for it in the end: id of a staff user.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The revisions of its scheme, the first one first; the first scheme is none.</summary>
    public ImmutableArray<SchemeRevision> Revisions { get; init; } = [];

    /// <summary>The history that a case's facts tell, up to an instant; null when it did not exist before.</summary>
    /// <param name="facts">Its facts in order, from the first.</param>
    /// <param name="processes">The definition of a process version.</param>
    /// <param name="calendars">The calendar of a version.</param>
    /// <param name="until">What happened from here on is not looked at, and what was open is open.</param>
    public static CaseHistory? Of(
        IEnumerable<RecordedEvent> facts, Func<ProcessKey, ProcessDefinition> processes, Func<CalendarKey, WorkCalendar> calendars, DateTimeOffset until)
    {
        var fold = new HistoryFold(processes, calendars, until);
        foreach (var fact in facts)
        {
            if (!fold.Take(fact))
                break;
        }

        return fold.Result();
    }
}
