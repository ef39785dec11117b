namespace Tongdian.Domain.Opinions;

/// <summary>Groups in a network by the method of Louvain: greatest modularity, always in the same order.</summary>
internal static class Communities
{
    /// <summary>For every node the number of its group.</summary>
    public static int[] In(SortedDictionary<int, double>[] links, double resolution)
    {
        var group = Enumerable.Range(0, links.Length).ToArray();
        while (true)
        {
            var (moved, count) = Moved(links, resolution);
            for (var n = 0; n < group.Length; n++)
                group[n] = moved[group[n]];
            if (count == links.Length)
                return group;
            links = Folded(links, moved, count);
        }
    }

    private static (int[] Group, int Count) Moved(SortedDictionary<int, double>[] links, double resolution)
    {
        var group = Enumerable.Range(0, links.Length).ToArray();
        var degree = links.Select(l => l.Values.Sum()).ToArray();
        var (total, sum) = ((double[])degree.Clone(), degree.Sum());
        var changed = sum > 0;
        for (var round = 0; changed && round < 50; round++)
        {
            changed = false;
            for (var n = 0; n < links.Length; n++)
            {
                var to = new SortedDictionary<int, double> { [group[n]] = 0 };
                foreach (var (other, weight) in links[n])
                {
                    if (other != n)
                        to[group[other]] = to.GetValueOrDefault(group[other]) + weight;
                }

                total[group[n]] -= degree[n];
                var best = group[n];
                double Gain(int g) => to[g] - (resolution * total[g] * degree[n] / sum);
                foreach (var g in to.Keys)
                {
                    if (Gain(g) > Gain(best) + 1e-9)
                        best = g;
                }

                total[best] += degree[n];
                changed |= best != group[n];
                group[n] = best;
            }
        }

        var numbers = group.Distinct().Order().Index().ToDictionary(g => g.Item, g => g.Index);
        return ([.. group.Select(g => numbers[g])], numbers.Count);
    }

    private static SortedDictionary<int, double>[] Folded(SortedDictionary<int, double>[] links, int[] group, int count)
    {
        var folded = Enumerable.Range(0, count).Select(_ => new SortedDictionary<int, double>()).ToArray();
        for (var n = 0; n < links.Length; n++)
        {
            foreach (var (other, weight) in links[n])
                folded[group[n]][group[other]] = folded[group[n]].GetValueOrDefault(group[other]) + weight;
        }

        return folded;
    }
}
