using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

public static partial class Clock
{
    /// <summary>
    /// Every stretch from the start to now (or to the end), whether the limit counts it, and why not. The counted ones add up to
    /// <see cref="ClockReading.Used"/> for hours and working hours; for working days they are the windows of the counted days.
    /// </summary>
    public static ImmutableArray<ExplainedSpan> Explain(Limit limit, Timeline timeline, WorkCalendar calendar, DateTimeOffset now)
    {
        Require(limit);
        var spans = Checked(timeline);
        var asOf = AsOf(spans, now);
        var time = CountedTime.Of(spans, limit.Reading, limit.Unit, calendar);
        var days = limit.Unit is LimitUnit.WorkingDays ? DaysOver(time, calendar, asOf).ToHashSet() : [];
        var explained = ImmutableArray.CreateBuilder<ExplainedSpan>();
        foreach (var span in spans)
        {
            var stretch = new TimeWindow(span.From, span.To ?? DateTimeOffset.MaxValue).Within(new(span.From, asOf));
            if (stretch.Length <= TimeSpan.Zero) continue;
            foreach (var (part, why) in Parts(span.Owner, stretch)) Add(span, part, why);
        }

        return explained.ToImmutable();

        IEnumerable<(TimeWindow Part, NotCounted? Why)> Parts(TimeOwner owner, TimeWindow stretch) =>
            owner is TimeOwner.Nobody ? [(stretch, NotCounted.NotOpen)]
            : !CountedTime.Counts(limit.Reading, owner) ? [(stretch, NotCounted.OtherOwner)]
            : limit.Unit is LimitUnit.Hours ? [(stretch, null)]
            : Days(calendar, stretch).SelectMany(day => OfDay(calendar, day.Date, day.Part, OfWindows(day.Date)));

        NotCounted? OfWindows(DateOnly date) => limit.Unit is LimitUnit.WorkingHours || days.Contains(date) ? null
            : date == calendar.DateOf(spans[0].From) ? NotCounted.StartDay
            : calendar.EndOfWork(date) > asOf ? NotCounted.DayNotOver
            : NotCounted.LessThanHalf;

        // Neighbours that say the same become one, e.g. Saturday and Sunday.
        void Add(TimelineSpan span, TimeWindow part, NotCounted? why)
        {
            if (explained.Count > 0 && explained[^1] is { } last && last.To == part.From
                && (last.Owner, last.Reason, last.Why) == (span.Owner, span.Reason, why))
            {
                explained[^1] = last with { To = calendar.Local(part.To) };
                return;
            }

            explained.Add(new(calendar.Local(part.From), calendar.Local(part.To), span.Owner, span.Reason, why is null, why));
        }
    }

    private static IEnumerable<(DateOnly Date, TimeWindow Part)> Days(WorkCalendar calendar, TimeWindow stretch)
    {
        for (var date = calendar.DateOf(stretch.From); calendar.StartOf(date) < stretch.To; date = date.AddDays(1))
            yield return (date, stretch.Within(new(calendar.StartOf(date), calendar.StartOf(date.AddDays(1)))));
    }

    // The part of a day, cut into its windows and what is between them.
    private static IEnumerable<(TimeWindow Part, NotCounted? Why)> OfDay(
        WorkCalendar calendar, DateOnly date, TimeWindow part, NotCounted? ofWindows)
    {
        var closed = calendar.KindOf(date) switch
        {
            DayKind.Weekend => NotCounted.Weekend,
            DayKind.Holiday => NotCounted.Holiday,
            _ => NotCounted.OutsideWindows,
        };
        var from = part.From;
        foreach (var window in calendar.WindowsIn(part))
        {
            if (from < window.From) yield return (new(from, window.From), closed);
            yield return (window, ofWindows);
            from = window.To;
        }

        if (from < part.To) yield return (new(from, part.To), closed);
    }
}
