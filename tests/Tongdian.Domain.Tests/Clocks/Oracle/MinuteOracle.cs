namespace Tongdian.Domain.Tests.Clocks.Oracle;

/// <summary>Reads a clock the slow way: one minute after the other. Shares neither code nor types with the engine.</summary>
internal sealed class MinuteOracle
{
    public const int PerDay = 24 * 60;

    // Further than anything that is asked; whoever has the last known minute keeps it.
    private const int Horizon = 400;

    private readonly DateOnly origin;
    private readonly Almanac almanac;
    private readonly bool[] worked = new bool[Horizon];

    public MinuteOracle(DateOnly origin, Almanac almanac)
    {
        (this.origin, this.almanac) = (origin, almanac);
        for (var day = 0; day < Horizon; day++)
        {
            var date = origin.AddDays(day);
            worked[day] = almanac.Worked.Contains(date) || (almanac.Week.Contains(date.DayOfWeek) && !almanac.Off.Contains(date));
        }
    }

    public bool IsWorked(DateOnly date) => worked[date.DayNumber - origin.DayNumber];

    /// <summary>What the clock says.</summary>
    /// <param name="allowed">The limit.</param>
    /// <param name="whose">Whose a minute is, for ever.</param>
    /// <param name="settled">A minute after which it stays who it is.</param>
    /// <param name="start">The first minute.</param>
    /// <param name="end">The minute after the last; null while it is open.</param>
    /// <param name="now">The minute that is asked about.</param>
    public Answer Read(Allowance allowed, Func<int, Whose> whose, int settled, int start, int? end, int now)
    {
        var finished = end <= now;
        var asOf = finished ? end!.Value : now;
        var used = Used(allowed, whose, start, asOf);
        var due = Due(allowed, whose, start, settled);
        var owned = Owned(whose(finished ? asOf - 1 : Math.Max(asOf, start)), allowed.Counting);
        var returns = !owned && !finished && ComesBack(allowed, whose, Math.Max(asOf, start), settled);
        var breached = finished ? due < asOf : due <= asOf;

        var ahead = due;
        Func<int, Whose> seen = whose;
        if (ahead is null || !(owned || returns))
        {
            var from = Math.Max(asOf, start);
            var counted = allowed.Counting switch { Counting.Customer => Whose.Customer, Counting.Permits => Whose.Permits, _ => Whose.Company };
            seen = minute => minute >= from ? counted : whose(minute);
            ahead = Due(allowed, seen, start, Math.Max(settled, from));
        }

        var whole = Used(allowed, seen, start, ahead!.Value);
        return new Answer(
            used,
            allowed.Measure == Measure.OfficeDays ? CountedDays(allowed.Counting, whose, start, asOf) : null,
            owned || (returns && due > asOf) ? due : null,
            Math.Max(0, whole - used),
            whole > 0 ? (decimal)used / whole : asOf >= start ? 1 : 0,
            owned && !finished && asOf >= start,
            allowed is { Amount: > 0, Measure: not Measure.Minutes } && Reaches(start, ahead.Value),
            breached ? due : null,
            finished);
    }

    /// <summary>The minute at which the amount is reached; null when it never is.</summary>
    public int? Due(Allowance allowed, Func<int, Whose> whose, int start, int settled)
    {
        if (allowed.Amount == 0) return start;
        var stays = Owned(whose(settled), allowed.Counting);
        var (used, days, all, mine, close) = (0, 0, 0, 0, 0);
        for (var minute = start; ; minute++)
        {
            if (allowed.Measure == Measure.OfficeDays)
            {
                // A day is judged when it is over, whoever has the rest of it.
                if (minute % PerDay == 0 && minute > start)
                {
                    if (all > 0 && mine + mine >= all && minute / PerDay > (start / PerDay) + 1 && ++days == allowed.Amount) return close;
                    (all, mine) = (0, 0);
                    if (!stays && minute > settled) return null;
                }

                if (!IsOffice(minute)) continue;
                all++;
                close = minute + 1;
                if (Owned(whose(minute), allowed.Counting)) mine++;
            }
            else
            {
                if (!stays && minute > settled) return null;
                if (Counts(allowed, whose, minute) && ++used == allowed.Amount) return minute + 1;
            }
        }
    }

    public static bool Owned(Whose whose, Counting counting) => counting switch
    {
        Counting.Company => whose == Whose.Company,
        Counting.Customer => whose == Whose.Customer,
        Counting.Permits => whose == Whose.Permits,
        _ => whose != Whose.NotOpen,
    };

    private int Used(Allowance allowed, Func<int, Whose> whose, int start, int until)
    {
        var used = 0;
        for (var minute = start; minute < until; minute++)
            if (Counts(allowed, whose, minute)) used++;
        return used;
    }

    // The days that are over, not the first, in which at least half of the office minutes were owned.
    private int CountedDays(Counting counting, Func<int, Whose> whose, int start, int asOf)
    {
        var days = 0;
        for (var day = (start / PerDay) + 1; (day * PerDay) + almanac.Windows[^1].End <= asOf; day++)
        {
            var (all, mine) = (0, 0);
            for (var minute = day * PerDay; minute < (day + 1) * PerDay; minute++)
            {
                if (!IsOffice(minute)) continue;
                all++;
                if (Owned(whose(minute), counting)) mine++;
            }

            if (all > 0 && mine + mine >= all) days++;
        }

        return days;
    }

    private static bool ComesBack(Allowance allowed, Func<int, Whose> whose, int from, int settled)
    {
        for (var minute = from; minute <= settled; minute++)
            if (Owned(whose(minute), allowed.Counting)) return true;
        return false;
    }

    private bool Reaches(int start, int due)
    {
        for (var year = origin.AddDays(start / PerDay).Year; year <= origin.AddDays(due / PerDay).Year; year++)
            if (!almanac.AnnouncedYears.Contains(year)) return true;
        return false;
    }

    private bool Counts(Allowance allowed, Func<int, Whose> whose, int minute) =>
        (allowed.Measure == Measure.Minutes || IsOffice(minute)) && Owned(whose(minute), allowed.Counting);

    private bool IsOffice(int minute)
    {
        if (!worked[minute / PerDay]) return false;
        var time = minute % PerDay;
        foreach (var (begin, end) in almanac.Windows)
            if (time >= begin && time < end) return true;
        return false;
    }
}
