using System.Collections.Frozen;

namespace Tongdian.Domain.Opinions;

/// <summary>How somebody feels about it.</summary>
public enum Mood
{
    /// <summary>Neither, or both, or it cannot be told.</summary>
    Neutral,

    /// <summary>Something is wrong.</summary>
    Negative,

    /// <summary>Praise or thanks.</summary>
    Positive,
}

/// <summary>
/// Judges a remark. What the customer rated wins; without ratings the words decide, by counting praise and blame out of a list of our own
/// (<c>SentimentWords</c>), Chinese and English. "不", "没", "无", "未", "not" and the like turn the word around that follows within four characters (two English
/// words); "很", "太", "非常", "very" make it half as strong again; what follows "但是", "就是", "but" counts double, for praise before it is often politeness.
/// </summary>
/// <remarks>
/// A rough measure: for sorting and for sums, never the last word on one remark. It knows neither irony nor what is only hinted at, and a remark without any word
/// of the list is neutral. What it reached on remarks that nobody had tuned it on stands in docs/opinions.md.
/// </remarks>
public static class Sentiment
{
    private const int Reach = 4;
    private static readonly FrozenDictionary<string, double> Words = Weighed();
    private static readonly FrozenSet<string> Not = SentimentWords.Not.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Very = SentimentWords.Very.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> But = new[] { "但", "但是", "可是", "不过", "就是", "只是", "然而", "but", "however" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly int Longest = Words.Keys.Concat(Not).Max(w => w.Length);

    /// <summary>From the ratings if there are any, else from the words.</summary>
    /// <param name="text">What was written; may be empty.</param>
    /// <param name="ratings">
    /// 1 (dissatisfied) to 5 (very satisfied), of any dimensions. The worst decides when it is 3 ("so-so") or less, because such a rating asks for an answer:
    /// 1 or 2 is negative, 3 neutral; all 4 and 5 are positive.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A rating is not 1 to 5.</exception>
    public static Mood Of(string text, params IEnumerable<int> ratings)
    {
        var worst = 6;
        foreach (var rating in ratings)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(rating, 1, nameof(ratings));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(rating, 5, nameof(ratings));
            worst = Math.Min(worst, rating);
        }

        return worst switch { <= 2 => Mood.Negative, 3 => Mood.Neutral, <= 5 => Mood.Positive, _ => OfWords(text) };
    }

    private static Mood OfWords(string text) => Score(text) switch { >= 0.75 => Mood.Positive, <= -0.75 => Mood.Negative, _ => Mood.Neutral };

    private static double Score(string text)
    {
        var (score, scale) = (0.0, 1.0);
        foreach (var run in RemarkText.Runs(text))
        {
            var (turned, stronger) = (-1, -1);
            for (var at = 0; at < run.Units.Length;)
            {
                var (word, length) = Next(run, at);
                at += length;
                if (word is null)
                    continue;
                var reach = run.Chinese ? Reach : 2;
                if (Words.TryGetValue(word, out var weight))
                {
                    var start = at - length;
                    var value = weight * (stronger >= start - 1 ? 1.5 : 1);
                    // Not bad is less than good.
                    score += scale * (turned >= 0 && start - turned <= reach ? -value * (weight > 0 ? 1 : 0.75) : value);
                    (turned, stronger) = (-1, -1);
                }
                else if (Not.Contains(word))
                {
                    turned = at;
                }
                else if (Very.Contains(word))
                {
                    stronger = at;
                }
                else
                {
                    (turned, scale) = (-1, 2);
                }
            }
        }

        return score;
    }

    /// <summary>The longest word of any list that begins here; none is one character or word further.</summary>
    private static (string? Word, int Length) Next(TextRun run, int at)
    {
        for (var length = run.Chinese ? Math.Min(Longest, run.Units.Length - at) : 1; length > 0; length--)
        {
            var word = run.Written(at, length);
            if (Words.ContainsKey(word) || Not.Contains(word) || Very.Contains(word) || But.Contains(word))
                return (word, length);
        }

        return (null, 1);
    }

    private static FrozenDictionary<string, double> Weighed()
    {
        var words = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in SentimentWords.Good)
            words[word] = SentimentWords.Strong.Contains(word, StringComparer.Ordinal) ? 2 : 1;
        foreach (var word in SentimentWords.Bad)
            words[word] = SentimentWords.Strong.Contains(word, StringComparer.Ordinal) ? -2 : -1;
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
