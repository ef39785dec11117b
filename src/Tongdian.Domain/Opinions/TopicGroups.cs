using System.Collections.Immutable;

namespace Tongdian.Domain.Opinions;

/// <summary>Groups of wordings that say the same thing.</summary>
internal static class TopicGroups
{
    // Smaller pieces of the network are dust.
    private const int Dust = 4;
    private const double Alike = 0.03;

    // What is one topic: pairs with something in common, characters that speak for it, characters that carry topics at all. On the way a little less will do.
    private const double Cohesion = 0.42, Share = 0.6, Telling = 0.15, OnTheWay = 0.8;

    // Two groups are one topic if so many of either would do for the other, at a threshold lowered by so much, and they are linked by so many pairs.
    private const double Same = 0.3, Loosened = 1, Linked = 0.25;

    private const int Rounds = 3;

    // The network is looked at several times: with so many neighbours each, at a resolution at which themes are rather cut in pieces than stuck together.
    private static readonly ImmutableArray<(int Neighbours, double Resolution)> Views = [(12, 2.5), (16, 4), (20, 3), (24, 4), (28, 5)];

    /// <summary>The groups, each in order. A wording is in one of them or in none.</summary>
    public static List<List<int>> In(Wordings wordings)
    {
        var nearest = new Likeness(wordings).Nearest(Views.Max(v => v.Neighbours), Alike);
        var groups = Agreed(wordings.All.Count, [.. Views.Select(v => Refined(wordings, Pieces(nearest, v.Neighbours, v.Resolution)))]);
        for (var round = 1; round <= Rounds; round++)
            groups = Assigned(wordings, HangingTogether(wordings, groups, OnTheWay + ((1 - OnTheWay) * round / Rounds)));
        return HangingTogether(wordings, groups, 1);
    }

    private static List<List<int>> Pieces(ImmutableArray<Neighbour>[] nearest, int neighbours, double resolution)
    {
        var links = nearest.Select(_ => new SortedDictionary<int, double>()).ToArray();
        foreach (var (n, near) in nearest.Index())
        {
            foreach (var (other, weight) in near.Take(neighbours))
                links[n][other] = links[other][n] = weight;
        }

        return [.. Communities.In(links, resolution).Index().GroupBy(g => g.Item).Select(g => g.Select(w => w.Index).ToList()).Where(g => g.Count >= Dust)];
    }

    private static List<List<int>> Refined(Wordings wordings, List<List<int>> groups)
    {
        for (var time = 0; time < 2; time++)
        {
            for (var round = 0; round < Rounds; round++)
                groups = Assigned(wordings, HangingTogether(wordings, groups, OnTheWay));
            groups = Joined(wordings, groups);
        }

        return groups;
    }

    /// <summary>Wordings that are together in most views stay together, and whatever is together with them.</summary>
    private static List<List<int>> Agreed(int count, List<List<List<int>>> views)
    {
        var (where, left, groups) = (views.Select(v => Places(v)).ToList(), new SortedSet<int>(views.SelectMany(v => v).SelectMany(g => g)), new List<List<int>>());
        while (left.Count > 0)
        {
            var group = new List<int> { left.Min };
            left.Remove(group[0]);
            for (var n = 0; n < group.Count; n++)
            {
                var with = left.Where(m => where.Count(w => w[m] >= 0 && w[m] == w[group[n]]) * 2 > views.Count).ToList();
                group.AddRange(with);
                left.ExceptWith(with);
            }

            if (group.Count >= Dust)
                groups.Add([.. group.Order()]);
        }

        return groups;

        int[] Places(List<List<int>> view)
        {
            var places = Enumerable.Repeat(-1, count).ToArray();
            foreach (var (index, group) in view.Index())
            {
                foreach (var n in group)
                    places[n] = index;
            }

            return places;
        }
    }

    private static List<List<int>> HangingTogether(Wordings wordings, List<List<int>> groups, double strictness) =>
    [
        .. groups.Where(g =>
        {
            var weights = TopicWeights.Of(wordings, g);
            return g.Average(n => weights.TellingShare(wordings.All[n])) >= Telling * strictness
                && g.Average(n => weights.Share(wordings.All[n])) >= Share * strictness
                && weights.Cohesion(g) >= Cohesion * strictness;
        }),
    ];

    /// <summary>Every wording goes where it speaks for most, beyond what is asked there; or nowhere.</summary>
    private static List<List<int>> Assigned(Wordings wordings, List<List<int>> groups)
    {
        var (weights, assigned) = (groups.Select(g => TopicWeights.Of(wordings, g)).ToList(), groups.Select(_ => new List<int>()).ToList());
        foreach (var (n, wording) in wordings.All.Index())
        {
            var (best, most) = (-1, 0.0);
            foreach (var (g, topic) in weights.Index())
            {
                if (topic.Score(wording) - topic.Threshold is var over && over >= 0 && (best < 0 || over > most))
                    (best, most) = (g, over);
            }

            if (best >= 0)
                assigned[best].Add(n);
        }

        return [.. assigned.Where(g => g.Count >= 2)];
    }

    /// <summary>The two that are most the same become one, until no two are.</summary>
    private static List<List<int>> Joined(Wordings wordings, List<List<int>> groups)
    {
        var left = groups.Index().ToDictionary(g => g.Index, g => g.Item);
        var same = new SortedDictionary<(int A, int B), double>();
        foreach (var a in left.Keys)
            Compare(a, left.Keys.Where(b => b > a));
        while (same.Count > 0)
        {
            var ((a, b), _) = same.MaxBy(s => s.Value);
            left[a] = [.. left[a].Concat(left[b]).Order()];
            left.Remove(b);
            foreach (var pair in same.Keys.Where(k => k.A == a || k.B == a || k.A == b || k.B == b).ToList())
                same.Remove(pair);
            Compare(a, left.Keys.Where(k => k != a));
        }

        return [.. left.OrderBy(l => l.Key).Select(l => l.Value)];

        void Compare(int a, IEnumerable<int> others)
        {
            foreach (var b in others)
            {
                if (Sameness(wordings, left[a], left[b]) is var how && how > Same)
                    same[(Math.Min(a, b), Math.Max(a, b))] = how;
            }
        }
    }

    /// <summary>The share of both that would do for the other one; 0 when they do not make one topic together.</summary>
    private static double Sameness(Wordings wordings, List<int> a, List<int> b)
    {
        var exchangeable = (Fitting(a, TopicWeights.Of(wordings, b, a)) + Fitting(b, TopicWeights.Of(wordings, a, b))) / (double)(a.Count + b.Count);
        if (exchangeable <= Same)
            return 0;
        List<int> both = [.. a.Concat(b).Order()];
        var together = TopicWeights.Of(wordings, both);
        return together.Links(a, b) >= Linked && together.Cohesion(both) >= Cohesion ? exchangeable : 0;

        int Fitting(List<int> members, TopicWeights other) => members.Count(n => other.Score(wordings.All[n]) >= other.Threshold - Loosened);
    }
}
