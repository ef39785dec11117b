namespace Tongdian.Domain.Opinions;

/// <summary>A profile while topics are looked for: a weight for each numbered term, most of them 0.</summary>
internal sealed class TopicWeights
{
    // Logarithms: twice as often as elsewhere is the least that counts, 150 times the most.
    private const double Least = 0.7, Most = 5;

    // A term of less than 3 % of a topic is chance, of less than 20 % it counts in proportion.
    private const double Rare = 0.03, Common = 0.2;

    // Terms that carry no topic anywhere count half.
    private const double Plain = 0.5;

    // How much likelier in the topic than outside of it a remark must be, as a logarithm.
    private const double Margin = 1.6;

    // Larger topics are judged by this many of their wordings.
    private const int Sample = 80;

    private readonly Wordings wordings;
    private readonly double[] weights;

    private TopicWeights(Wordings wordings, double[] weights, double threshold) => (this.wordings, this.weights, Threshold) = (wordings, weights, threshold);

    /// <summary>The score from which a wording belongs to the topic.</summary>
    public double Threshold { get; }

    /// <summary>How much oftener terms are in some wordings than in the others.</summary>
    /// <param name="wordings">All of them.</param>
    /// <param name="members">Those of the topic.</param>
    /// <param name="apart">Those that are neither of the topic nor among the others.</param>
    public static TopicWeights Of(Wordings wordings, IReadOnlyCollection<int> members, IReadOnlyCollection<int>? apart = null)
    {
        var (within, aside) = (Counted(wordings, members), Counted(wordings, apart ?? []));
        var (inside, outside, weights) = (members.Count, wordings.All.Count - members.Count - (apart?.Count ?? 0), new double[within.Length]);
        for (var term = 0; term < weights.Length; term++)
        {
            if (within[term] == 0 || within[term] < Math.Max(Math.Min(2, inside), inside * Rare))
                continue;
            // Of what was seen, what is beyond doubt; of what was not seen, what may be.
            var (seen, other) = (within[term] - (0.7 * Math.Sqrt(within[term])), wordings.In[term] - within[term] - aside[term] + 0.7);
            var weight = Steady.Log(seen / inside / (other / (outside + 1))) * (Plain + ((1 - Plain) * wordings.Telling[term]));
            weights[term] = weight < Least ? 0 : Steady.Rounded(Math.Min(weight, Most) * Math.Min(1, within[term] / (Common * inside)));
        }

        return new(wordings, weights, Math.Max(Steady.Log((outside + 1.0) / inside), 1) + Margin);
    }

    /// <summary>How much a wording speaks for the topic.</summary>
    public double Score(Wording wording) => !Speaks(wording) ? 0 : TermEvidence.Of(wording.Length, wording.Places.Select(p => (weights[p.Term], p.At, p.Length))).Sum();

    /// <summary>The share of a wording's characters that speak for the topic, 0 to 1.</summary>
    public double Share(Wording wording) => Covered(wording, _ => 1);

    /// <summary>The same, of characters in terms that carry topics.</summary>
    public double TellingShare(Wording wording) => Covered(wording, t => wordings.Telling[t]);

    /// <summary>The share of pairs of members that have a term of the profile in common, 0 to 1; of a single one 1.</summary>
    public double Cohesion(IReadOnlyList<int> members)
    {
        var terms = Weighty(members);
        var common = terms.Index().Sum(a => terms.Skip(a.Index + 1).Count(a.Item.Overlaps));
        return terms.Count < 2 ? 1 : common / (terms.Count * (terms.Count - 1) / 2.0);
    }

    /// <summary>The same between two parts of the topic, as a share of what it is within them: 1 if they are no parts at all.</summary>
    public double Links(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var (x, y) = (Weighty(a), Weighty(b));
        return Share(x, y) / Math.Sqrt(Math.Max(Share(x, x) * Share(y, y), 1e-6));

        static double Share(List<HashSet<int>> of, List<HashSet<int>> with) => of.Sum(o => with.Count(o.Overlaps)) / (double)(of.Count * with.Count);
    }

    /// <summary>As it is kept.</summary>
    public TopicProfile Kept() => new(
        [.. wordings.Terms.Select((t, n) => new TermWeight(t, weights[n])).Where(t => t.Weight > 0).OrderByDescending(t => t.Weight).ThenBy(t => t.Term, StringComparer.Ordinal)],
        Threshold);

    private static int[] Counted(Wordings wordings, IReadOnlyCollection<int> members)
    {
        var count = new int[wordings.Terms.Count];
        foreach (var term in members.SelectMany(m => wordings.All[m].Terms))
            count[term]++;
        return count;
    }

    // Nearly all wordings have nothing to do with a topic, and this is asked of each of them many times.
    private bool Speaks(Wording wording)
    {
        foreach (var term in wording.Terms)
        {
            if (weights[term] > 0)
                return true;
        }

        return false;
    }

    private double Covered(Wording wording, Func<int, double> by) =>
        wording.Length == 0 ? 0 : TermEvidence.Of(wording.Length, wording.Places.Select(p => (weights[p.Term] > 0 ? p.Length * by(p.Term) : 0, p.At, p.Length))).Sum() / wording.Length;

    private List<HashSet<int>> Weighty(IReadOnlyList<int> members)
    {
        var step = Math.Max(1, (members.Count + Sample - 1) / Sample);
        return [.. members.Where((_, n) => n % step == 0).Select(m => wordings.All[m].Terms.Where(t => weights[t] > 0).ToHashSet())];
    }
}
