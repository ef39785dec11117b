using System.Collections.Immutable;

namespace Tongdian.Domain.Opinions;

/// <summary>Finds the expressions that name a topic: said by many of its remarks and few others, whole, and as they were written.</summary>
internal static class TopicLabel
{
    private const int Longest = 6, Most = 3;

    // Half of what is said left or right of a word is never the same character; of half a word it always is.
    private const double OneSided = 0.75;

    private sealed class Phrase(string text, ImmutableArray<string> units, int length)
    {
        public string Text => text;
        public ImmutableArray<string> Units => units;
        public int Length => length;
        public HashSet<int> Members { get; } = [];
        public Dictionary<string, int> Before { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, int> After { get; } = new(StringComparer.Ordinal);
        public int Times { get; set; }
    }

    /// <summary>One to three expressions, the most telling first.</summary>
    public static ImmutableArray<string> Of(Wordings wordings, IReadOnlyList<int> members)
    {
        if (members is [var only])
            return [Whole(wordings.All[only].Runs.MaxBy(r => r.Units.Length)!)];
        var ties = new Ties(wordings);
        var outside = Enumerable.Range(0, wordings.All.Count).Except(members).Select(n => wordings.All[n]).ToList();
        var phrases = Phrases(wordings, members).Values.Where(p => p.Members.Count >= Math.Min(members.Count, Math.Max(2, members.Count * 0.08)) && (members.Count < 4 || Whole(p, ties)))
            .Select(p => (Phrase: p, Weight: Weight(p, members.Count, outside)))
            .Where(p => p.Weight > 0).OrderBy(p => p.Phrase.Text, StringComparer.Ordinal).ToList();
        var (label, uncovered) = (ImmutableArray.CreateBuilder<string>(), members.ToHashSet());
        while (label.Count < Most)
        {
            // What is said already counts little: the next expression is for the remarks that say it otherwise.
            var best = phrases.Where(p => !label.Any(l => Overlap(l, p.Phrase.Text)))
                .Select(p => (p.Phrase, Score: p.Weight * (p.Phrase.Members.Count(uncovered.Contains) + (0.2 * p.Phrase.Members.Count))))
                .OrderByDescending(p => p.Score).FirstOrDefault();
            if (best.Phrase is null || (label.Count > 0 && best.Phrase.Members.Count(uncovered.Contains) < members.Count * 0.05))
                break;
            label.Add(best.Phrase.Text);
            uncovered.ExceptWith(best.Phrase.Members);
        }

        return label.ToImmutable();
    }

    private static string Whole(TextRun run) => run.Written(0, Math.Min(run.Units.Length, 2 * Longest));

    private static Dictionary<string, Phrase> Phrases(Wordings wordings, IReadOnlyList<int> members)
    {
        var phrases = new Dictionary<string, Phrase>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var run in wordings.All[member].Runs)
            {
                for (var at = 0; at < run.Units.Length; at++)
                {
                    for (var length = run.Chinese ? 2 : 1; length <= (run.Chinese ? Longest : 2) && at + length <= run.Units.Length; length++)
                    {
                        if (RemarkText.IsSmall(run.Units[at]) || RemarkText.IsSmall(run.Units[at + length - 1]))
                            continue;
                        var text = run.Written(at, length);
                        if (!phrases.TryGetValue(text, out var phrase))
                            phrases[text] = phrase = new(text, run.Units.Slice(at, length), run.Chinese ? length : 2 * length);
                        phrase.Members.Add(member);
                        phrase.Times++;
                        Count(phrase.Before, at > 0 ? run.Units[at - 1] : null);
                        Count(phrase.After, at + length < run.Units.Length ? run.Units[at + length] : null);
                    }
                }
            }
        }

        return phrases;
    }

    private static void Count(Dictionary<string, int> beside, string? unit)
    {
        if (unit is not null)
            beside[unit] = beside.GetValueOrDefault(unit) + 1;
    }

    /// <summary>Neither always beside the same character, nor cut through a word: the tie across its end is weaker than the one inside.</summary>
    private static bool Whole(Phrase phrase, Ties ties)
    {
        return !Bound(phrase.Before) && !Bound(phrase.After)
            && (phrase.Units.Length < 2
                || (!Cut(phrase.Before, b => ties.Between(b, phrase.Units[0]), ties.Between(phrase.Units[0], phrase.Units[1]))
                    && !Cut(phrase.After, a => ties.Between(phrase.Units[^1], a), ties.Between(phrase.Units[^2], phrase.Units[^1]))));

        bool Bound(Dictionary<string, int> beside) => beside.Count > 0 && beside.Values.Max() > phrase.Times * OneSided;

        bool Cut(Dictionary<string, int> beside, Func<string, double> across, double within) =>
            beside.Where(b => across(b.Key) > within).Sum(b => b.Value) * 2 > phrase.Times;
    }

    /// <summary>How telling it is, and how much it tells.</summary>
    private static double Weight(Phrase phrase, int members, List<Wording> outside)
    {
        var elsewhere = outside.Count(w => w.Runs.Any(r => r.Written(0, r.Units.Length).Contains(phrase.Text, StringComparison.Ordinal)));
        var times = Steady.Log(phrase.Members.Count / (double)members / ((elsewhere + 0.5) / (outside.Count + 1)));
        return Math.Min(times, 4) * Math.Sqrt(phrase.Length - 1);
    }

    private static bool Overlap(string a, string b) => Enumerable.Range(0, a.Length - 1).Any(n => b.Contains(a.Substring(n, 2), StringComparison.Ordinal));

    /// <summary>How much oftener two units stand side by side than chance would have it.</summary>
    private sealed class Ties
    {
        private readonly Dictionary<string, int> single = new(StringComparer.Ordinal);
        private readonly Dictionary<(string, string), int> pairs = [];

        public Ties(Wordings wordings)
        {
            foreach (var run in wordings.All.SelectMany(w => w.Runs))
            {
                for (var n = 0; n < run.Units.Length; n++)
                {
                    single[run.Units[n]] = single.GetValueOrDefault(run.Units[n]) + 1;
                    if (n > 0)
                        pairs[(run.Units[n - 1], run.Units[n])] = pairs.GetValueOrDefault((run.Units[n - 1], run.Units[n])) + 1;
                }
            }
        }

        public double Between(string left, string right) =>
            pairs.GetValueOrDefault((left, right)) / ((double)single.GetValueOrDefault(left, 1) * single.GetValueOrDefault(right, 1));
    }
}
