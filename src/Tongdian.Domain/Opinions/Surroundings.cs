namespace Tongdian.Domain.Opinions;

/// <summary>What is said in the remarks that are like a remark: two that share no word are still alike if the same others are near to both.</summary>
internal sealed class Surroundings(Wordings wordings, double[] length, List<int>[] holders)
{
    private const int Nearest = 16;
    private const double Least = 0.03, Nothing = 0.05;

    private readonly int[][] near = Near(wordings, length, holders);
    private readonly double[] sum = new double[holders.Length], own = new double[holders.Length];

    /// <summary>The mean cosine of the surroundings of any two of some wordings.</summary>
    /// <param name="of">The wordings.</param>
    /// <param name="without">Terms that do not count, neither for who is near nor for what is said there.</param>
    /// <param name="doubt">So many pairs more that are not alike at all.</param>
    public double Alike(List<int> of, HashSet<int> without, double doubt)
    {
        var (touched, squares) = (new HashSet<int>(), 0.0);
        foreach (var n in of)
        {
            var mine = Gathered(n, without);
            var size = Math.Sqrt(mine.Sum(t => own[t] * own[t])) + Nothing;
            foreach (var term in mine)
            {
                var part = own[term] / size;
                sum[term] += part;
                squares += part * part;
                own[term] = 0;
            }

            touched.UnionWith(mine);
        }

        var alike = touched.Sum(t => sum[t] * sum[t]) - squares;
        foreach (var term in touched)
            sum[term] = 0;
        return alike / Math.Max((of.Count * (of.Count - 1.0)) + doubt, 1);
    }

    private HashSet<int> Gathered(int n, HashSet<int> without)
    {
        var mine = new HashSet<int>();
        foreach (var other in near[n])
        {
            var weight = Common(n, other, without);
            if (weight <= 0)
                continue;
            foreach (var term in wordings.All[other].Terms)
            {
                if (without.Contains(term))
                    continue;
                own[term] += weight * wordings.Rarity[term] / length[other];
                mine.Add(term);
            }
        }

        return mine;
    }

    private double Common(int a, int b, HashSet<int> without)
    {
        var (with, common) = (wordings.All[b].Terms.AsSpan(), 0.0);
        foreach (var term in wordings.All[a].Terms)
        {
            if (!without.Contains(term) && with.BinarySearch(term) >= 0)
                common += wordings.Rarity[term] * wordings.Rarity[term];
        }

        return common / (length[a] * length[b]);
    }

    private static int[][] Near(Wordings wordings, double[] length, List<int>[] holders)
    {
        var (near, sums) = (new int[length.Length][], new double[length.Length]);
        for (var n = 0; n < near.Length; n++)
        {
            var met = new HashSet<int>();
            foreach (var term in wordings.All[n].Terms)
            {
                foreach (var other in holders[term])
                {
                    sums[other] += wordings.Rarity[term] * wordings.Rarity[term] / (length[n] * length[other]);
                    met.Add(other);
                }
            }

            met.Remove(n);
            near[n] = [.. met.Where(m => sums[m] >= Least).OrderByDescending(m => sums[m]).ThenBy(m => m).Take(Nearest)];
            Array.Clear(sums);
        }

        return near;
    }
}
