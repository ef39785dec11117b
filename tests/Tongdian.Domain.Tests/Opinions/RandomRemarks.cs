using System.Text;
using Tongdian.Domain.Opinions;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>Remarks as customers might write them, with themes planted in them.</summary>
/// <param name="Remarks">All of them, in no order.</param>
/// <param name="Planted">Which remarks were made of which theme.</param>
internal sealed record RandomRemarks(IReadOnlyList<Remark> Remarks, IReadOnlyDictionary<Theme, HashSet<string>> Planted)
{
    /// <summary>500 remarks with 5 to 8 themes of 20 to 60 remarks each.</summary>
    public static RandomRemarks Make(int seed) => Make(seed, 500, Themes.All, 5, 8);

    /// <summary>So many remarks, with themes out of a pool.</summary>
    public static RandomRemarks Make(int seed, int count, IReadOnlyList<Theme> pool, int fewest, int most) =>
        Of(seed, count, pool, fewest, most, (random, theme) => Around(random, Said(random, theme.Wordings[random.Next(theme.Wordings.Length)])), WithoutTheme);

    /// <summary>The same in words of other people.</summary>
    public static RandomRemarks Of(int seed, int count, IReadOnlyList<Theme> pool, int fewest, int most, Func<Random, Theme, string> about, Func<Random, string> otherwise)
    {
        var random = new Random(seed);
        var themes = pool.ToArray();
        random.Shuffle(themes);
        var (told, planted) = (new List<(string Text, Theme? Theme)>(), new Dictionary<Theme, HashSet<string>>());
        foreach (var theme in themes.Take(random.Next(fewest, most + 1)))
        {
            planted[theme] = [];
            for (var left = random.Next(20, 61); left > 0; left--)
                told.Add((about(random, theme), theme));
        }

        while (told.Count < count)
            told.Add((otherwise(random), null));
        var all = told.ToArray();
        random.Shuffle(all);
        var remarks = new List<Remark>();
        foreach (var (text, theme) in all)
        {
            remarks.Add(new Remark($"r{remarks.Count:D4}", text));
            if (theme is not null)
                planted[theme].Add(remarks[^1].Id);
        }

        return new(remarks, planted);
    }

    /// <summary>One of the ways to say it.</summary>
    public static string Said(Random random, string wording)
    {
        var said = new StringBuilder();
        foreach (var part in wording.Split('{', '}').Index())
            said.Append(part.Index % 2 == 0 ? part.Item : One(random, part.Item.Split('|')));
        return said.ToString();
    }

    private static string WithoutTheme(Random random)
    {
        if (random.Next(8) == 0)
            return One(random, Noise.Short);
        var core = One(random, Noise.Subjects) + One(random, ["", "的", "真的", "有点", "，", "倒是", " "]) + One(random, Noise.Predicates);
        if (random.Next(3) == 0)
            core += "，" + One(random, Noise.Subjects) + One(random, Noise.Predicates);
        return Around(random, core);
    }

    /// <summary>Something before, something after, other marks, a slip of the finger.</summary>
    private static string Around(Random random, string core)
    {
        var text = new StringBuilder();
        if (random.Next(2) == 0)
            text.Append(One(random, Noise.Openings));
        if (random.Next(6) == 0)
            text.Append(One(random, Noise.Asides)).Append('，');
        text.Append(core);
        if (random.Next(5) == 0)
            text.Append('，').Append(One(random, Noise.Asides));
        if (random.Next(2) == 0)
            text.Append(One(random, ["，", "。", ",", " ", "！", "...", ""])).Append(One(random, Noise.Endings));
        text.Append(One(random, ["", "", "。", "！", "!!", "~", "。。。", "？"]));
        if (random.Next(3) == 0)
            text.Replace('，', One(random, [",", " ", "、", "；"])[0]);
        if (random.Next(7) == 0)
            Slip(random, text);
        return text.ToString();
    }

    private static void Slip(Random random, StringBuilder text)
    {
        var at = random.Next(text.Length);
        switch (random.Next(3))
        {
            case 0: text.Remove(at, 1); break;
            case 1: text.Insert(at, text[at]); break;
            default: text[at] = "在得地做在以后事式"[random.Next(9)]; break;
        }
    }

    /// <summary>One of some.</summary>
    public static T One<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
