using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tongdian.Domain.Opinions;

/// <summary>Another wording and how alike it is, or a term and how much it weighs.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Neighbour(int Of, double Weight);

/// <summary>Who is like whom: the cosine of weighted terms, each wording brightened by those that are nearest to it.</summary>
internal sealed class Likeness
{
    // Terms that seem to carry no topic count half: they may, and are too few to show it.
    private const double Plain = 0.5;

    // So many neighbours lend a wording their terms, twice as strongly as they are alike. Two remarks that share nothing meet through a third.
    private const int Lenders = 6;
    private const double Lent = 2, Alike = 0.05;

    private readonly int terms;
    private readonly Neighbour[][] vectors;

    public Likeness(Wordings wordings)
    {
        terms = wordings.Terms.Count;
        var weight = wordings.Rarity.Select((r, t) => r * (Plain + ((1 - Plain) * wordings.Telling[t]))).ToArray();
        vectors =
        [
            .. wordings.All.Select(w =>
            {
                var length = Math.Sqrt(w.Terms.Sum(t => weight[t] * wordings.Rarity[t]) + 0.1);
                return w.Terms.Where(t => wordings.In[t] > 1).Select(t => new Neighbour(t, weight[t] / length)).ToArray();
            }),
        ];
        vectors = Brightened();
    }

    /// <summary>The nearest neighbours of every wording, nearest first.</summary>
    public ImmutableArray<Neighbour>[] Nearest(int most, double least)
    {
        var holders = Enumerable.Range(0, terms).Select(_ => new List<Neighbour>()).ToArray();
        foreach (var (n, vector) in vectors.Index())
        {
            foreach (var part in vector)
                holders[part.Of].Add(new(n, part.Weight));
        }

        var (nearest, sums) = (new ImmutableArray<Neighbour>[vectors.Length], new double[vectors.Length]);
        for (var n = 0; n < vectors.Length; n++)
        {
            Array.Clear(sums);
            foreach (var part in vectors[n])
            {
                foreach (var other in holders[part.Of])
                    sums[other.Of] += part.Weight * other.Weight;
            }

            sums[n] = 0;
            nearest[n] = [.. sums.Select((s, other) => new Neighbour(other, s)).Where(s => s.Weight >= least).OrderByDescending(s => s.Weight).ThenBy(s => s.Of).Take(most)];
        }

        return nearest;
    }

    private Neighbour[][] Brightened()
    {
        var (nearest, sums, bright) = (Nearest(Lenders, Alike), new double[terms], new Neighbour[vectors.Length][]);
        for (var n = 0; n < vectors.Length; n++)
        {
            var touched = new SortedSet<int>();
            foreach (var (of, by) in nearest[n].Select(x => (x.Of, Lent * x.Weight)).Prepend((n, 1)))
            {
                foreach (var part in vectors[of])
                {
                    touched.Add(part.Of);
                    sums[part.Of] += by * part.Weight;
                }
            }

            var length = Math.Sqrt(touched.Sum(t => sums[t] * sums[t]));
            bright[n] = [.. touched.Where(_ => length > 0).Select(t => new Neighbour(t, sums[t] / length))];
            foreach (var term in touched)
                sums[term] = 0;
        }

        return bright;
    }
}
