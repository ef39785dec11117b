using Tongdian.Domain.Opinions;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>Remarks in which <see cref="StrangersThemes"/> are planted.</summary>
internal static class StrangersRemarks
{
    /// <summary>So many crossed themes with all of their combinations, or as many of each as told, in so many remarks.</summary>
    public static RandomRemarks Crossed(int seed, IReadOnlyList<Crossed> pool, int themes, int count, int? fewest = null, int? most = null) =>
        Planted(seed, themes, count, [.. pool.Select(p => (p.AsTheme(), fewest, most))]);

    private static RandomRemarks Planted(int seed, int themes, int count, (Theme Theme, int? Fewest, int? Most)[] pool)
    {
        var (random, told, planted) = (new Random(seed), new List<(string Text, Theme? Theme)>(), new Dictionary<Theme, HashSet<string>>());
        random.Shuffle(pool);
        foreach (var (theme, fewest, most) in pool.Take(themes))
        {
            planted[theme] = [];
            var wordings = theme.Wordings.ToArray();
            random.Shuffle(wordings);
            told.AddRange(wordings.Take(fewest is { } few ? random.Next(few, most!.Value + 1) : wordings.Length).Select(w => (w, (Theme?)theme)));
        }

        var combinations = Noise.Subjects.SelectMany(s => Noise.Predicates.Select(p => s + p)).ToArray();
        random.Shuffle(combinations);
        told.AddRange(combinations.Take(count - told.Count).Select(c => (c, (Theme?)null)));
        var all = told.ToArray();
        random.Shuffle(all);
        foreach (var (n, (_, theme)) in all.Index().Where(a => a.Item.Theme is not null))
            planted[theme!].Add($"r{n:D4}");
        return new([.. all.Select((a, n) => new Remark($"r{n:D4}", a.Text))], planted);
    }
}
