using Tongdian.Domain.Opinions;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>How well planted themes were found.</summary>
/// <param name="Missed">Themes without a topic of their own: purity 0.8, recall 0.6, a label that shares an expression.</param>
/// <param name="Spurious">Topics of ten remarks and more that are no planted theme.</param>
/// <param name="Purity">The mean over the themes.</param>
/// <param name="Recall">The mean over the themes.</param>
internal sealed record TopicOutcome(IReadOnlyList<string> Missed, int Spurious, double Purity, double Recall)
{
    public static TopicOutcome Of(RandomRemarks given, IReadOnlyCollection<Topic> topics)
    {
        var (missed, used, purities, recalls) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), new List<double>(), new List<double>());
        foreach (var (theme, ids) in given.Planted)
        {
            var best = topics.MaxBy(t => t.Remarks.Count(ids.Contains));
            var hits = best?.Remarks.Count(ids.Contains) ?? 0;
            var (purity, recall) = (hits / Math.Max(1.0, best?.Size ?? 0), hits / (double)ids.Count);
            purities.Add(purity);
            recalls.Add(recall);
            var named = best is not null && theme.Keys.Any(k => best.Label.Any(l => l.Contains(k, StringComparison.OrdinalIgnoreCase)));
            if (purity >= 0.8 && recall >= 0.6)
                used.Add(best!.Id);
            if (purity < 0.8 || recall < 0.6 || !named)
                missed.Add($"{theme.Name} ({ids.Count}): purity {purity:F2}, recall {recall:F2}, called {string.Join(" / ", best?.Label ?? [])}");
        }

        return new(missed, topics.Count(t => t.Size >= 10 && !used.Contains(t.Id)), purities.Average(), recalls.Average());
    }

    public override string ToString() => $"missed: {string.Join("; ", Missed)}; spurious: {Spurious}";
}
