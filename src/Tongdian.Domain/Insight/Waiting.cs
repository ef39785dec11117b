using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>How long work may lie before somebody begins: what everybody waits a little is no bottleneck.</summary>
public static class Waiting
{
    private static readonly TimeSpan Most = TimeSpan.FromHours(8);
    private static readonly TimeSpan OfShortLimits = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Short = TimeSpan.FromHours(4);

    /// <summary>
    /// A quarter of the limit, counted as the limit counts; 15 minutes of limits under 4 hours; never more than 8 hours, which is also what a stage without
    /// a limit has, in office hours. The same numbers decide when a stage is stalled.
    /// </summary>
    public static TimeSpan Allowance(Limit? limit, WorkCalendar calendar)
    {
        if (limit is null)
            return Most;
        var whole = limit.Unit == LimitUnit.WorkingDays ? calendar.WindowTimePerDay * (double)limit.Amount : TimeSpan.FromHours((double)limit.Amount);
        return whole < Short ? OfShortLimits : whole / 4 < Most ? whole / 4 : Most;
    }
}
