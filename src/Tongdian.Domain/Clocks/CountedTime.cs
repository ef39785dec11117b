using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

/// <summary>
/// The stretches of a timeline that a reading counts, and arithmetic on them. The last span goes on for ever, so that due times can
/// be found; whoever asks cuts at the instant that is asked for.
/// </summary>
internal sealed class CountedTime(ImmutableArray<TimeWindow> stretches, DateTimeOffset start, LimitUnit unit, WorkCalendar calendar)
{
    public static CountedTime Of(ImmutableArray<TimelineSpan> spans, LimitReading reading, LimitUnit unit, WorkCalendar calendar)
    {
        var stretches = ImmutableArray.CreateBuilder<TimeWindow>();
        foreach (var (index, span) in spans.Index())
        {
            if (!Counts(reading, span.Owner)) continue;
            var to = index == spans.Length - 1 ? DateTimeOffset.MaxValue : span.To!.Value;
            stretches.Add(new(span.From, to));
        }

        return new(stretches.ToImmutable(), spans[0].From, unit, calendar);
    }

    public static bool Counts(LimitReading reading, TimeOwner owner) => reading switch
    {
        LimitReading.Utility => owner is TimeOwner.Utility,
        LimitReading.Elapsed => owner is not TimeOwner.Nobody,
        LimitReading.Customer => owner is TimeOwner.Customer,
        LimitReading.ThirdParty => owner is TimeOwner.ThirdParty,
        _ => throw new ArgumentOutOfRangeException(nameof(reading)),
    };

    /// <summary>How much was counted up to an instant.</summary>
    public TimeSpan Until(DateTimeOffset instant)
    {
        var used = TimeSpan.Zero;
        foreach (var part in Parts(instant)) used += part.Length;
        return used;
    }

    /// <summary>The instant at which so much was counted, or null when the owner for ever after is somebody else.</summary>
    public DateTimeOffset? InstantOf(TimeSpan amount)
    {
        foreach (var part in Parts(DateTimeOffset.MaxValue))
        {
            if (part.Length >= amount) return part.From + amount;
            amount -= part.Length;
        }

        return null;
    }

    /// <summary>The instant at which the amount is reached, or null when the owner for ever after is somebody else.</summary>
    public DateTimeOffset? Due(decimal amount)
    {
        if (amount == 0) return start;
        if (unit is LimitUnit.WorkingDays)
        {
            foreach (var day in CountedDays())
                if (--amount <= 0) return calendar.EndOfWork(day);
            return null;
        }

        return InstantOf(TimeSpan.FromTicks((long)decimal.Round(amount * TimeSpan.TicksPerHour)));
    }

    /// <summary>
    /// The working days after the day of the start of which the reading owns at least half of the window time, in order. Endless when
    /// the last stretch is; a day that is not over is judged by how it will end.
    /// </summary>
    public IEnumerable<DateOnly> CountedDays()
    {
        var next = 0;
        for (var day = calendar.DateOf(start).AddDays(1); ; day = day.AddDays(1))
        {
            while (next < stretches.Length && stretches[next].To <= calendar.StartOf(day)) next++;
            if (next == stretches.Length) yield break;
            if (calendar.KindOf(day) is DayKind.Working && (IsWhole(day, stretches[next]) || OwnedOn(day, next) * 2 >= calendar.WindowTimePerDay)) yield return day;
        }
    }

    private bool IsWhole(DateOnly day, TimeWindow stretch) => stretch.From <= calendar.StartOf(day) && stretch.To >= calendar.EndOfWork(day);

    private TimeSpan OwnedOn(DateOnly day, int first)
    {
        var owned = TimeSpan.Zero;
        foreach (var window in calendar.WindowsOn(day))
        {
            for (var index = first; index < stretches.Length && stretches[index].From < window.To; index++)
            {
                var part = stretches[index].Within(window);
                if (part.Length > TimeSpan.Zero) owned += part.Length;
            }
        }

        return owned;
    }

    private IEnumerable<TimeWindow> Parts(DateTimeOffset until)
    {
        foreach (var stretch in stretches)
        {
            var part = stretch.Within(new(stretch.From, until));
            if (part.Length <= TimeSpan.Zero) continue;
            if (unit is LimitUnit.Hours) yield return part;
            else foreach (var window in calendar.WindowsIn(part)) yield return window;
        }
    }
}
