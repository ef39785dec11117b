using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Feedback;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Insight;

/// <summary>What teams are appraised by. The numbers are stored: never change them.</summary>
public enum Measure
{
    /// <summary>Stages within their limits.</summary>
    OnTime = 1,

    /// <summary>Customers who were told before their promise was missed.</summary>
    LateNotice = 2,

    /// <summary>What customers thought.</summary>
    Evaluation = 3,

    /// <summary>What became of it when a customer was not satisfied.</summary>
    Recovery = 4,
}

/// <summary>A team: those of a department who work in a region.</summary>
/// <param name="Department">Code of the department.</param>
/// <param name="Region">Code of the region of the site.</param>
public sealed record Team(string Department, string Region)
{
    /// <summary>The team of a department; what no department does counts for customer service.</summary>
    public static Team Of(string? department, string region) => new(department ?? Departments.CustomerService, region);
}

/// <summary>
/// One thing that counts for a team. What it is does not depend on where it was read: the same facts, from whatever source, make the same.
/// </summary>
/// <param name="Measure">What for.</param>
/// <param name="Team">For whom.</param>
/// <param name="What">Which within its case: a stage (<c>survey</c>, passed again <c>survey 2</c>), <c>promise</c>, the number of a recovery.</param>
/// <param name="Good">On time; told before; nothing so-so or worse; satisfied in the end.</param>
/// <param name="Value">
/// Hours late, or until the customer was told, by the end of the week, 0 when there were none; the mean of a rating's four levels, 1 to 5; of a recovery 1 when no limit
/// passed, else 0.
/// </param>
public sealed record Counted(Measure Measure, Team Team, string What, bool Good, double Value)
{
    /// <summary>What of a case's history counts in a week: stages that were decided in it, and the promise if it was missed in it.</summary>
    /// <param name="history">What happened, known up to the end of the week.</param>
    /// <param name="departmentOf">The department of a staff user; null when nobody knows.</param>
    /// <param name="week">The week.</param>
    public static IEnumerable<Counted> Of(CaseHistory history, Func<string, string?> departmentOf, TimeWindow week)
    {
        foreach (var passes in history.Passes.GroupBy(p => p.Stage))
        {
            foreach (var (index, pass) in passes.Index())
            {
                // A customer's stage has a limit that is nobody's to keep.
                if (pass.Department is { } department && OnTime.Of(pass, pass.BreachedAt, week) is { } outcome)
                    yield return new Counted(Measure.OnTime, new Team(department, history.Region), index == 0 ? pass.Stage : $"{pass.Stage} {index + 1}", outcome.HoursLate is null, Rounded(outcome.HoursLate ?? 0));
            }
        }

        if (history.Promise is not { BreachedAt: { } missed } || missed < week.From || missed >= week.To)
            yield break;
        var told = history.Promise.ToldAt;
        yield return new Counted(
            Measure.LateNotice, Team.Of(departmentOf(history.Owner), history.Region), "promise", told < missed, told < missed ? 0 : Rounded(((told ?? week.To) - missed).TotalHours));
    }

    /// <summary>A rating that was given.</summary>
    public static Counted Of(Rating rating, string stage, Team team) =>
        new(Measure.Evaluation, team, stage, !rating.NeedsRecovery, (rating.Attitude + rating.Skill + rating.Speed + rating.Compliance) / 4.0);

    /// <summary>A recovery as it stands at an instant.</summary>
    public static Counted Of(Enquiry recovery, Team team, WorkCalendar calendar, DateTimeOffset now) => new(
        Measure.Recovery, team, recovery.Number.Value, recovery is { Status: EnquiryStatus.Closed, Judged: true }, new EnquiryClocks(recovery, calendar, now).BreachedAt is null ? 1 : 0);

    private static double Rounded(double hours) => Math.Round(hours, 4);
}
