using Xunit;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>The planted themes are no gift: nobody finds one by a single word.</summary>
public sealed class ThemesTests
{
    public static TheoryData<string> Names => [.. Themes.All.Select(t => t.Name)];

    [Theory, MemberData(nameof(Names))]
    public void No_two_characters_are_in_more_than_three_quarters_of_what_is_said_of_a_theme(string name)
    {
        var said = Said(name, 400);

        var most = said.SelectMany(s => s).GroupBy(p => p, StringComparer.Ordinal).MaxBy(g => g.Count())!;

        Assert.True(most.Count() < said.Count * 0.75, $"{most.Key} is in {most.Count()} of {said.Count}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Wordings_of_a_theme_are_linked_and_many_have_nothing_in_common(string name)
    {
        var said = Said(name, 60);

        var apart = said.Index().SelectMany(a => said.Skip(a.Index + 1).Select(b => !a.Item.Overlaps(b))).ToList();

        Assert.InRange(apart.Count(a => a) / (double)apart.Count, 0.1, 0.75);
        Assert.All(said, s => Assert.True(said.Count(o => o.Overlaps(s)) >= 4, "somebody says it in a way that nobody else does"));
    }

    [Fact]
    public void There_are_enough_themes_to_choose_from() => Assert.InRange(Themes.All.Length, 14, 40);

    private static List<HashSet<string>> Said(string name, int times)
    {
        var (theme, random) = (Themes.All.Single(t => t.Name == name), new Random(7));
        return [.. Enumerable.Range(0, times).Select(_ => Pairs(RandomRemarks.Said(random, theme.Wordings[random.Next(theme.Wordings.Length)])))];
    }

    private static HashSet<string> Pairs(string said) => [.. Enumerable.Range(0, said.Length - 1).Select(n => said.Substring(n, 2)).Where(p => !p.Contains('，', StringComparison.Ordinal))];
}
