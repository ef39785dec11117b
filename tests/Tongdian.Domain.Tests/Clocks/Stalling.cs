using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Clocks.TimeOwner;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Stalling
{
    [Fact]
    public void Patience_is_a_quarter_of_the_limit_a_quarter_of_an_hour_at_least_and_eight_hours_at_most()
    {
        Assert.Equal(TimeSpan.FromMinutes(15), Stall.Patience(Hours(2), China));
        Assert.Equal(TimeSpan.FromMinutes(15), Stall.Patience(Hours(0), China));
        Assert.Equal(TimeSpan.FromHours(1), Stall.Patience(Hours(4), China));
        Assert.Equal(TimeSpan.FromHours(6), Stall.Patience(Hours(24), China));
        Assert.Equal(TimeSpan.FromHours(7.5 * 3 / 4), Stall.Patience(WorkingDays(3), China));
        Assert.Equal(TimeSpan.FromHours(8), Stall.Patience(WorkingDays(5), China));
        Assert.Equal(TimeSpan.FromHours(8), Stall.Patience(null, China));
    }

    [Fact]
    public void Only_hours_in_which_somebody_is_there_count()
    {
        var open = Open(("2026-03-02 16:30", Utility));
        Assert.Equal(At("2026-03-03 11:30"), StallsAt(open, "2026-03-02 16:30", 4));
        // Somebody is on duty from eight to midnight.
        Assert.Equal(At("2026-03-02 23:00"), StallsAt(open, "2026-03-02 16:30", 4, ("2026-03-02 20:00", "2026-03-03 00:00")));
        // Duties that overlap each other and the office hours count once.
        Assert.Equal(
            At("2026-03-02 20:30"), StallsAt(open, "2026-03-02 16:30", 4, ("2026-03-02 17:00", "2026-03-02 20:00"), ("2026-03-02 16:00", "2026-03-03 00:00")));
    }

    [Fact]
    public void A_weekend_without_duty_does_not_count_and_the_make_up_saturday_does()
    {
        Assert.Equal(At("2026-03-09 09:30"), StallsAt(Open(("2026-03-06 16:30", Utility)), "2026-03-06 16:30", 2));
        Assert.Equal(At("2026-02-14 09:30"), StallsAt(Open(("2026-02-13 16:30", Utility)), "2026-02-13 16:30", 2));
    }

    [Fact]
    public void What_is_the_customers_to_do_does_not_stall()
    {
        Assert.Null(StallsAt(Open(("2026-03-02 08:30", Utility), ("2026-03-02 09:00", Customer)), "2026-03-02 08:30", 1));
        // Half an hour before the pause and half an hour after it.
        Assert.Equal(
            At("2026-03-02 10:30"),
            StallsAt(Open(("2026-03-02 08:30", Utility), ("2026-03-02 09:00", Customer), ("2026-03-02 10:00", Utility)), "2026-03-02 08:30", 1));
    }

    [Fact]
    public void Whatever_was_done_last_begins_it_anew() =>
        Assert.Equal(At("2026-03-02 12:00"), StallsAt(Open(("2026-03-02 08:30", Utility)), "2026-03-02 11:00", 1));

    private static DateTimeOffset? StallsAt(Timeline timeline, string since, double hours, params (string From, string To)[] duties) => Stall.At(
        timeline, Given.At(since), TimeSpan.FromHours(hours), China, [.. duties.Select(d => new TimeWindow(Given.At(d.From), Given.At(d.To)))]);
}
