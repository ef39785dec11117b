namespace Tongdian.Domain.Clocks;

/// <summary>Why a stretch of time does not count for a limit.</summary>
public enum NotCounted
{
    /// <summary>It belongs to somebody whose time the reading leaves out.</summary>
    OtherOwner = 1,

    /// <summary>The stage is not open: between two occurrences.</summary>
    NotOpen = 2,

    /// <summary>Outside the office windows of a working day.</summary>
    OutsideWindows = 3,

    /// <summary>Off because of the day of the week.</summary>
    Weekend = 4,

    /// <summary>Off because of a holiday.</summary>
    Holiday = 5,

    /// <summary>Working days: the day of the start.</summary>
    StartDay = 6,

    /// <summary>Working days: the reading owned less than half of the day's window time.</summary>
    LessThanHalf = 7,

    /// <summary>Working days: the day is not over yet.</summary>
    DayNotOver = 8,
}

/// <summary>A stretch of a timeline and whether a limit counts it.</summary>
/// <param name="From">Its first instant, in the calendar's local time.</param>
/// <param name="To">The instant after its last.</param>
/// <param name="Owner">Whose time it is.</param>
/// <param name="Reason">The reason of the timeline's span, or null.</param>
/// <param name="Counted">True when it counts; for working days: when it lies in a window of a counted day.</param>
/// <param name="Why">Why it does not count; null when it does.</param>
public sealed record ExplainedSpan(
    DateTimeOffset From,
    DateTimeOffset To,
    TimeOwner Owner,
    string? Reason,
    bool Counted,
    NotCounted? Why);
