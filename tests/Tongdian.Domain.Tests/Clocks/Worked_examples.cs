using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Clocks.TimeOwner;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

/// <summary>Computed by hand with the calendar of China: 08:30 to 12:00 and 13:30 to 17:30. Each is an example of docs/clocks.md or a trap of its own.</summary>
public sealed class Worked_examples
{
    [Fact]
    public void Spring_Festival() => Assert.Equal(At("2026-02-24 11:30"), WorkingHours(4).DueAt("2026-02-14 16:30"));

    [Fact]
    public void A_make_up_Saturday()
    {
        Assert.Equal(At("2026-02-14 11:30"), WorkingHours(4).DueAt("2026-02-13 16:30"));
        Assert.Equal(At("2026-10-10 17:30"), WorkingDays(3).DueAt("2026-09-30 16:00"));
    }

    [Fact]
    public void The_lunch_break() => Assert.Equal(At("2026-03-03 14:00"), WorkingHours(1).DueAt("2026-03-03 11:30"));

    [Theory]
    [InlineData("2026-03-03 12:30", "2026-03-03 14:30")]
    [InlineData("2026-03-03 22:00", "2026-03-04 09:30")]
    [InlineData("2026-03-07 10:00", "2026-03-09 09:30")]
    public void A_start_outside_the_windows(string start, string due) => Assert.Equal(At(due), WorkingHours(1).DueAt(start));

    [Fact]
    public void A_pause_across_closed_hours()
    {
        // Friday 16:30 to Monday 09:30: 17 hours and a weekend by the clock, two hours of office time.
        var paused = Open(("2026-03-06 15:30", Utility), ("2026-03-06 16:30", Customer), ("2026-03-09 09:30", Utility));
        Assert.Equal(At("2026-03-09 11:30"), WorkingHours(3).Read(paused, "2026-03-09 09:30").DueAt);
        Assert.Equal(At("2026-03-09 11:30"), Hours(3).Read(paused, "2026-03-09 09:30").DueAt);
    }

    [Fact]
    public void A_pause_of_a_whole_day() => Assert.Equal(
        At("2026-10-12 17:30"),
        WorkingDays(3).Read(Open(("2026-09-30 16:00", Utility), ("2026-10-08 00:00", Customer), ("2026-10-09 00:00", Utility)), "2026-10-09 09:00").DueAt);

    [Fact]
    public void The_limit_is_changed_while_the_clock_stands_still()
    {
        var paused = Open(("2026-03-02 08:00", Utility), ("2026-03-02 11:00", Customer));
        foreach (var (hours, left) in ((int, int)[])[(48, 45), (24, 21), (4, 1)])
        {
            var reading = Hours(hours).Read(paused, "2026-03-05 08:00");
            Assert.Equal((null, TimeSpan.FromHours(3), TimeSpan.FromHours(left)), (reading.DueAt, reading.Used, reading.Left));
        }

        // Shortened below what is used it was missed, when it was used up.
        Assert.Equal(At("2026-03-02 10:00"), Hours(2).Read(paused, "2026-03-05 08:00").BreachedAt);
    }

    [Fact]
    public void A_breach_while_the_clock_stands_still_stays_and_none_comes()
    {
        var late = Open(("2026-03-02 08:00", Utility), ("2026-03-02 13:00", Customer));
        Assert.Equal(At("2026-03-02 12:00"), Hours(4).Read(late, "2026-03-20 08:00").BreachedAt);
        Assert.Null(Hours(6).Read(late, "2026-03-20 08:00").BreachedAt);
    }

    [Fact]
    public void Sent_back_after_a_breach_it_stays_missed()
    {
        var again = Open(("2026-03-02 08:00", Utility), ("2026-03-02 13:00", Nobody), ("2026-03-04 08:00", Utility));
        var reading = Hours(4).Read(again, "2026-03-04 09:00");
        Assert.Equal((At("2026-03-02 12:00"), TimeSpan.FromHours(6), TimeSpan.Zero), (reading.BreachedAt, reading.Used, reading.Left));
    }

    [Fact]
    public void A_limit_of_zero()
    {
        foreach (var limit in (Limit[])[Hours(0), WorkingHours(0), WorkingDays(0)])
            Assert.Equal(At("2026-03-07 10:00"), limit.DueAt("2026-03-07 10:00"));
        Assert.Null(Hours(0).Read(Until("2026-03-07 10:00", ("2026-03-07 10:00", Utility)), "2026-03-08 10:00").BreachedAt);
    }

    [Fact]
    public void A_year_without_a_calendar_has_weekends_off_and_is_provisional()
    {
        Assert.Equal(At("2030-10-08 17:30"), WorkingDays(5).DueAt("2030-10-01 10:00"));
        Assert.True(WorkingDays(5).Read(Open(("2030-10-01 10:00", Utility)), "2030-10-01 10:00").Provisional);
    }

    [Fact]
    public void A_provisional_year_is_replaced_when_it_is_announced_and_nothing_else()
    {
        var start = Open(("2026-12-30 16:00", Utility));
        Assert.Equal((At("2027-01-05 17:30"), true), Said(China));

        var announced = Parsed(ChinaJson.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)
            .Replace("\"08:30\"", "\"07:00\"", StringComparison.Ordinal)).With([new CalendarYear(2027, "announced", false, [Day("2027-01-01"), Day("2027-01-04")], [])]);
        var pinned = China.With(China.AnnouncedBy(announced));

        Assert.Equal((At("2027-01-06 17:30"), false), Said(pinned));
        Assert.Equal((1, China.Windows[0]), (pinned.Version, pinned.Windows[0]));
        Assert.Equal(China.Years.Select(y => y.Year), pinned.Years.Select(y => y.Year));
        Assert.Empty(pinned.AnnouncedBy(announced));

        (DateTimeOffset?, bool) Said(WorkCalendar calendar)
        {
            var reading = Clock.Read(WorkingDays(3), start, calendar, At("2026-12-30 16:00"));
            return (reading.DueAt, reading.Provisional);
        }

        static WorkCalendar Parsed(string json) => WorkCalendar.Parse(json).Value;
    }
}
