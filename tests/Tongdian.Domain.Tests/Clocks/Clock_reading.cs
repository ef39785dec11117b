using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Clocks.TimeOwner;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Clock_reading
{
    [Fact]
    public void Clock_is_paused_while_the_customer_decides()
    {
        var paused = Open(("2026-03-02 08:00", Utility), ("2026-03-02 11:00", Customer));
        var reading = Hours(48).Read(paused, "2026-03-09 08:00");
        Assert.False(reading.Running);
        Assert.Null(reading.DueAt);
        Assert.Null(reading.BreachedAt);
        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.FromHours(45), 0.0625m), (reading.Used, reading.Left, reading.Fraction));
    }

    [Theory]
    [InlineData(LimitReading.Utility, 4)]
    [InlineData(LimitReading.Elapsed, 15)]
    [InlineData(LimitReading.Customer, 2)]
    [InlineData(LimitReading.ThirdParty, 3)]
    public void Each_reading_counts_its_own_time(LimitReading reading, int hours)
    {
        var timeline = Open(
            ("2026-03-02 08:00", Utility), ("2026-03-02 10:00", Customer), ("2026-03-02 12:00", ThirdParty),
            ("2026-03-02 15:00", ForceMajeure), ("2026-03-02 21:00", Nobody), ("2026-03-03 07:00", Utility));
        Assert.Equal(TimeSpan.FromHours(hours), Clock.Used(timeline, reading, LimitUnit.Hours, China, At("2026-03-03 09:00")));
    }

    [Fact]
    public void Working_units_show_window_time_as_used()
    {
        var timeline = Open(("2026-03-02 10:00", Utility));
        var reading = WorkingDays(2).Read(timeline, "2026-03-03 14:30");
        Assert.Equal(TimeSpan.FromHours(2 + 4 + 3.5 + 1), reading.Used);
    }

    [Fact]
    public void The_fraction_of_working_days_is_window_time_used_over_window_time_until_due()
    {
        var timeline = Open(("2026-03-02 10:00", Utility));
        var monday = WorkingDays(1).Read(timeline, "2026-03-02 17:30");
        Assert.Equal((6m / 13.5m, 0), (monday.Fraction, monday.CountedDays));
        var tuesday = WorkingDays(1).Read(timeline, "2026-03-03 17:30");
        Assert.Equal((1m, 1, At("2026-03-03 17:30")), (tuesday.Fraction, tuesday.CountedDays, tuesday.BreachedAt));
        Assert.Equal(21m / 13.5m, WorkingDays(1).Read(timeline, "2026-03-04 22:00").Fraction);
    }

    [Fact]
    public void A_clock_stands_still_between_two_occurrences_and_continues()
    {
        var sentBack = Open(("2026-03-02 08:00", Utility), ("2026-03-02 11:00", Nobody), ("2026-03-05 08:00", Utility));
        Assert.Null(Hours(4).Read(Open(("2026-03-02 08:00", Utility), ("2026-03-02 11:00", Nobody)), "2026-03-04 08:00").DueAt);
        Assert.Equal(At("2026-03-05 09:00"), Hours(4).Read(sentBack, "2026-03-05 08:00").DueAt);
        Assert.Equal(At("2026-03-05 09:00"), Hours(4, LimitReading.Elapsed).Read(sentBack, "2026-03-05 08:00").DueAt);
    }

    [Fact]
    public void The_day_a_stage_is_entered_again_may_count()
    {
        var sentBack = Open(("2026-03-02 16:00", Utility), ("2026-03-02 17:00", Nobody), ("2026-03-04 08:00", Utility));
        Assert.Equal(At("2026-03-04 17:30"), WorkingDays(1).Read(sentBack, "2026-03-04 08:00").DueAt);
    }

    [Fact]
    public void A_clock_that_stands_still_until_a_known_instant_says_when_it_will_end()
    {
        var later = Open(("2026-03-02 08:00", Utility), ("2026-03-02 11:00", Customer), ("2026-03-05 08:00", Utility));
        foreach (var now in (string[])["2026-03-02 09:00", "2026-03-04 08:00", "2026-03-05 08:30"])
            Assert.Equal(At("2026-03-05 09:00"), Hours(4).Read(later, now).DueAt);
        Assert.Equal((false, TimeSpan.FromHours(1)), (Hours(4).Read(later, "2026-03-04 08:00").Running, Hours(4).Read(later, "2026-03-04 08:00").Left));
        Assert.Null(Hours(2).Read(later, "2026-03-04 08:00").DueAt);
    }

    [Fact]
    public void A_breach_stays_when_the_clock_is_paused_later()
    {
        var paused = Open(("2026-03-02 08:00", Utility), ("2026-03-02 13:00", Customer));
        var reading = Hours(4).Read(paused, "2026-03-09 08:00");
        Assert.Equal(At("2026-03-02 12:00"), reading.BreachedAt);
        Assert.Equal((false, null, TimeSpan.Zero, 1.25m), (reading.Running, reading.DueAt, reading.Left, reading.Fraction));
    }

    [Fact]
    public void A_day_that_reached_half_before_a_pause_counts_and_may_breach()
    {
        var paused = Open(("2026-03-02 10:00", Utility), ("2026-03-03 14:00", Customer));
        var before = WorkingDays(1).Read(paused, "2026-03-03 15:00");
        Assert.Equal((null, TimeSpan.FromHours(2.5), null), (before.DueAt, before.Left, before.BreachedAt));
        Assert.Equal(At("2026-03-03 17:30"), WorkingDays(1).Read(paused, "2026-03-09 08:00").BreachedAt);
    }

    [Fact]
    public void Finishing_stops_the_clock()
    {
        var done = Until("2026-03-02 11:00", ("2026-03-02 08:00", Utility));
        var reading = Hours(4).Read(done, "2026-04-01 08:00");
        Assert.Equal((true, false, TimeSpan.FromHours(3), null), (reading.Finished, reading.Running, reading.Used, reading.BreachedAt));
        Assert.Equal(TimeSpan.FromHours(3), Clock.Used(done, LimitReading.Elapsed, LimitUnit.Hours, China, At("2026-04-01 08:00")));
    }

    [Fact]
    public void A_pause_without_length_at_the_end_changes_nothing()
    {
        var done = Until("2026-03-02 11:00", ("2026-03-02 08:00", Utility), ("2026-03-02 11:00", Customer));
        Assert.Equal(At("2026-03-02 12:00"), Hours(4).Read(done, "2026-04-01 08:00").DueAt);
    }

    [Theory]
    [InlineData("2026-03-02 12:00", null)]
    [InlineData("2026-03-02 12:01", "2026-03-02 12:00")]
    public void Finishing_at_the_due_time_is_in_time_and_a_minute_later_is_not(string end, string? breach)
    {
        var reading = Hours(4).Read(Until(end, ("2026-03-02 08:00", Utility)), "2026-03-09 08:00");
        Assert.Equal(breach is null ? null : At(breach), reading.BreachedAt);
    }

    [Fact]
    public void Changing_the_limit_keeps_every_pause()
    {
        var paused = Open(("2026-03-02 08:00", Utility), ("2026-03-02 09:00", Customer), ("2026-03-02 19:00", Utility));
        Assert.Equal(At("2026-03-02 20:00"), Hours(2).Read(paused, "2026-03-02 19:00").DueAt);
        Assert.Equal(At("2026-03-03 02:00"), Hours(8).Read(paused, "2026-03-02 19:00").DueAt);
    }

    [Fact]
    public void Before_its_start_a_clock_has_used_nothing()
    {
        var reading = Hours(4).Read(Open(("2026-03-02 08:00", Utility)), "2026-03-01 08:00");
        Assert.Equal((false, TimeSpan.Zero, 0m, At("2026-03-02 12:00")), (reading.Running, reading.Used, reading.Fraction, reading.DueAt));
    }

    [Fact]
    public void Gaps_overlaps_and_empty_timelines_are_programming_errors()
    {
        var gap = new Timeline([new(At("2026-03-02 08:00"), At("2026-03-02 09:00"), Utility), new(At("2026-03-02 10:00"), null, Utility)]);
        var open = new Timeline([new(At("2026-03-02 08:00"), null, Utility), new(At("2026-03-02 10:00"), null, Utility)]);
        foreach (var wrong in (Timeline[])[gap, open, new([])])
            Assert.Throws<ArgumentException>(() => Hours(4).Read(wrong, "2026-03-02 12:00"));
    }

    [Theory]
    [InlineData(-1, LimitUnit.Hours)]
    [InlineData(10_001, LimitUnit.Hours)]
    [InlineData(1.5, LimitUnit.WorkingDays)]
    public void Limits_out_of_range_are_programming_errors(double amount, LimitUnit unit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Limit((decimal)amount, unit, LimitReading.Utility).Read(Open(("2026-03-02 08:00", Utility)), "2026-03-02 12:00"));
}
