using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

/// <summary>
/// Reads time limits from timelines. Everything is computed from the start of the timeline: changing a limit keeps every pause, and
/// a stage entered again continues from what was used.
/// </summary>
/// <remarks>
/// Units: natural hours; working hours, exact inside the calendar's windows; working days, due at the end of the last window of the
/// n-th counted day, where the day of the start does not count and a working day counts when the reading owned at least half of its
/// window time. That half may be reached before a pause: such a day counts, and may breach, although the limit does not run when it ends.
/// Timelines that are empty, out of order or with gaps, and limits outside the range, throw <see cref="ArgumentException"/>.
/// </remarks>
public static partial class Clock
{
    /// <summary>The largest amount of a limit, in any unit.</summary>
    public const decimal MostAmount = 10_000;

    /// <summary>What the clock of a limit says.</summary>
    public static ClockReading Read(Limit limit, Timeline timeline, WorkCalendar calendar, DateTimeOffset now)
    {
        Require(limit);
        var spans = Checked(timeline);
        var start = spans[0].From;
        var finished = spans[^1].To <= now;
        var asOf = AsOf(spans, now);
        var time = CountedTime.Of(spans, limit.Reading, limit.Unit, calendar);
        var used = time.Until(asOf);
        var due = time.Due(limit.Amount);
        var breached = finished ? due < asOf : due <= asOf;
        var owned = CountedTime.Counts(limit.Reading, OwnerAt(spans, asOf));
        // It does not run now, but when it will run again is known.
        var returns = !owned && !finished && spans.Any(span => span.From > asOf && CountedTime.Counts(limit.Reading, span.Owner));

        var (ahead, aheadDue) = (time, due);
        if (due is null || !(owned || returns))
        {
            ahead = CountedTime.Of(RunningFrom(spans, asOf, limit.Reading), limit.Reading, limit.Unit, calendar);
            aheadDue = ahead.Due(limit.Amount);
        }

        var whole = ahead.Until(aheadDue!.Value);
        return new ClockReading(
            used,
            limit.Unit is LimitUnit.WorkingDays ? DaysOver(time, calendar, asOf).Count() : null,
            due is { } at && (owned || (returns && at > asOf)) ? calendar.Local(at) : null,
            whole > used ? whole - used : TimeSpan.Zero,
            whole > TimeSpan.Zero ? (decimal)used.Ticks / whole.Ticks : asOf >= start ? 1 : 0,
            owned && !finished && asOf >= start,
            limit.Amount > 0 && ReachesProvisional(limit.Unit, calendar, start, aheadDue.Value),
            breached ? calendar.Local(due!.Value) : null,
            finished);
    }

    /// <summary>How much of a timeline a reading counts, whatever the limit: to show both readings of one timeline.</summary>
    public static TimeSpan Used(Timeline timeline, LimitReading reading, LimitUnit unit, WorkCalendar calendar, DateTimeOffset now)
    {
        var spans = Checked(timeline);
        return CountedTime.Of(spans, reading, unit, calendar).Until(AsOf(spans, now));
    }

    private static DateTimeOffset AsOf(ImmutableArray<TimelineSpan> spans, DateTimeOffset now) =>
        spans[^1].To is { } end && end < now ? end : now;

    private static IEnumerable<DateOnly> DaysOver(CountedTime time, WorkCalendar calendar, DateTimeOffset asOf) =>
        time.CountedDays().TakeWhile(day => calendar.EndOfWork(day) <= asOf);

    // The timeline as it would be if somebody whose time counts had it from this instant on.
    private static ImmutableArray<TimelineSpan> RunningFrom(
        ImmutableArray<TimelineSpan> spans, DateTimeOffset instant, LimitReading reading)
    {
        var owner = reading switch
        {
            LimitReading.Customer => TimeOwner.Customer,
            LimitReading.ThirdParty => TimeOwner.ThirdParty,
            _ => TimeOwner.Utility,
        };
        var past = spans.Where(span => span.From < instant).Select(span => span.To < instant ? span : span with { To = instant });
        return [.. past, new TimelineSpan(instant > spans[0].From ? instant : spans[0].From, null, owner)];
    }

    private static TimeOwner OwnerAt(ImmutableArray<TimelineSpan> spans, DateTimeOffset instant) =>
        (spans.LastOrDefault(span => span.From <= instant) ?? spans[0]).Owner;

    private static bool ReachesProvisional(LimitUnit unit, WorkCalendar calendar, DateTimeOffset from, DateTimeOffset due)
    {
        var first = calendar.DateOf(from).Year;
        return unit is not LimitUnit.Hours
            && Enumerable.Range(first, calendar.DateOf(due).Year - first + 1).Any(calendar.IsProvisional);
    }

    private static void Require(Limit limit)
    {
        if (limit.Amount is < 0 or > MostAmount)
            throw new ArgumentOutOfRangeException(nameof(limit), $"An amount is 0 to {MostAmount}.");
        if (limit.Unit is LimitUnit.WorkingDays && !decimal.IsInteger(limit.Amount))
            throw new ArgumentOutOfRangeException(nameof(limit), "Working days are whole.");
    }

    private static ImmutableArray<TimelineSpan> Checked(Timeline timeline)
    {
        var spans = timeline.Spans;
        if (spans.IsDefaultOrEmpty) throw new ArgumentException("A timeline has at least one span.", nameof(timeline));
        for (var index = 0; index < spans.Length; index++)
        {
            if (spans[index].To < spans[index].From || (index > 0 && spans[index - 1].To != spans[index].From))
                throw new ArgumentException($"The spans are not in order, without gap or overlap, at {index}.", nameof(timeline));
        }

        // Spans without length say nothing, and the last one must not decide who has it from then on.
        var lasting = spans.RemoveAll(span => span.To == span.From);
        return lasting.IsEmpty ? spans[..1] : lasting;
    }
}
