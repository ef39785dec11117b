using CsCheck;
using Tongdian.Domain.Insight;
using Xunit;

namespace Tongdian.Domain.Tests.Insight;

/// <summary>What a share of few or many cases says, and what it does not.</summary>
public sealed class ProportionTests
{
    // The values that Newcombe's paper of 1998 is cited with for this method.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(20, 20, 0.8389, 1.0000)]
    public void The_interval_is_the_one_that_is_published(int count, int of, double low, double high)
    {
        var interval = new Proportion(count, of).Wilson();

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Of_nothing_nothing_is_known()
    {
        Assert.Null(new Proportion(0, 0).Rate);
        Assert.Equal(new Interval(0, 1), new Proportion(0, 0).Wilson());
        Assert.Null(Proportion.Difference(new Proportion(0, 0), new Proportion(1, 2)));
        Assert.Null(Proportion.Difference(new Proportion(1, 2), new Proportion(0, 0)));
    }

    [Fact]
    public void The_interval_holds_the_rate_stays_within_none_and_all_and_is_the_mirror_of_the_rest() => Any.Sample(p =>
    {
        var (interval, rest) = (p.Wilson(), new Proportion(p.Of - p.Count, p.Of).Wilson());
        return interval.Low >= 0 && interval.High <= 1 && interval.Low <= p.Rate + 1e-12 && p.Rate <= interval.High + 1e-12 && interval.Low < interval.High
            && Math.Abs(interval.Low - (1 - rest.High)) < 1e-9 && (p.Count > 0 || interval.Low == 0) && (p.Count < p.Of || interval.High == 1);
    });

    [Fact]
    public void The_more_cases_the_less_is_left_open() => Any.Sample(p =>
    {
        var (few, many) = (p.Wilson(), new Proportion(p.Count * 10, p.Of * 10).Wilson());
        return many.High - many.Low < few.High - few.Low;
    });

    [Fact]
    public void A_difference_turns_its_sign_when_the_weeks_change_places() => Gen.Select(Any, Any).Sample((before, after) =>
    {
        var (there, back) = (Proportion.Difference(before, after)!, Proportion.Difference(after, before)!);
        return Math.Abs(there.Low + back.High) < 1e-9 && Math.Abs(there.High + back.Low) < 1e-9;
    });

    [Theory]
    [InlineData(10, 50, 40, 50, Movement.Better)]
    [InlineData(40, 50, 10, 50, Movement.Worse)]
    [InlineData(40, 50, 42, 50, Movement.Same)]
    [InlineData(0, 1, 1, 1, Movement.Same)]
    [InlineData(0, 0, 5, 5, Movement.Unknown)]
    public void A_rate_moved_only_when_chance_does_not_explain_it(int before, int ofBefore, int after, int ofAfter, Movement movement) =>
        Assert.Equal(movement, Movements.MoreIsBetter(Proportion.Difference(new Proportion(before, ofBefore), new Proportion(after, ofAfter))));

    [Fact]
    public void Lost_hours_moved_only_when_chance_does_not_explain_it()
    {
        Assert.Equal(Movement.Better, Moved(Sample(20, 22, 18, 21), Sample(1, 0, 2, 0)));
        Assert.Equal(Movement.Worse, Moved(Sample(1, 0, 2, 0), Sample(20, 22, 18, 21)));
        Assert.Equal(Movement.Same, Moved(Sample(20, 0, 18, 0), Sample(17, 0, 16, 2)));
        Assert.Equal(Movement.Better, Moved(Sample(10, 10, 10), Sample(0, 0)));
        Assert.Equal(Movement.Same, Moved(Sample(0, 0), Sample(0, 0, 0)));
        Assert.Equal(Movement.Unknown, Moved(Sample(10), Sample(0, 0)));
        Assert.Equal(Movement.Unknown, Moved(Sample(10, 10), Sample()));
    }

    // Welch by hand: means 2 and 4, variances 1 and 1, three each: 2 ± 2.776 × √(2/3) with 4 degrees of freedom.
    [Fact]
    public void The_interval_of_lost_hours_is_the_one_computed_by_hand()
    {
        var interval = HoursPerCase.Difference(Sample(1, 2, 3), Sample(3, 4, 5))!;

        Assert.Equal(2 - (2.776 * Math.Sqrt(2.0 / 3)), interval.Low, 6);
        Assert.Equal(2 + (2.776 * Math.Sqrt(2.0 / 3)), interval.High, 6);
    }

    private static readonly Gen<Proportion> Any = Gen.Int[1, 500].SelectMany(of => Gen.Int[0, of].Select(count => new Proportion(count, of)));

    private static Movement Moved(HoursPerCase before, HoursPerCase after) => Movements.LessIsBetter(HoursPerCase.Difference(before, after));

    private static HoursPerCase Sample(params double[] hours) => new(hours.Length, hours.Sum(), hours.Sum(h => h * h));
}
