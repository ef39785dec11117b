using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Clocks;

public static partial class Clock
{
    // Far enough from the ends of what DateTimeOffset holds for every amount in every calendar.
    private const int FirstYear = 1900;
    private const int LastYear = 2900;

    /// <summary>
    /// When an amount from an instant on is due, if nothing pauses it. Errors: <c>clock.amount</c> (below 0 or above
    /// <see cref="MostAmount"/>), <c>clock.whole-days</c> (a fraction of a working day), <c>clock.from</c> (a year out of all reason),
    /// <c>clock.unit</c>.
    /// </summary>
    public static Result<DueExplanation> DueFrom(DateTimeOffset from, decimal amount, LimitUnit unit, WorkCalendar calendar)
    {
        if (unit is not (LimitUnit.Hours or LimitUnit.WorkingHours or LimitUnit.WorkingDays)) return Refused("unit", "clock.unit");
        if (amount is < 0 or > MostAmount)
            return Refused("amount", "clock.amount", ("most", MostAmount.ToString(CultureInfo.InvariantCulture)));
        if (unit is LimitUnit.WorkingDays && !decimal.IsInteger(amount)) return Refused("amount", "clock.whole-days");
        if (from.Year is < FirstYear or > LastYear) return Refused("from", "clock.from");

        var time = From(from, unit, calendar);
        var due = time.Due(amount)!.Value;
        var stretch = new TimeWindow(calendar.Local(from), calendar.Local(due));
        if (due == from) return new DueExplanation(stretch.To, [], [], Provisional: false);
        return new DueExplanation(
            stretch.To,
            unit switch
            {
                LimitUnit.Hours => [stretch],
                LimitUnit.WorkingHours => [.. calendar.WindowsIn(stretch)],
                _ => [.. DaysOver(time, calendar, due).SelectMany(calendar.WindowsOn)],
            },
            unit is LimitUnit.Hours ? [] : Skipped(calendar, calendar.DateOf(from), calendar.DateOf(due)),
            ReachesProvisional(unit, calendar, from, due));
    }

    /// <summary>The instant of <see cref="DueFrom"/> without what explains it, for the amount of a limit.</summary>
    internal static DateTimeOffset DueAt(DateTimeOffset from, decimal amount, LimitUnit unit, WorkCalendar calendar) =>
        calendar.Local(From(from, unit, calendar).Due(amount)!.Value);

    private static CountedTime From(DateTimeOffset from, LimitUnit unit, WorkCalendar calendar) =>
        CountedTime.Of([new(from, null, TimeOwner.Utility)], LimitReading.Utility, unit, calendar);

    private static ImmutableArray<SkippedDay> Skipped(WorkCalendar calendar, DateOnly first, DateOnly last)
    {
        var skipped = ImmutableArray.CreateBuilder<SkippedDay>();
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var kind = calendar.KindOf(date);
            if (kind is not DayKind.Working) skipped.Add(new(date, kind));
        }

        return skipped.ToImmutable();
    }

    private static Error Refused(string field, string code, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var error = new FieldError(field, code);
        foreach (var (name, value) in values) error = error.With(name, value);
        return new Error(ErrorKind.Invalid, code).For([error]);
    }
}
