using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

/// <summary>How a due time comes about when nothing pauses it.</summary>
/// <param name="Due">The due time, in the calendar's local time.</param>
/// <param name="Windows">The stretches that count, in order.</param>
/// <param name="Skipped">The dates between start and due time on which nobody works; empty for natural hours.</param>
/// <param name="Provisional">True when a year it reaches into is not announced yet.</param>
public sealed record DueExplanation(
    DateTimeOffset Due,
    ImmutableArray<TimeWindow> Windows,
    ImmutableArray<SkippedDay> Skipped,
    bool Provisional);

/// <summary>A date that does not count.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Reason"><see cref="DayKind.Weekend"/> or <see cref="DayKind.Holiday"/>.</param>
public sealed record SkippedDay(DateOnly Date, DayKind Reason);
