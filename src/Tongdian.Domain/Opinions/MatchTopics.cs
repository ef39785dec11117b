using System.Collections.Immutable;

namespace Tongdian.Domain.Opinions;

/// <summary>A topic that is kept, with whatever its id stands for: an owner, an improvement, its figures.</summary>
public sealed record KnownTopic(string Id, TopicProfile Profile);

/// <summary>Which known topic a topic of a new search is.</summary>
/// <param name="Found">The id of the topic that was found.</param>
/// <param name="Known">The id of the known one; null when it is new.</param>
/// <param name="Likeness">Of their profiles, 0 to 1; of the nearest known one, also when it is too far away.</param>
public sealed record TopicMatch(string Found, string? Known, double Likeness);

/// <summary>Knows topics again: in a new remark, and in the topics of a later search, so that a topic keeps its owner and its improvement.</summary>
/// <remarks>
/// A remark belongs to the topic for which its terms speak most, if they reach the topic's threshold. Profiles are compared by the cosine of their weights.
/// Range: a profile is as good as the remarks it was made of; made of twenty or more it knows most remarks in the same vocabulary again. Limits: words that came up
/// after the profile was made say nothing, so look for topics anew now and then and keep the newest profile of each.
/// </remarks>
public sealed class MatchTopics
{
    /// <summary>From this likeness on two profiles are the same topic.</summary>
    public const double Same = 0.4;

    private readonly ImmutableArray<KnownTopic> topics;
    private readonly Dictionary<string, List<(int Topic, double Weight)>> speaks = new(StringComparer.Ordinal);

    /// <summary>Matches against some topics. Their order does not matter.</summary>
    public MatchTopics(IEnumerable<KnownTopic> known)
    {
        topics = [.. known.OrderBy(t => t.Id, StringComparer.Ordinal)];
        foreach (var (index, topic) in topics.Index())
        {
            foreach (var (term, weight) in topic.Profile.Terms)
            {
                if (!speaks.TryGetValue(term, out var list))
                    speaks[term] = list = [];
                list.Add((index, weight));
            }
        }
    }

    /// <summary>The id of the topic that a remark belongs to; null for none.</summary>
    public string? Of(string text)
    {
        var (places, length) = (new List<(double Weight, int At, int Length)>?[topics.Length], 0);
        foreach (var (term, at, size) in RemarkTerms.Of(RemarkText.Runs(text)))
        {
            length = Math.Max(length, at + size);
            foreach (var (topic, weight) in speaks.GetValueOrDefault(term) ?? [])
                (places[topic] ??= []).Add((weight, at, size));
        }

        var (best, most) = ((string?)null, 0.0);
        foreach (var (index, topic) in topics.Index())
        {
            var over = places[index] is { } found ? TermEvidence.Of(length, found).Sum() - topic.Profile.Threshold : -1;
            if (over >= 0 && (best is null || over > most))
                (best, most) = (topic.Id, over);
        }

        return best;
    }

    /// <summary>Which of the known topics were found again. Each is found once at most: the most alike pairs first.</summary>
    /// <returns>One match for every topic that was found, in the same order.</returns>
    public ImmutableArray<TopicMatch> Again(IReadOnlyList<Topic> found)
    {
        var pairs = found.SelectMany(f => topics.Select(k => (f.Id, Known: k.Id, Likeness: Likeness(f.Profile, k.Profile)))).ToList();
        var (taken, matched) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, (string Known, double Likeness)>(StringComparer.Ordinal));
        foreach (var (id, known, likeness) in pairs.Where(p => p.Likeness >= Same).OrderByDescending(p => p.Likeness).ThenBy(p => p.Id, StringComparer.Ordinal).ThenBy(p => p.Known, StringComparer.Ordinal))
        {
            if (!matched.ContainsKey(id) && taken.Add(known))
                matched[id] = (known, likeness);
        }

        return
        [
            .. found.Select(f => matched.TryGetValue(f.Id, out var match)
                ? new TopicMatch(f.Id, match.Known, match.Likeness)
                : new TopicMatch(f.Id, null, pairs.Where(p => p.Id == f.Id).Select(p => p.Likeness).DefaultIfEmpty(0).Max())),
        ];
    }

    private static double Likeness(TopicProfile a, TopicProfile b)
    {
        var weights = b.Terms.ToDictionary(t => t.Term, t => t.Weight, StringComparer.Ordinal);
        var (both, one, other) = (a.Terms.Sum(t => t.Weight * weights.GetValueOrDefault(t.Term)), a.Terms.Sum(t => t.Weight * t.Weight), b.Terms.Sum(t => t.Weight * t.Weight));
        return one == 0 || other == 0 ? 0 : Math.Round(both / Math.Sqrt(one * other), 3);
    }
}
