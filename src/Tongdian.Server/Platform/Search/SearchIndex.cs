using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Search;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Search;

/// <summary>A subject that was found.</summary>
/// <param name="Subject">Which of its kind.</param>
/// <param name="Words">How many words of the question it has.</param>
/// <param name="Weight">How much it is about them.</param>
public sealed record Hit(string Subject, int Words, int Weight);

/// <summary>
/// Finds subjects by their words, the same way on both databases. A subject is written in the transaction of whoever keeps it: what is stored
/// can be found, and what is gone cannot.
/// </summary>
public static class SearchIndex
{
    // A question is a few words; who sends a page of text is answered by its beginning.
    private const int MostWords = 24;
    private const int MostWeight = 1000;

    /// <summary>Puts the words of a subject in the place of those it had; with no parts it is found no more. The caller saves.</summary>
    /// <param name="context">The caller's unit of work.</param>
    /// <param name="kind">What kind of subject.</param>
    /// <param name="subject">Which.</param>
    /// <param name="parts">What it says, and what a word there weighs.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task Write(TongdianContext context, string kind, string subject, IEnumerable<(string Text, int Weight)> parts, CancellationToken cancel)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (text, weight) in parts)
        {
            foreach (var word in SearchWords.Of(text))
                words[word] = Math.Min(MostWeight, words.GetValueOrDefault(word) + weight);
        }

        foreach (var row in await context.Set<SearchRow>().Where(r => r.Kind == kind && r.Subject == subject).ToListAsync(cancel))
        {
            if (words.Remove(row.Word, out var weight))
                row.Weight = weight;
            else
                context.Remove(row);
        }

        context.AddRange(words.Select(w => new SearchRow { Kind = kind, Word = w.Key, Subject = subject, Weight = w.Value }));
    }

    /// <summary>The subjects that have all words of a question, the best first; none when it has no words.</summary>
    public static Task<List<Hit>> Find(TongdianContext context, string kind, string question, int most, CancellationToken cancel) =>
        Look(context, kind, question, words => words, most, cancel);

    /// <summary>The subjects that have at least half the words of a question, those with most of them first: for when none has all.</summary>
    public static Task<List<Hit>> FindNearest(TongdianContext context, string kind, string question, int most, CancellationToken cancel) =>
        Look(context, kind, question, words => (words + 1) / 2, most, cancel);

    private static Task<List<Hit>> Look(TongdianContext context, string kind, string question, Func<int, int> atLeast, int most, CancellationToken cancel)
    {
        var words = SearchWords.Of(question).Distinct(StringComparer.Ordinal).Take(MostWords).ToLookup(SearchWords.IsOneHan);
        var (pairs, alone) = (words[false].ToList(), words[true].ToList());
        var all = context.Set<SearchRow>().AsNoTracking().Where(r => r.Kind == kind);
        var rows = all;
        // One Han character is inside pairs: the only question that looks at every word of a kind.
        foreach (var one in alone)
            rows = rows.Where(r => all.Any(x => x.Subject == r.Subject && x.Word.Contains(one)));
        if (pairs.Count > 0)
            rows = rows.Where(r => pairs.Contains(r.Word));
        else if (alone is [var first, ..])
            rows = rows.Where(r => r.Word.Contains(first));
        else
            return Task.FromResult(new List<Hit>());
        var needed = pairs.Count > 0 ? atLeast(pairs.Count) : 1;
        return rows.GroupBy(r => r.Subject).Select(g => new { Subject = g.Key, Words = g.Count(), Weight = g.Sum(r => r.Weight) })
            .Where(h => h.Words >= needed).OrderByDescending(h => h.Words).ThenByDescending(h => h.Weight).ThenBy(h => h.Subject).Take(most)
            .Select(h => new Hit(h.Subject, h.Words, h.Weight)).ToListAsync(cancel);
    }
}
