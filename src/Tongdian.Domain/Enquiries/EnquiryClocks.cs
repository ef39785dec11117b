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

    private readonly ImmutableArray<(Limit Limit, Timeline Timeline, ClockReading Reading)> clocks;
    private readonly WorkCalendar calendar;
    private readonly DateTimeOffset now;

    /// <summary>The clocks of an enquiry.</summary>
    /// <param name="state">The enquiry.</param>
    /// <param name="calendar">For the company's zone; natural hours know no holidays.</param>
    /// <param name="asked">The instant; never before what has happened already.</param>
    public EnquiryClocks(Enquiry state, WorkCalendar calendar, DateTimeOffset asked)
    {
        (this.calendar, now) = (calendar, asked > state.LastAt ? asked : state.LastAt);
        var answers = state.Turns.Select(t => (state.Limits.Answer, Span(t.AskedAt, t.AnsweredAt)));
        var all = state.Kind == EnquiryKind.Fault ? answers.Prepend((state.Limits.TakeOver, Span(state.AskedAt, state.TakenAt))) : answers;
        clocks = [.. all.Select(c => (c.Item1, c.Item2, Clock.Read(c.Item1, c.Item2, calendar, now)))];
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
    public DateTimeOffset? NearAt => Running.OrderBy(c => c.Reading.DueAt).Select(Near).FirstOrDefault();

    /// <summary>How it stands.</summary>
    public EnquiryStanding Standing => Running.Any(c => c.Reading.BreachedAt is not null) ? EnquiryStanding.Late
        : Running.Any(c => c.Reading.Fraction >= NearFrom) ? EnquiryStanding.Near
        : Running.Any() ? EnquiryStanding.OnTime
        : BreachedAt is null ? EnquiryStanding.Answered : EnquiryStanding.AnsweredLate;

    /// <summary>
    /// The first instant after another at which a limit comes near or passes while it still runs: what a watch has to look at next. Null when there is
    /// nothing to watch.
    /// </summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant) =>
        Running.SelectMany(c => new[] { Near(c), c.Reading.DueAt }).Where(at => at > instant).Min();

    private IEnumerable<(Limit Limit, Timeline Timeline, ClockReading Reading)> Running => clocks.Where(c => !c.Reading.Finished);

    private DateTimeOffset? Near((Limit Limit, Timeline Timeline, ClockReading Reading) clock) =>
        Clock.Read(clock.Limit with { Amount = clock.Limit.Amount * NearFrom }, clock.Timeline, calendar, now).DueAt;

    private static Timeline Span(DateTimeOffset from, DateTimeOffset? to) => new([new TimelineSpan(from, to, TimeOwner.Utility)]);
}
