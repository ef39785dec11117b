using CsCheck;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Opinions;
using Xunit;

namespace Tongdian.Domain.Tests.Opinions;

public sealed class TopicTrendTests
{
    private static readonly IsoWeek First = new(2026, 10);

    [Theory]
    [InlineData("5 5 5 5 5 5 5 5", TrendJudgement.Steady)]
    [InlineData("0 0 0 0 1 1 1 1", TrendJudgement.Steady)]
    [InlineData("0 0 0 0 0 0 2 5", TrendJudgement.Steady)]
    [InlineData("0 0 0 0 1 2 3 5", TrendJudgement.Rising)]
    [InlineData("2 3 2 3 6 5 7 8", TrendJudgement.Steady)]
    [InlineData("2 2 2 2 6 5 7 8", TrendJudgement.Rising)]
    [InlineData("8 6 7 5 2 2 2 2", TrendJudgement.Falling)]
    [InlineData("9 9 9 9", TrendJudgement.Steady)]
    [InlineData("0 0 0 0 0 0 0 0", TrendJudgement.Steady)]
    public void Few_remarks_are_no_trend_and_many_are(string counts, TrendJudgement judgement) => Assert.Equal(judgement, Trend(counts, 60).Judgement);

    [Fact]
    public void The_chance_is_the_exact_one()
    {
        // 9 of 10 heads of a fair coin: 2 · (10 + 1) / 1024.
        Assert.Equal(22.0 / 1024, Trend("1 9", 30, 1).Chance, 12);
        Assert.Equal(1, Trend("5 5", 30, 1).Chance, 12);
    }

    [Fact]
    public void Twice_as_many_among_twice_as_many_is_steady() =>
        Assert.Equal(TrendJudgement.Steady, TopicTrend.Of([new(First, 20, 200), new(First.Next, 40, 400)], 1).Judgement);

    [Fact]
    public void Weeks_that_are_missing_are_weeks_without_remarks()
    {
        var trend = TopicTrend.Of([new(First.Next.Next, 2, 9), new(First, 1, 7), new(First, 1, 1)]);

        Assert.Equal([new TopicWeek(First, 2, 8), new TopicWeek(First.Next, 0, 0), new TopicWeek(First.Next.Next, 2, 9)], trend.Weeks);
    }

    [Fact]
    public void What_does_not_change_seldom_alarms()
    {
        var random = new Random(20260302);
        var alarms = Enumerable.Range(0, 2000).Count(_ => Trend(string.Join(' ', Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 100).Count(_ => random.Next(25) == 0))), 100).Judgement != TrendJudgement.Steady);

        Assert.InRange(alarms, 0, 25);
    }

    [Fact]
    public void Backwards_in_time_rising_is_falling() => Gen.Int[0, 20].Array[8].Sample(counts =>
    {
        var (there, back) = (Trend(string.Join(' ', counts), 40), Trend(string.Join(' ', counts.Reverse()), 40));

        Assert.Equal(there.Chance, back.Chance, 9);
        Assert.Equal(there.Judgement switch { TrendJudgement.Rising => TrendJudgement.Falling, TrendJudgement.Falling => TrendJudgement.Rising, _ => TrendJudgement.Steady }, back.Judgement);
    });

    [Fact]
    public void A_week_with_more_of_a_topic_than_remarks_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TopicTrend.Of([new(First, 2, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TopicTrend.Of([], 0));
    }

    private static TopicTrend Trend(string counts, int of, int period = 4)
    {
        var (week, weeks) = (First, new List<TopicWeek>());
        foreach (var count in counts.Split(' '))
        {
            weeks.Add(new(week, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), of));
            week = week.Next;
        }

        return TopicTrend.Of(weeks, period);
    }
}
