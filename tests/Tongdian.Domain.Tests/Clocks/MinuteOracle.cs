using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Tests.Clocks;

/// <summary>
/// Reads a clock the slow way: one minute after the other, over the plain data of a calendar. Shares no code with the engine. Minutes
/// are counted from the local beginning of 2026.
/// </summary>
internal sealed class MinuteOracle
{
    public const int PerDay = 24 * 60;
    private static readonly DateTime Origin = new(2026, 1, 1);

    private readonly bool[] open;

    public MinuteOracle(WorkCalendar calendar)
    {
        open = new bool[500 * PerDay];
        for (var minute = 0; minute < open.Length; minute++)
        {
            var moment = Origin.AddMinutes(minute);
            var (date, time) = (DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
            var worked = calendar.WorkingDays.Contains(date.DayOfWeek);
            foreach (var year in calendar.Years)
            {
                if (year.DaysOff.Contains(date)) worked = false;
                if (year.WorkingWeekends.Contains(date)) worked = true;
            }

            if (!worked) continue;
            foreach (var window in calendar.Windows)
                if (time >= window.Begin && time < window.End) open[minute] = true;
        }
    }

    public int Minutes => open.Length;

    // In what follows owner[m] is whose minute m is, from the start to where the oracle stops looking.
    public int Used(TimeOwner[] owner, Limit limit, int start, int now)
    {
        var used = 0;
        for (var minute = start; minute < now; minute++)
            if (Owned(owner[minute], limit.Reading) && (limit.Unit == LimitUnit.Hours || open[minute])) used++;
        return used;
    }

    public int? Due(TimeOwner[] owner, Limit limit, int start)
    {
        if (limit.Amount == 0) return start;
        if (limit.Unit == LimitUnit.WorkingDays)
        {
            var days = CountedDayEnds(owner, limit.Reading, start);
            return days.Count >= limit.Amount ? days[(int)limit.Amount - 1] : null;
        }

        var used = 0;
        for (var minute = start; minute < owner.Length; minute++)
        {
            if (Owned(owner[minute], limit.Reading) && (limit.Unit == LimitUnit.Hours || open[minute])) used++;
            if (used == limit.Amount * 60) return minute + 1;
        }

        return null;
    }

    /// <summary>The ends of the counted days.</summary>
    public List<int> CountedDayEnds(TimeOwner[] owner, LimitReading reading, int start)
    {
        var ends = new List<int>();
        for (var day = (start / PerDay) + 1; (day + 1) * PerDay <= owner.Length; day++)
        {
            var (all, owned, end) = (0, 0, 0);
            for (var minute = day * PerDay; minute < (day + 1) * PerDay; minute++)
            {
                if (!open[minute]) continue;
                all++;
                end = minute + 1;
                if (Owned(owner[minute], reading)) owned++;
            }

            if (all > 0 && owned + owned >= all) ends.Add(end);
        }

        return ends;
    }

    public static DateTimeOffset Instant(int minute, TimeSpan offset) => new(Origin.AddMinutes(minute), offset);

    public static bool Owned(TimeOwner owner, LimitReading reading)
    {
        if (owner == TimeOwner.Nobody) return false;
        if (reading == LimitReading.Elapsed) return true;
        return (owner, reading) is (TimeOwner.Utility, LimitReading.Utility) or (TimeOwner.Customer, LimitReading.Customer)
            or (TimeOwner.ThirdParty, LimitReading.ThirdParty);
    }
}
