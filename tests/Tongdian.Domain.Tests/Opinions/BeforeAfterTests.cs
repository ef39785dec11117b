using Tongdian.Domain.Insight;
using Tongdian.Domain.Opinions;
using Xunit;

namespace Tongdian.Domain.Tests.Opinions;

public sealed class BeforeAfterTests
{
    private static readonly IsoWeek Done = new(2026, 30);

    [Fact]
    public void What_is_said_less_since_it_was_done_is_falling()
    {
        var weeks = Weeks(24, 6, done: 10).Concat(Weeks(31, 6, done: 1)).ToList();

        var figures = BeforeAfter.Of(weeks, Done, new IsoWeek(2026, 37));

        Assert.Equal((new TopicPeriod(6, 60, 600), new TopicPeriod(6, 6, 600), TrendJudgement.Falling), (figures.Before, figures.After, figures.Judgement));
        Assert.Equal(0.1, figures.Before.Share);
    }

    [Fact]
    public void Neither_the_week_in_which_it_was_done_nor_the_week_under_way_counts()
    {
        TopicWeek[] weeks = [new(Done, 50, 50), new(new IsoWeek(2026, 32), 50, 50), new(new IsoWeek(2026, 29), 3, 10), new(new IsoWeek(2026, 31), 2, 10)];

        var figures = BeforeAfter.Of(weeks, Done, new IsoWeek(2026, 32));

        Assert.Equal((new TopicPeriod(4, 3, 10), new TopicPeriod(1, 2, 10)), (figures.Before, figures.After));
        Assert.Equal(TrendJudgement.Steady, figures.Judgement);
    }

    [Fact]
    public void On_the_day_it_is_done_nothing_can_be_said()
    {
        var figures = BeforeAfter.Of([.. Weeks(20, 10, done: 10)], Done, Done);

        Assert.Equal((new TopicPeriod(0, 0, 0), TrendJudgement.Steady, 1.0, (double?)null), (figures.After, figures.Judgement, figures.Chance, figures.After.Share));
    }

    [Fact]
    public void Twelve_weeks_are_enough_also_over_the_turn_of_the_year()
    {
        var weeks = Enumerable.Range(0, 80).Select(n => new TopicWeek(IsoWeek.Of(new DateOnly(2026, 6, 1).AddDays(7 * n)), 1, 4)).ToList();

        var figures = BeforeAfter.Of(weeks, new IsoWeek(2026, 50), new IsoWeek(2027, 40));

        Assert.Equal((new TopicPeriod(12, 12, 48), new TopicPeriod(12, 12, 48)), (figures.Before, figures.After));
    }

    private static IEnumerable<TopicWeek> Weeks(int first, int count, int done) => Enumerable.Range(first, count).Select(n => new TopicWeek(new IsoWeek(2026, n), done, 100));
}
