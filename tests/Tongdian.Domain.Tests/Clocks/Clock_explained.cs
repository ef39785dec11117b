using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Clocks.TimeOwner;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Clock_explained
{
    [Fact]
    public void Explanation_of_working_hours_names_windows_pauses_and_closed_time()
    {
        var timeline = new Timeline(
        [
            new(At("2026-03-06 16:30"), At("2026-03-09 08:45"), Utility),
            new(At("2026-03-09 08:45"), At("2026-03-09 14:00"), Customer, "missing-document"),
            new(At("2026-03-09 14:00"), null, Utility),
        ]);
        Assert.Equal(
        [
            Span("2026-03-06 16:30", "2026-03-06 17:30", Utility, null),
            Span("2026-03-06 17:30", "2026-03-07 00:00", Utility, NotCounted.OutsideWindows),
            Span("2026-03-07 00:00", "2026-03-09 00:00", Utility, NotCounted.Weekend),
            Span("2026-03-09 00:00", "2026-03-09 08:30", Utility, NotCounted.OutsideWindows),
            Span("2026-03-09 08:30", "2026-03-09 08:45", Utility, null),
            Span("2026-03-09 08:45", "2026-03-09 14:00", Customer, NotCounted.OtherOwner) with { Reason = "missing-document" },
            Span("2026-03-09 14:00", "2026-03-09 15:00", Utility, null),
        ],
            Clock.Explain(WorkingHours(8), timeline, China, At("2026-03-09 15:00")));
    }

    [Fact]
    public void Explanation_of_working_days_says_why_a_day_does_not_count()
    {
        // Thursday 30 April, Labour Day to 5 May, Wednesday mostly the customer's, Thursday counted, Friday not over.
        var timeline = Open(("2026-04-30 17:00", Utility), ("2026-05-06 10:00", Customer), ("2026-05-06 17:00", Utility));
        var spans = Clock.Explain(WorkingDays(3), timeline, China, At("2026-05-08 09:30"));
        Assert.Equal(
        [
            Span("2026-04-30 17:00", "2026-04-30 17:30", Utility, NotCounted.StartDay),
            Span("2026-05-01 00:00", "2026-05-06 00:00", Utility, NotCounted.Holiday),
            Span("2026-05-06 08:30", "2026-05-06 10:00", Utility, NotCounted.LessThanHalf),
            Span("2026-05-06 10:00", "2026-05-06 17:00", Customer, NotCounted.OtherOwner),
            Span("2026-05-06 17:00", "2026-05-06 17:30", Utility, NotCounted.LessThanHalf),
            Span("2026-05-07 08:30", "2026-05-07 12:00", Utility, null),
            Span("2026-05-07 13:30", "2026-05-07 17:30", Utility, null),
            Span("2026-05-08 08:30", "2026-05-08 09:30", Utility, NotCounted.DayNotOver),
        ],
            spans.Where(span => span.Why is not NotCounted.OutsideWindows));
    }

    [Fact]
    public void Explanation_of_natural_hours_leaves_out_pauses_and_gaps()
    {
        var timeline = Until("2026-03-09 08:00",
            ("2026-03-06 16:30", Utility), ("2026-03-07 08:00", ForceMajeure), ("2026-03-08 08:00", Nobody), ("2026-03-08 18:00", Utility));
        Assert.Equal(
        [
            Span("2026-03-06 16:30", "2026-03-07 08:00", Utility, null),
            Span("2026-03-07 08:00", "2026-03-08 08:00", ForceMajeure, NotCounted.OtherOwner),
            Span("2026-03-08 08:00", "2026-03-08 18:00", Nobody, NotCounted.NotOpen),
            Span("2026-03-08 18:00", "2026-03-09 08:00", Utility, null),
        ],
            Clock.Explain(Hours(48), timeline, China, At("2026-03-20 08:00")));
    }

    [Fact]
    public void A_last_day_cut_short_by_the_end_is_not_counted_later()
    {
        var done = Until("2026-03-03 15:00", ("2026-03-02 16:00", Utility));
        var spans = Clock.Explain(WorkingDays(1), done, China, At("2026-03-20 08:00"));
        Assert.Equal(NotCounted.DayNotOver, spans[^1].Why);
        Assert.DoesNotContain(spans, span => span.Counted);
        Assert.Equal(0, WorkingDays(1).Read(done, "2026-03-20 08:00").CountedDays);
    }

    private static ExplainedSpan Span(string from, string to, TimeOwner owner, NotCounted? why) =>
        new(At(from), At(to), owner, null, why is null, why);
}
