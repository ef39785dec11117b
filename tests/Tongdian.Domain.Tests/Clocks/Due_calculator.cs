using System.Globalization;
using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Due_calculator
{
    [Fact]
    public void Working_days_show_the_windows_that_count_and_the_days_skipped()
    {
        var due = Clock.DueFrom(At("2026-09-30 16:00"), 3, LimitUnit.WorkingDays, China).Value;
        Assert.Equal(At("2026-10-10 17:30"), due.Due);
        Assert.False(due.Provisional);
        Assert.Equal(
            ["2026-10-08 08:30", "2026-10-08 13:30", "2026-10-09 08:30", "2026-10-09 13:30", "2026-10-10 08:30", "2026-10-10 13:30"],
            due.Windows.Select(window => window.From.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));
        Assert.Equal(
            Enumerable.Range(1, 7).Select(day => new SkippedDay(new DateOnly(2026, 10, day), DayKind.Holiday)), due.Skipped);
    }

    [Fact]
    public void Working_hours_cut_the_first_and_the_last_window()
    {
        var due = Clock.DueFrom(At("2026-03-06 16:30"), 4, LimitUnit.WorkingHours, China).Value;
        Assert.Equal(
            [new(At("2026-03-06 16:30"), At("2026-03-06 17:30")), new(At("2026-03-09 08:30"), At("2026-03-09 11:30"))], due.Windows);
        Assert.Equal([new(Day("2026-03-07"), DayKind.Weekend), new(Day("2026-03-08"), DayKind.Weekend)], due.Skipped);
    }

    [Fact]
    public void Natural_hours_are_one_window_in_local_time()
    {
        var due = Clock.DueFrom(new(2026, 3, 6, 8, 30, 0, TimeSpan.Zero), 48, LimitUnit.Hours, China).Value;
        Assert.Equal([new(At("2026-03-06 16:30"), At("2026-03-08 16:30"))], due.Windows);
        Assert.Equal((TimeSpan.FromHours(8), 0), (due.Due.Offset, due.Skipped.Length));
    }

    [Fact]
    public void Nothing_is_due_at_once()
    {
        var due = Clock.DueFrom(At("2026-03-07 10:00"), 0, LimitUnit.WorkingHours, China).Value;
        Assert.Equal((At("2026-03-07 10:00"), 0, 0), (due.Due, due.Windows.Length, due.Skipped.Length));
    }

    [Fact]
    public void A_due_time_in_a_year_not_announced_is_provisional() =>
        Assert.True(Clock.DueFrom(At("2026-12-31 16:00"), 2, LimitUnit.WorkingDays, China).Value.Provisional);

    [Theory]
    [InlineData(-0.5, LimitUnit.Hours, "2026-03-07 10:00", "amount", "clock.amount")]
    [InlineData(10_000.5, LimitUnit.Hours, "2026-03-07 10:00", "amount", "clock.amount")]
    [InlineData(1.5, LimitUnit.WorkingDays, "2026-03-07 10:00", "amount", "clock.whole-days")]
    [InlineData(1, (LimitUnit)9, "2026-03-07 10:00", "unit", "clock.unit")]
    [InlineData(1, LimitUnit.Hours, "9999-12-31 10:00", "from", "clock.from")]
    public void What_cannot_be_calculated_is_refused_with_its_place(double amount, LimitUnit unit, string from, string field, string code)
    {
        Assert.True(Clock.DueFrom(At(from), (decimal)amount, unit, China).Failed(out var error, out _));
        Assert.Equal((code, field), (error.Code, Assert.Single(error.Fields).Field));
    }
}
