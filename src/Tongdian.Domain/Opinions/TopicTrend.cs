using System.Collections.Immutable;
using Tongdian.Domain.Insight;

namespace Tongdian.Domain.Opinions;

/// <summary>What can be said of how often something is said.</summary>
public enum TrendJudgement
{
    /// <summary>Nothing that chance would not do as well: also what is said of few remarks.</summary>
    Steady,

    /// <summary>More often lately than before.</summary>
    Rising,

    /// <summary>Less often lately than before.</summary>
    Falling,
}

/// <summary>How many remarks of a topic there were in a week.</summary>
/// <param name="Week">The week.</param>
/// <param name="Count">Remarks of the topic.</param>
/// <param name="Of">All remarks of the week, of the topic or not.</param>
public sealed record TopicWeek(IsoWeek Week, int Count, int Of);

/// <summary>How often a topic came up, week by week, and whether that changes.</summary>
/// <param name="Weeks">Every week from the first to the last, also those with nothing.</param>
/// <param name="Judgement">The last weeks beside as many weeks before.</param>
/// <param name="Chance">
/// How likely a difference at least as great is if nothing has changed, 0 to 1, both directions together. 1 when there is nothing to compare.
/// </param>
public sealed record TopicTrend(ImmutableArray<TopicWeek> Weeks, TrendJudgement Judgement, double Chance)
{
    /// <summary>The judgement is another than steady only if chance would do it in less than one case of a hundred.</summary>
    public const double Doubt = 0.01;

    /// <summary>Fewer remarks than this in both periods together are never judged.</summary>
    public const int Fewest = 8;

    /// <summary>Compares the last weeks with as many weeks before them.</summary>
    /// <remarks>
    /// The exact comparison of two Poisson rates (Przyborowski and Wilenski, Biometrika 31 (1940) 313–323; the paper itself: unverified): if the topic is as
    /// frequent as before, each of its remarks fell into the later period with the probability that any remark did. So the later count is binomial; the
    /// two-sided chance is twice that of the smaller tail. The number of all remarks is taken into account: twice as many remarks of a topic among twice as
    /// many remarks is steady. Limits: many topics that are looked at every week give a false alarm now and then, each in less than one week of a hundred; the season is not known; a topic that triples is seen from some
    /// thirty remarks on, one that doubles from some seventy.
    /// </remarks>
    /// <param name="weeks">In any order; weeks that are missing between them count as weeks without remarks; of the same week the sums.</param>
    /// <param name="period">How many weeks the later period has, 1 to 26; the earlier one has as many, or what there is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of its range, a count is below 0 or above the number of all remarks.</exception>
    public static TopicTrend Of(IEnumerable<TopicWeek> weeks, int period = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period, 26);
        var all = Complete(weeks);
        var (later, earlier) = (all.TakeLast(period).ToList(), all.SkipLast(period).TakeLast(period).ToList());
        var (judgement, chance) = Compare((earlier.Sum(w => w.Count), earlier.Sum(w => w.Of)), (later.Sum(w => w.Count), later.Sum(w => w.Of)));
        return new(all, judgement, chance);
    }

    /// <summary>The judgement of two periods, each with the remarks of the topic among all of its remarks; see <see cref="Of"/>.</summary>
    internal static (TrendJudgement Judgement, double Chance) Compare((int Count, int Of) before, (int Count, int Of) now)
    {
        var both = now.Count + before.Count;
        if (now.Of == 0 || before.Of == 0 || both == 0)
            return (TrendJudgement.Steady, 1);
        var expected = (double)now.Of / (now.Of + before.Of);
        var (atMost, atLeast) = (Tail(now.Count, both, expected), Tail(before.Count, both, 1 - expected));
        var chance = Math.Min(1, 2 * Math.Min(atMost, atLeast));
        if (chance >= Doubt || both < Fewest)
            return (TrendJudgement.Steady, chance);
        return (atLeast < atMost ? TrendJudgement.Rising : TrendJudgement.Falling, chance);
    }

    private static ImmutableArray<TopicWeek> Complete(IEnumerable<TopicWeek> weeks)
    {
        var known = new SortedDictionary<DateOnly, TopicWeek>();
        foreach (var week in weeks)
        {
            if (week.Count < 0 || week.Count > week.Of)
                throw new ArgumentOutOfRangeException(nameof(weeks), week, "a week has 0 to all of its remarks on a topic");
            known[week.Week.Monday] = known.TryGetValue(week.Week.Monday, out var same) ? new(week.Week, same.Count + week.Count, same.Of + week.Of) : week;
        }

        if (known.Count == 0)
            return [];
        var (all, last) = (ImmutableArray.CreateBuilder<TopicWeek>(), known.Keys.Last());
        for (var monday = known.Keys.First(); monday <= last; monday = monday.AddDays(7))
            all.Add(known.GetValueOrDefault(monday) ?? new(IsoWeek.Of(monday), 0, 0));
        return all.ToImmutable();
    }

    /// <summary>The probability of at most so many successes.</summary>
    private static double Tail(int atMost, int of, double chance)
    {
        // From logarithms: the single terms are too small for many remarks.
        var (log, sum) = (of * Math.Log(1 - chance), 0.0);
        for (var n = 0; n <= atMost; n++)
        {
            sum += Math.Exp(log);
            log += Math.Log((double)(of - n) / (n + 1)) + Math.Log(chance / (1 - chance));
        }

        return Math.Min(sum, 1);
    }
}
