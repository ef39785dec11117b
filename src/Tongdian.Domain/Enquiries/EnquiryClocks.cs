using System.Collections.Immutable;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Enquiries;

/// <summary>
/// What the clocks of an enquiry say at one instant. Every time the customer asks, a limit of its own begins; of a fault report another runs until
/// somebody has it. All of it is computed from when things happened: that a limit passed stays true whatever is done afterwards.
/// </summary>
public sealed class EnquiryClocks
{
    private const decimal NearFrom = 0.75m;

    private readonly ImmutableArray<One> clocks;
    private readonly WorkCalendar calendar;
    private readonly DateTimeOffset last;
    private readonly DateTimeOffset now;

    /// <summary>The clocks of an enquiry.</summary>
    /// <param name="state">The enquiry.</param>
    /// <param name="calendar">For the company's zone; natural hours know no holidays.</param>
    /// <param name="asked">The instant; never before what has happened already.</param>
    public EnquiryClocks(Enquiry state, WorkCalendar calendar, DateTimeOffset asked)
    {
        (this.calendar, last, now) = (calendar, state.LastAt, asked > state.LastAt ? asked : state.LastAt);
        var plans = state.Limits.Plan is { } plan ? state.Turns.SelectMany((t, i) => Mending(plan, t, i + 1)) : [];
        // The answer to what was asked last comes last.
        ImmutableArray<One> answers = [.. plans, .. state.Turns.Select((t, i) => Read(EnquiryLimit.Answer, i + 1, state.Limits.Answer, t.AskedAt, t.AnsweredAt))];
        clocks = state.Kind == EnquiryKind.Fault
            ? [Read(EnquiryLimit.TakeOver, 1, state.Limits.TakeOver, state.AskedAt, state.TakenAt), .. answers]
            : answers;
        TakeOver = state.Kind == EnquiryKind.Fault ? clocks[0].Reading : null;
    }

    /// <summary>Until somebody has the fault; null for what is no fault report.</summary>
    public ClockReading? TakeOver { get; }

    /// <summary>Until the answer to what the customer asked last.</summary>
    public ClockReading Answer => clocks[^1].Reading;

    /// <summary>When a limit first passed; null when none ever did. It stays.</summary>
    public DateTimeOffset? BreachedAt => clocks.Min(c => c.Reading.BreachedAt);

    /// <summary>When the first of the running limits ends; null when nothing is owed.</summary>
    public DateTimeOffset? DueAt => Running.Min(c => c.Reading.DueAt);

    /// <summary>When three quarters of the first of the running limits are used; null when nothing is owed.</summary>
    public DateTimeOffset? NearAt => Running.OrderBy(c => c.Reading.DueAt).SelectMany(Watched).FirstOrDefault(t => t.Threshold == Threshold.Near)?.At;

    /// <summary>How it stands.</summary>
    public EnquiryStanding Standing => Running.Any(c => c.Reading.BreachedAt is not null) ? EnquiryStanding.Late
        : Running.Any(c => c.Reading.Fraction >= NearFrom) ? EnquiryStanding.Near
        : Running.Any() ? EnquiryStanding.OnTime
        : BreachedAt is null ? EnquiryStanding.Answered : EnquiryStanding.AnsweredLate;

    /// <summary>
    /// What was reached by the instant, in order: of the limits that run, and of those that the last fact ended. So whoever asks at every fact, and at
    /// every instant that <see cref="NextAfter"/> gives, hears of everything, however late it is asked.
    /// </summary>
    public IEnumerable<EnquiryThreshold> Reached => clocks.Where(c => !c.Reading.Finished || c.Timeline.Spans[^1].To == last)
        .SelectMany(Watched).Where(t => t.At <= now).OrderBy(t => t.At);

    /// <summary>
    /// The first instant after another at which a limit comes near or passes while it still runs: what a watch has to look at next. Null when there is
    /// nothing to watch.
    /// </summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant) => Running.SelectMany(Watched).Where(t => t.At > instant).Min(t => (DateTimeOffset?)t.At);

    private IEnumerable<One> Running => clocks.Where(c => !c.Reading.Finished);

    private IEnumerable<EnquiryThreshold> Watched(One clock) => Clock.Thresholds(clock.Limit, clock.Timeline, calendar, now)
        .Where(t => t.Threshold is Threshold.Near or Threshold.Breach).Select(t => new EnquiryThreshold(clock.Name, clock.Occurrence, t.Threshold, t.At));

    // A plan is owed until there is one, and a word with the customer by the end of the day after its last.
    private IEnumerable<One> Mending(Limit plan, EnquiryTurn turn, int occurrence)
    {
        yield return Read(EnquiryLimit.Plan, occurrence, plan, turn.AskedAt, turn.PlannedAt ?? turn.EndedAt);
        if (turn is { PlannedAt: { } planned, Until: { } until } && EndOf(until.AddDays(1)) is var by && by > planned)
            yield return Read(EnquiryLimit.FollowUp, occurrence, new Limit((decimal)(by - planned).TotalHours, LimitUnit.Hours, LimitReading.Elapsed), planned, turn.EndedAt);
    }

    private DateTimeOffset EndOf(DateOnly day) => calendar.StartOf(day.AddDays(1));

    private One Read(EnquiryLimit name, int occurrence, Limit limit, DateTimeOffset from, DateTimeOffset? to)
    {
        var timeline = new Timeline([new TimelineSpan(from, to, TimeOwner.Utility)]);
        return new One(name, occurrence, limit, timeline, Clock.Read(limit, timeline, calendar, now));
    }

    private sealed record One(EnquiryLimit Name, int Occurrence, Limit Limit, Timeline Timeline, ClockReading Reading);
}
