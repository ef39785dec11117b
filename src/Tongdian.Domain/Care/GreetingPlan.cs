using System.Globalization;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Care;

/// <summary>What customers are greeted for, or given a tip of the season.</summary>
public enum Occasion
{
    /// <summary>元旦.</summary>
    NewYear = 1,

    /// <summary>春节, the first day of the lunar year.</summary>
    SpringFestival = 2,

    /// <summary>劳动节.</summary>
    LabourDay = 3,

    /// <summary>端午节, the fifth of the fifth lunar month.</summary>
    DragonBoat = 4,

    /// <summary>中秋节, the fifteenth of the eighth lunar month.</summary>
    MidAutumn = 5,

    /// <summary>国庆节; also when the Mid-Autumn Festival lies in the same days off.</summary>
    NationalDay = 6,

    /// <summary>The summer peak of consumption begins.</summary>
    SummerPeak = 7,

    /// <summary>The season of heating begins.</summary>
    WinterHeating = 8,
}

/// <summary>A greeting that goes out.</summary>
/// <param name="Occasion">For what.</param>
/// <param name="Key">By what it is known, e.g. <c>2026-SpringFestival</c>: there is one of each.</param>
/// <param name="First">The first day off; of a season its first day.</param>
/// <param name="From">From this instant on.</param>
/// <param name="Until">After this it is not sent any more.</param>
public sealed record PlannedGreeting(Occasion Occasion, string Key, DateOnly First, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>It is a season, no holiday.</summary>
    public bool IsSeason => Occasion is Occasion.SummerPeak or Occasion.WinterHeating;
}

/// <summary>
/// Which greetings there are, from the days off of a calendar: each stretch of days off is named for the festival that lies in it. One without (the day of
/// sweeping tombs is no day for wishes) has none. What goes out begins at nine in the morning of the day before, and nobody is greeted after noon of the first day.
/// </summary>
public static class GreetingPlan
{
    private const int Morning = 9;
    private const int Noon = 12;
    private const int Evening = 20;
    private const int SummerMonth = 7;
    private const int WinterMonth = 11;
    private const int MidMonth = 15;

    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>Every greeting of the years that the calendar has data for, the earliest first.</summary>
    public static IReadOnlyList<PlannedGreeting> All(WorkCalendar calendar) =>
        [.. Holidays(calendar).Concat(calendar.Years.SelectMany(y => Seasons(calendar, y.Year))).OrderBy(g => g.From)];

    /// <summary>The greetings that go out at an instant.</summary>
    public static IReadOnlyList<PlannedGreeting> Due(WorkCalendar calendar, DateTimeOffset now) => [.. All(calendar).Where(g => g.From <= now && now < g.Until)];

    /// <summary>What goes out now or next; null when the calendar does not reach that far.</summary>
    public static PlannedGreeting? Next(WorkCalendar calendar, DateTimeOffset now) => All(calendar).FirstOrDefault(g => now < g.Until);

    private static IEnumerable<PlannedGreeting> Holidays(WorkCalendar calendar)
    {
        foreach (var days in Stretches(calendar.Years.SelectMany(y => y.DaysOff).Order()))
        {
            if (Named(days) is { } occasion)
            {
                var (first, year) = (days[0], days[^1].Year);
                yield return new PlannedGreeting(
                    occasion, $"{year.ToString(CultureInfo.InvariantCulture)}-{occasion}", first, At(calendar, first.AddDays(-1), Morning), At(calendar, first, Noon));
            }
        }
    }

    private static IEnumerable<PlannedGreeting> Seasons(WorkCalendar calendar, int year)
    {
        foreach (var (occasion, first) in new[] { (Occasion.SummerPeak, new DateOnly(year, SummerMonth, 1)), (Occasion.WinterHeating, new DateOnly(year, WinterMonth, MidMonth)) })
            yield return new PlannedGreeting(occasion, $"{year.ToString(CultureInfo.InvariantCulture)}-{occasion}", first, At(calendar, first, Morning), At(calendar, first, Evening));
    }

    private static DateTimeOffset At(WorkCalendar calendar, DateOnly day, int hour) => calendar.StartOf(day).AddHours(hour);

    private static IEnumerable<List<DateOnly>> Stretches(IEnumerable<DateOnly> days)
    {
        var stretch = new List<DateOnly>();
        foreach (var day in days)
        {
            if (stretch.Count > 0 && day > stretch[^1].AddDays(1))
            {
                yield return stretch;
                stretch = [];
            }

            stretch.Add(day);
        }

        if (stretch.Count > 0)
            yield return stretch;
    }

    private static Occasion? Named(List<DateOnly> days)
    {
        if (days.Exists(d => IsLunar(d, 1, 1)))
            return Occasion.SpringFestival;
        if (days.Exists(d => d is { Month: 10, Day: 1 }))
            return Occasion.NationalDay;
        if (days.Exists(d => IsLunar(d, 8, MidMonth)))
            return Occasion.MidAutumn;
        if (days.Exists(d => IsLunar(d, 5, 5)))
            return Occasion.DragonBoat;
        if (days.Exists(d => d is { Month: 5, Day: 1 }))
            return Occasion.LabourDay;
        return days.Exists(d => d is { Month: 1, Day: 1 }) ? Occasion.NewYear : null;
    }

    private static bool IsLunar(DateOnly date, int month, int day)
    {
        var time = date.ToDateTime(TimeOnly.MinValue);
        if (time < Lunar.MinSupportedDateTime || time > Lunar.MaxSupportedDateTime || Lunar.GetDayOfMonth(time) != day)
            return false;
        // A leap month has the number after the month that it repeats, and moves all that follow; festivals are not in it.
        var (counted, leap) = (Lunar.GetMonth(time), Lunar.GetLeapMonth(Lunar.GetYear(time)));
        return counted != leap && (leap > 0 && counted > leap ? counted - 1 : counted) == month;
    }
}
