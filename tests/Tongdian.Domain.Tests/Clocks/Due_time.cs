using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Clocks.TimeOwner;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Due_time
{
    [Theory]
    [InlineData("2026-02-13 16:30", 4, "2026-02-14 11:30")] // a make-up Saturday before Spring Festival
    [InlineData("2026-02-14 16:30", 4, "2026-02-24 11:30")] // over Spring Festival
    [InlineData("2026-03-03 11:30", 1, "2026-03-03 14:00")] // over the lunch break
    [InlineData("2026-03-03 08:30", 3.5, "2026-03-03 12:00")] // ends with a window, not at the next one's begin
    [InlineData("2026-03-03 12:30", 0.5, "2026-03-03 14:00")] // begins in the lunch break
    [InlineData("2026-03-03 22:00", 1, "2026-03-04 09:30")] // begins at night
    [InlineData("2026-03-07 10:00", 7.5, "2026-03-09 17:30")] // begins at a weekend
    [InlineData("2026-03-03 05:00", 0.25, "2026-03-03 08:45")] // begins before the office opens
    public void Working_hours_count_only_inside_windows(string start, double amount, string due) =>
        Assert.Equal(At(due), WorkingHours((decimal)amount).DueAt(start));

    [Theory]
    [InlineData("2026-09-30 16:00", 3, "2026-10-10 17:30")] // 8, 9 and the make-up Saturday
    [InlineData("2026-02-13 16:30", 1, "2026-02-14 17:30")]
    [InlineData("2026-02-13 16:30", 2, "2026-02-24 17:30")]
    [InlineData("2026-03-02 00:00", 1, "2026-03-03 17:30")] // the day of the start does not count, however early
    [InlineData("2026-03-07 10:00", 1, "2026-03-09 17:30")]
    [InlineData("2026-03-06 10:00", 5, "2026-03-13 17:30")]
    public void Working_days_end_with_the_last_window_of_the_last_day(string start, int amount, string due) =>
        Assert.Equal(At(due), WorkingDays(amount).DueAt(start));

    [Fact]
    public void Natural_hours_count_nights_and_holidays() => Assert.Equal(At("2026-02-17 16:30"), Hours(96).DueAt("2026-02-13 16:30"));

    [Fact]
    public void A_day_the_customer_has_moves_the_due_time_to_the_next_working_day()
    {
        var paused = Open(("2026-09-30 16:00", Utility), ("2026-10-08 00:00", Customer), ("2026-10-09 00:00", Utility));
        Assert.Equal(At("2026-10-12 17:30"), WorkingDays(3).Read(paused, "2026-10-09 09:00").DueAt);
    }

    [Theory]
    [InlineData("2026-10-08 13:45", "2026-10-10 17:30")] // 3 h 45 of 7 h 30 lost: exactly half is left
    [InlineData("2026-10-08 13:46", "2026-10-12 17:30")]
    public void A_working_day_counts_from_half_of_its_window_time(string resumed, string due)
    {
        var paused = Open(("2026-09-30 16:00", Utility), ("2026-10-08 08:30", Customer), (resumed, Utility));
        Assert.Equal(At(due), WorkingDays(3).Read(paused, resumed).DueAt);
    }

    [Fact]
    public void A_pause_across_closed_hours_costs_only_the_window_time_in_it()
    {
        // Friday 16:30 to Monday 09:30: one hour of Friday and one of Monday.
        var paused = Open(("2026-03-06 15:30", Utility), ("2026-03-06 16:30", Customer), ("2026-03-09 09:30", Utility));
        Assert.Equal(At("2026-03-09 10:30"), WorkingHours(2).Read(paused, "2026-03-09 09:30").DueAt);
    }

    [Fact]
    public void A_limit_of_zero_is_due_at_its_start_even_outside_windows()
    {
        foreach (var limit in (Limit[])[Hours(0), WorkingHours(0), WorkingDays(0)])
        {
            var reading = limit.Read(Open(("2026-03-07 10:00", Utility)), "2026-03-07 10:00");
            Assert.Equal(At("2026-03-07 10:00"), reading.DueAt);
            Assert.Equal(At("2026-03-07 10:00"), reading.BreachedAt);
            Assert.Equal((TimeSpan.Zero, 1m), (reading.Left, reading.Fraction));
        }
    }

    [Fact]
    public void A_limit_of_zero_is_kept_by_finishing_at_once()
    {
        var done = Until("2026-03-07 10:00", ("2026-03-07 10:00", Utility));
        Assert.Null(Hours(0).Read(done, "2026-03-08 10:00").BreachedAt);
    }

    [Fact]
    public void The_largest_limits_are_found_at_once()
    {
        var start = At("2026-03-02 08:30");
        var due = Clock.DueFrom(start, Clock.MostAmount, LimitUnit.WorkingHours, China).Value;
        Assert.Equal(TimeSpan.FromHours(10_000), new TimeSpan(due.Windows.Sum(window => window.Length.Ticks)));
        Assert.Equal(10_000, Clock.DueFrom(start, Clock.MostAmount, LimitUnit.WorkingDays, China).Value.Windows.Length / 2);
    }

    [Theory]
    [InlineData("2026-12-30 16:00", 1, false)] // due on the 31st
    [InlineData("2026-12-30 16:00", 2, true)] // reaches into 2027, not announced
    [InlineData("2024-12-30 16:00", 1, true)] // a year without data
    public void A_due_time_that_depends_on_a_year_not_announced_is_provisional(string start, int days, bool provisional) =>
        Assert.Equal(provisional, WorkingDays(days).Read(Open((start, Utility)), start).Provisional);

    [Fact]
    public void Natural_hours_are_never_provisional() =>
        Assert.False(Hours(24).Read(Open(("2027-03-01 10:00", Utility)), "2027-03-01 11:00").Provisional);

    [Fact]
    public void A_year_without_data_has_weekends_off_and_no_holidays() =>
        Assert.Equal(At("2030-10-08 17:30"), WorkingDays(5).DueAt("2030-10-01 10:00"));
}
