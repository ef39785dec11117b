using System.Text;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>
/// <see cref="UnseenThemes"/> among <see cref="UnseenNoise"/>, put together otherwise than by <see cref="RandomRemarks"/>: some remarks are bare, some long, some say
/// something else besides; slips are those of an input by sound.
/// </summary>
internal static class UnseenRemarks
{
    private static readonly (char Meant, char Written)[] Sounds =
    [
        ('的', '得'), ('得', '的'), ('做', '作'), ('再', '在'), ('在', '再'), ('已', '以'), ('他', '她'), ('那', '哪'), ('是', '事'), ('电', '店'), ('表', '标'), ('师', '施'), ('交', '缴'), ('费', '废'), ('没', '每'), ('装', '庄'), ('办', '半'), ('个', '各'), ('钱', '前'), ('到', '道'),
    ];

    /// <summary>500 remarks with 5 to 8 themes of 20 to 60 remarks each.</summary>
    public static RandomRemarks Make(int seed) => Make(seed, 500, 5, 8);

    /// <summary>So many remarks with some themes of 20 to 60 remarks each.</summary>
    public static RandomRemarks Make(int seed, int count, int fewest, int most) => RandomRemarks.Of(seed, count, UnseenThemes.All, fewest, most, About, Otherwise);

    private static string About(Random random, Theme theme) => Written(random, RandomRemarks.Said(random, RandomRemarks.One(random, theme.Wordings)));

    private static string Otherwise(Random random) => Written(random, Else(random));

    private static string Else(Random random) => random.Next(10) switch
    {
        < 2 => RandomRemarks.Said(random, RandomRemarks.One(random, UnseenNoise.Remarks)),
        < 9 => RandomRemarks.One(random, UnseenNoise.Things) + RandomRemarks.One(random, UnseenNoise.Sayings),
        _ => $"{RandomRemarks.Said(random, RandomRemarks.One(random, UnseenNoise.Remarks))}，{RandomRemarks.One(random, UnseenNoise.Things)}{RandomRemarks.One(random, UnseenNoise.Sayings)}",
    };

    private static string Written(Random random, string core)
    {
        var text = new StringBuilder(core);
        switch (random.Next(20))
        {
            case < 4: break;
            case < 9: text.Insert(0, RandomRemarks.One(random, UnseenNoise.Before)); break;
            case < 14: text.Append(RandomRemarks.One(random, ["，", "。", "！", " "])).Append(RandomRemarks.One(random, UnseenNoise.After)); break;
            case < 17: text.Insert(0, RandomRemarks.One(random, UnseenNoise.Before)).Append('，').Append(RandomRemarks.One(random, UnseenNoise.After)); break;
            case 17: text.Append('。').Append(Else(random)); break;
            case 18: text.Insert(0, Else(random) + "，就是"); break;
            default: text.Insert(0, RandomRemarks.One(random, UnseenNoise.Before)).Append('；').Append(Else(random)).Append('。').Append(RandomRemarks.One(random, UnseenNoise.After)); break;
        }

        text.Append(RandomRemarks.One(random, ["", "", "", "。", "！", "？？", "😡", "……", "🙏"]));
        if (random.Next(4) == 0)
            text.Replace('，', ' ');
        if (random.Next(6) == 0)
            Slip(random, text);
        return text.ToString();
    }

    private static void Slip(Random random, StringBuilder text)
    {
        var at = random.Next(text.Length);
        var (meant, written) = RandomRemarks.One(random, Sounds);
        switch (random.Next(4))
        {
            case 0: text.Remove(at, 1); break;
            case 1 when at > 0: (text[at - 1], text[at]) = (text[at], text[at - 1]); break;
            default: text.Replace(meant, written); break;
        }
    }
}
