namespace Tongdian.Domain.Opinions;

/// <summary>What several views of the same wordings agree on.</summary>
internal static class Agreement
{
    /// <summary>
    /// Groups in which two wordings are on average together in most views. Not whatever hangs together by a chain: a few wordings that some views put here and
    /// others there would make one of two topics that no view took for one.
    /// </summary>
    /// <param name="count">How many wordings there are.</param>
    /// <param name="views">The groups of each view.</param>
    /// <param name="least">Smaller groups are left out.</param>
    public static List<List<int>> Of(int count, List<List<List<int>>> views, int least)
    {
        var where = views.Select(v => Places(count, v)).ToList();
        // Those that every view treats alike are one from the start.
        var groups = Enumerable.Range(0, count).Where(n => where.Count(w => w[n] >= 0) * 2 > views.Count)
            .GroupBy(n => string.Join(' ', where.Select(w => w[n])), StringComparer.Ordinal).Select(g => g.ToList()).ToList();
        var together = groups.Select(a => groups.Select(b => where.Count(w => w[a[0]] >= 0 && w[a[0]] == w[b[0]]) / (double)views.Count).ToArray()).ToArray();
        var left = Enumerable.Range(0, groups.Count).ToList();
        while (Nearest(together, left) is var (a, b))
        {
            var (x, y) = (groups[a].Count, groups[b].Count);
            foreach (var other in left)
                together[a][other] = together[other][a] = ((together[a][other] * x) + (together[b][other] * y)) / (x + y);
            groups[a].AddRange(groups[b]);
            left.Remove(b);
        }

        return [.. left.Select(n => groups[n]).Where(g => g.Count >= least).Select(g => g.Order().ToList()).OrderBy(g => g[0])];
    }

    private static (int A, int B)? Nearest(double[][] together, List<int> left)
    {
        var (best, most) = (((int, int)?)null, 0.5);
        foreach (var (n, a) in left.Index())
        {
            for (var m = n + 1; m < left.Count; m++)
            {
                if (together[a][left[m]] > most + 1e-9)
                    (best, most) = ((a, left[m]), together[a][left[m]]);
            }
        }

        return best;
    }

    private static int[] Places(int count, List<List<int>> view)
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
