using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

public static partial class Clock
{
    private static readonly ImmutableArray<(Threshold Threshold, decimal Share)> Warnings = [(Threshold.Near, 0.75m), (Threshold.VeryNear, 0.9m)];

    /// <summary>
    /// When the thresholds of a limit were reached and, while it runs, when those to come will be; in order. A limit that does not run has
    /// none to come, and one of zero has its breach only. Reaching one at the very instant of the end counts for the warnings, not for the breach.
    /// </summary>
    public static ImmutableArray<ThresholdInstant> Thresholds(Limit limit, Timeline timeline, WorkCalendar calendar, DateTimeOffset now)
    {
        Require(limit);
        var spans = Checked(timeline);
        var (finished, asOf) = (spans[^1].To <= now, AsOf(spans, now));
        var time = CountedTime.Of(spans, limit.Reading, limit.Unit, calendar);
        var due = time.Due(limit.Amount);
        // It runs, or its clock stands still until an instant that is known, as before a visit that the customer put off.
        var runs = !finished && asOf >= spans[0].From && due is not null && CountedTime.Counts(limit.Reading, spans[^1].Owner);
        // While somebody else has it with no end the shares are those of the limit as it would run on.
        var ahead = runs ? time : CountedTime.Of(RunningFrom(spans, asOf, limit.Reading), limit.Reading, limit.Unit, calendar);
        var whole = ahead.Until((runs ? due : ahead.Due(limit.Amount))!.Value);
        var found = ImmutableArray.CreateBuilder<ThresholdInstant>();
        foreach (var (threshold, share) in Warnings)
        {
            var amount = TimeSpan.FromTicks((long)decimal.Ceiling(whole.Ticks * share));
            if (amount > TimeSpan.Zero && (runs ? time : ahead).InstantOf(amount) is { } at && (runs || at <= asOf))
                found.Add(new(threshold, calendar.Local(at)));
        }

        if (due is { } breach && (runs || (finished ? breach < asOf : breach <= asOf)))
            found.Add(new(Threshold.Breach, calendar.Local(breach)));
        return found.ToImmutable();
    }
}
