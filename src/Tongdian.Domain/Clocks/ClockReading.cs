namespace Tongdian.Domain.Clocks;

/// <summary>What a clock says at an instant. Computed from the timeline each time; nothing here is stored and counted down.</summary>
/// <param name="Used">Time that the reading counted since the start; for working units only what was inside windows.</param>
/// <param name="CountedDays">For working days: the days that are over and counted; else null.</param>
/// <param name="DueAt">
/// When the limit ends, if whoever has it last keeps it; null while it belongs to somebody whose time does not count ("not running"), unless
/// the timeline says when it will count again (a later appointment).
/// Once <paramref name="Finished"/>, as it stood at the end.
/// </param>
/// <param name="Left">
/// What is left of the limit, counted like <paramref name="Used"/>; while not running, as if it ran on at once or from when the timeline says. Zero or more.
/// </param>
/// <param name="Fraction">
/// <paramref name="Used"/> divided by what is used at the due time: 0 or more, 1 at the due time, more than 1 after it. A limit of
/// zero is at 0 before its start and at 1 from then on.
/// </param>
/// <param name="Running">True when it has begun, is not finished, and the time now counts.</param>
/// <param name="Provisional">True when the due time depends on a year that is not announced yet.</param>
/// <param name="BreachedAt">
/// The instant at which the used amount reached the limit, or null. It stays whatever is paused later. Finishing at that very instant
/// is in time.
/// </param>
/// <param name="Finished">True when the timeline is closed; all else is then as of its end.</param>
public sealed record ClockReading(
    TimeSpan Used,
    int? CountedDays,
    DateTimeOffset? DueAt,
    TimeSpan Left,
    decimal Fraction,
    bool Running,
    bool Provisional,
    DateTimeOffset? BreachedAt,
    bool Finished);
