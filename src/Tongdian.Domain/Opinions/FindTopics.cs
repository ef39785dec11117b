using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Opinions;

/// <summary>Something that several customers talk about.</summary>
/// <param name="Id">Made of the topic's terms: the same remarks have the same topics with the same ids. It is no identity over time; see <see cref="MatchTopics"/>.</param>
/// <param name="Label">One to three expressions as customers wrote them, the most telling first.</param>
/// <param name="Remarks">Ids of the remarks that belong to it, in ordinal order. A remark belongs to one topic or to none.</param>
/// <param name="Cohesion">The share of pairs of its different wordings that have a telling term in common, 0 to 1: from one half on it is about one thing.</param>
/// <param name="Examples">Ids of up to three remarks that say it best, each in another way where possible.</param>
/// <param name="Profile">What it is known by later.</param>
public sealed record Topic(string Id, ImmutableArray<string> Label, ImmutableArray<string> Remarks, double Cohesion, ImmutableArray<string> Examples, TopicProfile Profile)
{
    /// <summary>How many remarks belong to it.</summary>
    public int Size => Remarks.Length;
}

/// <summary>Finds what customers talk about from what they wrote, and from nothing else: no list of topics, no keywords, no dictionary.</summary>
/// <remarks>
/// <para>
/// A remark is seen as the pairs of neighbouring Chinese characters and the English words in it, without particles, numbers and marks. A term carries a topic when
/// the remarks that have it are alike in their other words too (a greeting or "希望改进" does not). Remarks are compared by the cosine of their
/// weighted terms, each brightened by its nearest neighbours, so that two wordings meet that have nothing in common but a third; groups are those of the Louvain
/// method in the network of nearest neighbours, in five views that have to agree. Groups that take each other's remarks for their own become one. Every remark goes
/// where its terms speak for most (log-odds against all others), or nowhere. What does not hang together is dropped.
/// </para>
/// <para>
/// Range: up to about 5000 remarks of 4 to 300 characters at once; time grows with the square of their number. Of themes of 20 to 60 remarks
/// among 500 nine in ten are found; below eight a theme is never reported. Limits: it does not know that two words mean the same unless remarks link them; two
/// themes that share most words become one, one theme in two vocabularies becomes two; a remark about two things is counted with one of them. How often this
/// happens was measured: docs/opinions.md.
/// </para>
/// <para>The same remarks in any order give the same topics on every machine: logarithms are rounded, everything else is exact arithmetic in a fixed order.</para>
/// </remarks>
public static class FindTopics
{
    /// <summary>Below this a topic is not worth a name.</summary>
    public const int Smallest = 8;

    // "没有意见" is four characters long.
    private const int Says = 5;

    /// <summary>The topics of some remarks, the largest first.</summary>
    /// <param name="remarks">With different ids.</param>
    /// <exception cref="ArgumentException">Two remarks have the same id.</exception>
    public static ImmutableArray<Topic> In(IReadOnlyCollection<Remark> remarks)
    {
        if (remarks.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count() < remarks.Count)
            throw new ArgumentException("every remark has an id of its own", nameof(remarks));
        var wordings = new Wordings(remarks);
        var groups = TopicGroups.In(wordings);
        // What many wrote to the letter is a topic without any other wording.
        var taken = groups.SelectMany(g => g).ToHashSet();
        groups.AddRange(Enumerable.Range(0, wordings.All.Count).Where(n => !taken.Contains(n) && wordings.All[n].Length >= Says).Select(n => new List<int> { n }));
        return
        [
            .. groups.Where(g => g.Sum(n => wordings.All[n].Remarks.Length) >= Smallest).Select(g => Described(wordings, g))
                .OrderByDescending(t => t.Size).ThenBy(t => t.Id, StringComparer.Ordinal),
        ];
    }

    private static Topic Described(Wordings wordings, List<int> group)
    {
        var weights = TopicWeights.Of(wordings, group);
        var profile = weights.Kept();
        return new(
            Id(profile),
            TopicLabel.Of(wordings, group),
            [.. group.SelectMany(n => wordings.All[n].Remarks).Select(r => r.Id).Order(StringComparer.Ordinal)],
            Math.Round(weights.Cohesion(group), 3),
            Examples(wordings, group, weights),
            profile);
    }

    private static ImmutableArray<string> Examples(Wordings wordings, List<int> group, TopicWeights weights)
    {
        var best = group.Select(n => wordings.All[n]).OrderByDescending(w => weights.Score(w) * weights.Share(w)).ThenBy(w => w.Remarks[0].Id, StringComparer.Ordinal).ToList();
        var chosen = new List<Wording>();
        foreach (var wording in best)
        {
            if (chosen.Count < 3 && chosen.All(c => c.Terms.Intersect(wording.Terms).Count() * 2 <= wording.Terms.Length))
                chosen.Add(wording);
        }

        return [.. chosen.Select(c => c.Remarks[0].Id)];
    }

    /// <summary>FNV-1a of 64 bits: a short name, no secret.</summary>
    private static string Id(TopicProfile profile)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in string.Join(' ', profile.Terms.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Term}{t.Weight}"))))
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
