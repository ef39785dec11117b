using CsCheck;
using Tongdian.Domain.Clocks;
using Xunit;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Coverage_of_a_week
{
    private static readonly DateTimeOffset Begin = Given.At("2026-03-02 00:00");

    [Fact]
    public void Nothing_covered_is_one_gap_and_all_covered_is_none()
    {
        Assert.Equal([Hours(0, 168)], Coverage.Gaps(Hours(0, 168), []));
        Assert.Empty(Coverage.Gaps(Hours(0, 168), [Hours(-5, 100), Hours(100, 200)]));
        Assert.Equal([Hours(10, 12), Hours(20, 168)], Coverage.Gaps(Hours(0, 168), [Hours(12, 20), Hours(0, 10), Hours(1, 3), Hours(170, 180)]));
    }

    [Fact]
    public void An_hour_is_in_a_gap_exactly_when_nothing_covers_it() =>
        Gen.Select(Gen.Int[-10, 60], Gen.Int[0, 20]).Array[0, 8].Sample(parts =>
        {
            var covered = parts.Select(p => Hours(p.Item1, p.Item1 + p.Item2)).ToList();
            var gaps = Coverage.Gaps(Hours(0, 48), covered).ToList();
            for (var hour = 0; hour < 48; hour++)
            {
                var middle = Begin.AddHours(hour).AddMinutes(30);
                Assert.Equal(!covered.Exists(c => c.From <= middle && middle < c.To), gaps.Exists(g => g.From <= middle && middle < g.To));
            }
        });

    private static TimeWindow Hours(int from, int to) => new(Begin.AddHours(from), Begin.AddHours(to));
}
