using Tongdian.Domain.Insight;

namespace Tongdian.Domain.Opinions;

/// <summary>Remarks of a topic among all remarks of some weeks.</summary>
/// <param name="Weeks">How many weeks.</param>
/// <param name="Count">Remarks of the topic.</param>
/// <param name="Of">All remarks.</param>
public sealed record TopicPeriod(int Weeks, int Count, int Of)
{
    /// <summary>The share of the topic, 0 to 1; null without any remark.</summary>
    public double? Share => Of == 0 ? null : (double)Count / Of;
}

/// <summary>How often a topic came up before something was done about it, and after.</summary>
/// <param name="Before">The whole weeks before the week in which it was done: as many as there are after, but at least four.</param>
/// <param name="After">The whole weeks since, twelve at most.</param>
/// <param name="Judgement">Falling is what an improvement is for. Steady while chance would do the same, as for <see cref="TopicTrend"/>.</param>
/// <param name="Chance">How likely a difference at least as great is if nothing has changed, 0 to 1.</param>
public sealed record BeforeAfter(TopicPeriod Before, TopicPeriod After, TrendJudgement Judgement, double Chance)
{
    private const int Most = 12;
    private const int Fewest = 4;

    /// <summary>Compares. The week in which it was done belongs to neither side.</summary>
    /// <param name="weeks">What is known, in any order; a week that is missing had no remarks.</param>
    /// <param name="done">The week in which it was done.</param>
    /// <param name="now">The week that is under way: it is not over, and does not count.</param>
    public static BeforeAfter Of(IReadOnlyCollection<TopicWeek> weeks, IsoWeek done, IsoWeek now)
    {
        var after = Math.Clamp((now.Monday.DayNumber - done.Monday.DayNumber) / 7 - 1, 0, Most);
        var before = Math.Max(after, Fewest);
        var (earlier, later) = (Sum(weeks, done.Monday.AddDays(-7 * before), before), Sum(weeks, done.Next.Monday, after));
        var (judgement, chance) = TopicTrend.Compare((earlier.Count, earlier.Of), (later.Count, later.Of));
        return new(earlier, later, judgement, chance);
    }

    private static TopicPeriod Sum(IReadOnlyCollection<TopicWeek> weeks, DateOnly from, int count)
    {
        var there = weeks.Where(w => w.Week.Monday >= from && w.Week.Monday < from.AddDays(7 * count)).ToList();
        return new(count, there.Sum(w => w.Count), there.Sum(w => w.Of));
    }
}
