using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

/// <summary>An office window of every working day, in local time.</summary>
/// <param name="Begin">Its first instant.</param>
/// <param name="End">The instant after its last; later than <paramref name="Begin"/>, so no window spans midnight.</param>
public sealed record DailyWindow(TimeOnly Begin, TimeOnly End);

/// <summary>What makes a year differ from the plain week.</summary>
/// <param name="Year">The calendar year that all dates are in.</param>
/// <param name="Source">Where the dates come from, for people.</param>
/// <param name="Provisional">True until the year is announced: due times that reach into it may still move.</param>
/// <param name="DaysOff">Days on which nobody works, ascending; may fall on weekends.</param>
/// <param name="WorkingWeekends">Weekend days that are worked to make up for days off, ascending.</param>
public sealed record CalendarYear(
    int Year,
    string Source,
    bool Provisional,
    ImmutableArray<DateOnly> DaysOff,
    ImmutableArray<DateOnly> WorkingWeekends);

/// <summary>What a date is in a <see cref="WorkCalendar"/>.</summary>
public enum DayKind
{
    /// <summary>A working day of the week, or a weekend day that is worked.</summary>
    Working = 1,

    /// <summary>Off because of the day of the week.</summary>
    Weekend = 2,

    /// <summary>Off because the year says so, whatever the day of the week.</summary>
    Holiday = 3,
}

/// <summary>A stretch of time: from an instant to the one after its last.</summary>
public sealed record TimeWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>The part of it inside another; of negative length when they do not meet.</summary>
    public TimeWindow Within(TimeWindow other) =>
        new(From > other.From ? From : other.From, To < other.To ? To : other.To);
}
