using CsCheck;
using Tongdian.Domain.Care;
using Xunit;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Care;

/// <summary>Which greetings there are, and when they go out.</summary>
public sealed class GreetingPlanTests
{
    [Fact]
    public void Every_stretch_of_days_off_is_named_for_its_festival_and_the_day_of_sweeping_tombs_is_not() => Assert.Equal(
        [
            (Occasion.NewYear, "2026-01-01"), (Occasion.SpringFestival, "2026-02-15"), (Occasion.LabourDay, "2026-05-01"), (Occasion.DragonBoat, "2026-06-19"),
            (Occasion.SummerPeak, "2026-07-01"), (Occasion.MidAutumn, "2026-09-25"), (Occasion.NationalDay, "2026-10-01"), (Occasion.WinterHeating, "2026-11-15"),
        ],
        GreetingPlan.All(China).Where(g => g.First.Year == 2026).Select(g => (g.Occasion, g.First.ToString("yyyy-MM-dd", null))));

    [Fact]
    public void Two_festivals_in_the_same_days_off_are_one_greeting_and_leap_months_do_not_move_a_festival()
    {
        // In 2025 the sixth lunar month came twice, and the Mid-Autumn Festival lay in the National Day's week.
        var year = GreetingPlan.All(China).Where(g => g is { First.Year: 2025, IsSeason: false }).Select(g => g.Occasion);
        Assert.Equal([Occasion.NewYear, Occasion.SpringFestival, Occasion.LabourDay, Occasion.DragonBoat, Occasion.NationalDay], year);
    }

    [Fact]
    public void A_greeting_begins_in_the_morning_before_and_is_over_at_noon_of_the_first_day()
    {
        var festival = GreetingPlan.All(China).Single(g => g.Key == "2026-DragonBoat");
        Assert.Equal((At(2026, 6, 18, 9), At(2026, 6, 19, 12)), (festival.From, festival.Until));
    }

    [Fact]
    public void What_is_due_is_what_comes_next_and_there_is_one_of_each() => Gen.Int[0, 3 * 365 * 24 * 4].Sample(quarters =>
    {
        var now = At(2025, 1, 1, 0).AddMinutes(15 * quarters);
        var (due, next) = (GreetingPlan.Due(China, now), GreetingPlan.Next(China, now));
        Assert.All(due, g => Assert.True(g.From <= now && now < g.Until));
        Assert.Equal(due.Count > 0, next is not null && next.From <= now);
        Assert.True(next is null || now < next.Until);
    });

    [Fact]
    public void No_two_greetings_have_the_same_key() => Assert.Distinct(GreetingPlan.All(China).Select(g => g.Key));

    private static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, China.UtcOffset);
}
