using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tongdian.Domain.Opinions;

/// <summary>A place in a remark where a term stands.</summary>
/// <param name="Term">Its number.</param>
/// <param name="At">Of its first character or word, counted over the content of the remark.</param>
/// <param name="Length">In characters or words.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TermPlace(int Term, int At, int Length);

/// <summary>Remarks that say the same to the letter.</summary>
internal sealed record Wording(ImmutableArray<TextRun> Runs, ImmutableArray<TermPlace> Places, int Length, ImmutableArray<Remark> Remarks)
{
    /// <summary>Its different terms.</summary>
    public ImmutableArray<int> Terms { get; } = [.. Places.Select(p => p.Term).Distinct().Order()];
}

/// <summary>All remarks as different wordings over numbered terms. The order in which the remarks came does not matter.</summary>
internal sealed class Wordings
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public Wordings(IEnumerable<Remark> remarks)
    {
        var same = new SortedDictionary<string, List<Remark>>(StringComparer.Ordinal);
        foreach (var remark in remarks)
        {
            var key = string.Join('\n', RemarkText.Runs(remark.Text).Select(r => r.Written(0, r.Units.Length)));
            if (!same.TryGetValue(key, out var list))
                same[key] = list = [];
            list.Add(remark);
        }

        foreach (var list in same.Values)
        {
            var runs = RemarkText.Runs(list[0].Text);
            var (places, at) = (ImmutableArray.CreateBuilder<TermPlace>(), 0);
            foreach (var (term, from, length) in RemarkTerms.Of(runs))
            {
                places.Add(new(Number(term), from, length));
                at = Math.Max(at, from + length);
            }

            All.Add(new Wording(runs, places.ToImmutable(), at, [.. list.OrderBy(r => r.Id, StringComparer.Ordinal)]));
        }

        In = new int[Terms.Count];
        foreach (var term in All.SelectMany(w => w.Terms))
            In[term]++;
        Rarity = [.. In.Select(i => Steady.Log((double)All.Count / i))];
        Telling = TellingTerms.In(this);
    }

    /// <summary>The wordings.</summary>
    public List<Wording> All { get; } = [];

    /// <summary>The terms by number.</summary>
    public List<string> Terms { get; } = [];

    /// <summary>In how many wordings each term is.</summary>
    public int[] In { get; }

    /// <summary>How rare each term is: 0 when all have it, the logarithm of their number when one has it.</summary>
    public double[] Rarity { get; }

    /// <summary>How far each term carries a topic, 0 to 1.</summary>
    public double[] Telling { get; }

    private int Number(string term)
    {
        if (!numbers.TryGetValue(term, out var number))
        {
            numbers[term] = number = Terms.Count;
            Terms.Add(term);
        }

        return number;
    }
}
