using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

/// <summary>When a stage stalls: it is the company's turn, somebody is there, and nobody does anything.</summary>
public static class Stall
{
    /// <summary>The longest that nothing may be done: 8 hours in which somebody is there.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromHours(8);

    /// <summary>For limits shorter than <see cref="ShortLimit"/>: a quarter of an hour.</summary>
    public static readonly TimeSpan ForShortLimits = TimeSpan.FromMinutes(15);

    /// <summary>Below this a limit is short: 4 hours.</summary>
    public static readonly TimeSpan ShortLimit = TimeSpan.FromHours(4);

    // Nobody is there for this long: then whoever comes back looks at everything anyway.
    private const int MostDays = 60;

    /// <summary>For how long nothing may be done: a quarter of the limit, between <see cref="ForShortLimits"/> and <see cref="Most"/>.</summary>
    /// <param name="limit">Of the stage; null when it has none.</param>
    /// <param name="calendar">How long a working day is.</param>
    public static TimeSpan Patience(Limit? limit, WorkCalendar calendar)
    {
        if (limit is null)
            return Most;
        var unit = limit.Unit == LimitUnit.WorkingDays ? calendar.WindowTimePerDay : TimeSpan.FromHours(1);
        var whole = TimeSpan.FromTicks((long)(limit.Amount * unit.Ticks));
        return whole < ShortLimit ? ForShortLimits : whole / 4 > Most ? Most : whole / 4;
    }

    /// <summary>
    /// The instant at which patience ends, if nothing is done; null when it is not the company's turn, or nobody is there for two months.
    /// </summary>
    /// <param name="timeline">Whose time the stage is; only the company's counts.</param>
    /// <param name="since">From when on nothing was done: the last activity, or a later appointment.</param>
    /// <param name="patience">See <see cref="Patience"/>.</param>
    /// <param name="calendar">The office windows: then somebody is there.</param>
    /// <param name="onDuty">When else somebody is there, in any order; may overlap.</param>
    public static DateTimeOffset? At(
        Timeline timeline, DateTimeOffset since, TimeSpan patience, WorkCalendar calendar, IReadOnlyCollection<TimeWindow> onDuty)
    {
        if (timeline.Spans is not [.., { To: null, Owner: TimeOwner.Utility }])
            return null;
        var left = patience;
        foreach (var there in Staffed(calendar, onDuty, since))
        {
            foreach (var span in timeline.Spans.Where(s => s.Owner == TimeOwner.Utility))
            {
                var part = there.Within(new(span.From, span.To ?? there.To));
                if (part.Length >= left)
                    return calendar.Local(part.From + left);
                if (part.Length > TimeSpan.Zero)
                    left -= part.Length;
            }
        }

        return null;
    }

    // Day by day, so that only as far is looked as is needed.
    private static IEnumerable<TimeWindow> Staffed(WorkCalendar calendar, IReadOnlyCollection<TimeWindow> onDuty, DateTimeOffset since)
    {
        var first = calendar.DateOf(since);
        for (var day = first; day <= first.AddDays(MostDays); day = day.AddDays(1))
        {
            var whole = new TimeWindow(since > calendar.StartOf(day) ? since : calendar.StartOf(day), calendar.StartOf(day.AddDays(1)));
            foreach (var there in Joined([.. calendar.WindowsOn(day).Concat(onDuty).Select(w => w.Within(whole)).Where(w => w.Length > TimeSpan.Zero)]))
                yield return there;
        }
    }

    private static IEnumerable<TimeWindow> Joined(ImmutableArray<TimeWindow> windows)
    {
        TimeWindow? open = null;
        foreach (var window in windows.OrderBy(w => w.From))
        {
            if (open is null || window.From > open.To)
            {
                if (open is not null)
                    yield return open;
                open = window;
            }
            else if (window.To > open.To)
            {
                open = open with { To = window.To };
            }
        }

        if (open is not null)
            yield return open;
    }
}
