using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>A limit that was kept or missed in a week.</summary>
/// <param name="By">What it counts for.</param>
/// <param name="Code">Which process, stage, region or department.</param>
/// <param name="Elapsed">Everybody's time counted; else the limit as it is meant.</param>
/// <param name="HoursLate">How long it was late by the end of the week, by the clock; null when it was kept.</param>
internal sealed record Decided(RateBy By, string Code, bool Elapsed, double? HoursLate);

/// <summary>What became of a limit.</summary>
/// <param name="HoursLate">How long it was late by the end of the week, by the clock; null when it was kept.</param>
internal sealed record Outcome(double? HoursLate);

/// <summary>What was on time and what was late.</summary>
/// <remarks>
/// A pass through a stage is decided once, in the week in which it is done in time or its limit passes, whichever comes first. So what is late and
/// still open counts as late at once, and nothing counts twice. The promise of a case is decided in the same way; a case that was withdrawn in time is not
/// decided at all.
/// </remarks>
internal static class OnTime
{
    /// <summary>What was decided of a case in a week.</summary>
    public static IEnumerable<Decided> Decided(CaseHistory history, TimeWindow week)
    {
        var decided = new List<Decided>();
        foreach (var pass in history.Passes)
        {
            foreach (var (elapsed, breached) in new[] { (false, pass.BreachedAt), (true, pass.ElapsedBreachedAt) })
            {
                if (Of(pass, breached, week) is not { } outcome)
                    continue;
                decided.Add(new Decided(RateBy.Stage, pass.Stage, elapsed, outcome.HoursLate));
                if (pass.Department is { } department)
                    decided.Add(new Decided(RateBy.Department, department, elapsed, outcome.HoursLate));
            }
        }

        var promise = history.Promise;
        foreach (var (by, code) in new[] { (RateBy.Process, history.Process), (RateBy.Region, history.Region) })
        {
            foreach (var (elapsed, breached) in new[] { (false, promise.BreachedAt), (true, promise.ElapsedBreachedAt) })
            {
                if (Of(promise.DoneAt, breached, week) is { } outcome)
                    decided.Add(new Decided(by, code, elapsed, outcome.HoursLate));
            }
        }

        return decided;
    }

    /// <summary>How a pass was decided in a week, by when its limit passed; null when it was not, or has no limit.</summary>
    public static Outcome? Of(StagePass pass, DateTimeOffset? breached, TimeWindow week) =>
        // A limit that had passed before the stage was entered again was decided then.
        pass.Limit is null || breached < pass.From ? null : Of(pass.End is PassEnd.Completed or PassEnd.Defects ? pass.To : null, breached, week);

    private static Outcome? Of(DateTimeOffset? done, DateTimeOffset? breached, TimeWindow week)
    {
        if ((breached ?? done) is not { } at || at < week.From || at >= week.To)
            return null;
        var end = done < week.To ? done.Value : week.To;
        return new Outcome(breached is { } late ? Math.Max((end - late).TotalHours, 0) : null);
    }
}
