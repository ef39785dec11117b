using CsCheck;
using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Clocks.TimeOwner;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Threshold_instants
{
    [Fact]
    public void Warnings_come_at_three_quarters_and_nine_tenths_and_the_breach_at_the_end()
    {
        Assert.Equal(
            [(Threshold.Near, At("2026-03-02 20:00")), (Threshold.VeryNear, At("2026-03-02 22:24")), (Threshold.Breach, At("2026-03-03 00:00"))],
            Of(Hours(16), Open(("2026-03-02 08:00", Utility)), "2026-03-02 09:00"));
    }

    [Fact]
    public void Shares_of_working_time_are_counted_inside_the_windows()
    {
        // 4 working hours from 16:30 on Friday the 13th: one until 17:30, three on Saturday, a make-up day.
        Assert.Equal(
            [(Threshold.Near, At("2026-02-14 10:30")), (Threshold.VeryNear, At("2026-02-14 11:06")), (Threshold.Breach, At("2026-02-14 11:30"))],
            Of(WorkingHours(4), Open(("2026-02-13 16:30", Utility)), "2026-02-13 16:30"));
    }

    [Fact]
    public void While_somebody_else_has_it_only_what_was_reached_is_there()
    {
        var paused = Open(("2026-03-02 08:00", Utility), ("2026-03-02 15:00", Customer));
        Assert.Equal([(Threshold.Near, At("2026-03-02 14:00"))], Of(Hours(8), paused, "2026-03-09 08:00"));
        Assert.Equal([], Of(Hours(16), paused, "2026-03-09 08:00"));
    }

    [Fact]
    public void While_somebody_else_has_it_until_a_known_instant_what_comes_after_is_there() => Assert.Equal(
        [(Threshold.Near, At("2026-03-03 13:00")), (Threshold.VeryNear, At("2026-03-03 14:12")), (Threshold.Breach, At("2026-03-03 15:00"))],
        Of(Hours(8), Open(("2026-03-02 08:00", Utility), ("2026-03-02 09:00", Customer), ("2026-03-03 08:00", Utility)), "2026-03-02 12:00"));

    [Fact]
    public void A_breach_stays_whatever_is_paused_later() => Assert.Equal(
        [(Threshold.Near, At("2026-03-02 11:00")), (Threshold.VeryNear, At("2026-03-02 11:36")), (Threshold.Breach, At("2026-03-02 12:00"))],
        Of(Hours(4), Open(("2026-03-02 08:00", Utility), ("2026-03-02 13:00", Customer)), "2026-03-09 08:00"));

    [Fact]
    public void What_is_finished_in_time_has_no_breach_to_come()
    {
        Assert.Equal([(Threshold.Near, At("2026-03-02 11:00"))], Of(Hours(4), Until("2026-03-02 11:30", ("2026-03-02 08:00", Utility)), "2026-03-03 08:00"));
        Assert.Equal(2, Of(Hours(4), Until("2026-03-02 12:00", ("2026-03-02 08:00", Utility)), "2026-03-03 08:00").Count);
        Assert.Equal(3, Of(Hours(4), Until("2026-03-02 12:01", ("2026-03-02 08:00", Utility)), "2026-03-03 08:00").Count);
    }

    [Fact]
    public void A_limit_of_zero_is_breached_when_it_begins() => Assert.Equal(
        [(Threshold.Breach, At("2026-03-02 08:00"))], Of(Hours(0), Open(("2026-03-02 08:00", Utility)), "2026-03-02 08:00"));

    [Fact]
    public void At_each_threshold_the_fraction_reaches_its_share_and_not_before()
    {
        var gen =
            from unit in Gen.Enum<LimitUnit>()
            from amount in Gen.Int[1, 30]
            from start in Gen.Int[0, 60 * 24 * 60]
            from pause in Gen.Int[1, 3 * 24 * 60]
            from length in Gen.Int[1, 3 * 24 * 60]
            from ask in Gen.Int[0, 20 * 24 * 60]
            select (new Limit(amount, unit, LimitReading.Utility), start, pause, length, ask);
        gen.Sample(given =>
        {
            var (limit, start, pause, length, ask) = given;
            var begin = At("2026-01-05 00:00").AddMinutes(start);
            var timeline = new Timeline(
            [
                new(begin, begin.AddMinutes(pause), Utility), new(begin.AddMinutes(pause), begin.AddMinutes(pause + length), Customer),
                new(begin.AddMinutes(pause + length), null, Utility),
            ]);
            var now = begin.AddMinutes(ask);
            var reached = Clock.Thresholds(limit, timeline, China, now);
            Assert.Equal(reached.OrderBy(t => t.At), reached);
            foreach (var (threshold, at) in reached.Where(t => t.Threshold != Threshold.Breach))
            {
                var share = threshold == Threshold.Near ? 0.75m : 0.9m;
                Assert.True(Clock.Read(limit, timeline, China, at).Fraction >= share);
                Assert.True(Clock.Read(limit, timeline, China, at.AddTicks(-10)).Fraction < share);
            }

            if (reached.FirstOrDefault(t => t.Threshold == Threshold.Breach) is { } breach)
                Assert.Equal(breach.At, Clock.Read(limit, timeline, China, breach.At).BreachedAt);
        }, iter: 3_000);
    }

    private static List<(Threshold, DateTimeOffset)> Of(Limit limit, Timeline timeline, string now) =>
        [.. Clock.Thresholds(limit, timeline, China, At(now)).Select(t => (t.Threshold, t.At))];
}
