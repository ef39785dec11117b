using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>How long work may lie before somebody begins: what everybody waits a little is no bottleneck.</summary>
public static class Waiting
{
    /// <summary>
    /// A quarter of the limit, counted as the limit counts; 15 minutes of limits under 4 hours; never more than 8 hours, which is also what a stage without
    /// a limit has, in office hours: whoever waits longer has a stage that stalls.
    /// </summary>
    public static TimeSpan Allowance(Limit? limit, WorkCalendar calendar) => Stall.Patience(limit, calendar);
}
