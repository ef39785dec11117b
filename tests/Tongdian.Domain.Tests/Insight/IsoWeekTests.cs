using CsCheck;
using Tongdian.Domain.Insight;
using Xunit;

namespace Tongdian.Domain.Tests.Insight;

public sealed class IsoWeekTests
{
    [Theory]
    [InlineData("2026-03-02", "2026-W10")]
    [InlineData("2026-03-08", "2026-W10")]
    [InlineData("2027-01-03", "2026-W53")]
    [InlineData("2027-01-04", "2027-W01")]
    [InlineData("2024-12-30", "2025-W01")]
    public void A_day_is_in_the_week_of_its_thursday(string day, string week) =>
        Assert.Equal(week, IsoWeek.Of(DateOnly.ParseExact(day, "O", null)).ToString());

    [Theory]
    [InlineData("2026-W54")]
    [InlineData("2025-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026W10")]
    [InlineData("2026-W1")]
    [InlineData("2026-W+1")]
    [InlineData("1000-W01")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_week_is_not_read(string? text) => Assert.False(IsoWeek.TryParse(text, out _));

    [Fact]
    public void A_week_is_read_as_it_is_written_and_weeks_follow_each_other() => Gen.Int[0, 300_000].Sample(days =>
    {
        var week = IsoWeek.Of(new DateOnly(2000, 1, 3).AddDays(days));
        return IsoWeek.TryParse(week.ToString(), out var read) && read == week && week.Monday.DayOfWeek == DayOfWeek.Monday
            && week.Next.Previous == week && week.Next.Monday == week.Monday.AddDays(7) && string.CompareOrdinal($"{week}", $"{week.Next}") < 0;
    });
}
