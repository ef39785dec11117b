using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>A limit that was kept or missed in a week.</summary>
/// <param name="By">What it counts for.</param>
/// <param name="Code">Which process, stage, region or department.</param>
/// <param name="Elapsed">Everybody's time counted; else the limit as it is meant.</param>
/// <param name="HoursLate">How long it was late by the end of the week, by the clock; null when it was kept.</param>
internal sealed record Decided(RateBy By, string Code, bool Elapsed, double? HoursLate);

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
        foreach (var pass in history.Passes.Where(p => p.Limit is not null))
        {
            var done = pass.End is PassEnd.Completed or PassEnd.Defects ? pass.To : null;
            foreach (var (elapsed, breached) in new[] { (false, pass.BreachedAt), (true, pass.ElapsedBreachedAt) })
            {
                // A limit that had passed before the stage was entered again was decided then.
                if (breached < pass.From)
                    continue;
                Decide(RateBy.Stage, pass.Stage, elapsed, done, breached);
                if (pass.Department is { } department)
                    Decide(RateBy.Department, department, elapsed, done, breached);
            }
        }

        var promise = history.Promise;
        foreach (var (by, code) in new[] { (RateBy.Process, history.Process), (RateBy.Region, history.Region) })
        {
            Decide(by, code, false, promise.DoneAt, promise.BreachedAt);
            Decide(by, code, true, promise.DoneAt, promise.ElapsedBreachedAt);
        }

        return decided;

        void Decide(RateBy by, string code, bool elapsed, DateTimeOffset? done, DateTimeOffset? breached)
        {
            if ((breached ?? done) is not { } at || at < week.From || at >= week.To)
                return;
            var end = done < week.To ? done.Value : week.To;
            decided.Add(new Decided(by, code, elapsed, breached is { } late ? Math.Max((end - late).TotalHours, 0) : null));
        }
    }
}
