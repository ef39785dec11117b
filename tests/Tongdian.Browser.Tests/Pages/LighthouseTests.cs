using Tongdian.Browser.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Pages;

/// <summary>Runs when nothing else does: what is measured is time.</summary>
[Collection(nameof(Alone)), Trait("needs", "quiet")]
public sealed class LighthouseTests(Site site) : BrowserTest(site)
{
    private const double Least = 0.95;

    [Theory, ClassData(typeof(AllPages.Scored))]
    public async Task A_page_is_quick_and_well_made(string page)
    {
        const string language = "zh-CN";
        var visitor = await Somebody(view: View.Phone, language: language);
        var path = await AllPages.Named(page).Reach(visitor);
        // A busy machine makes one look worse, never better, so a good one is enough and a bad one is taken again: the middle of three counts.
        var looks = new List<Lighthouse>();
        do
            looks.Add(await Lighthouse.Look(visitor, path, language));
        while (looks.Count < 3 && Missed(looks).Count > 0);

        Faults.None(Missed(looks));
    }

    private static List<string> Missed(List<Lighthouse> looks) =>
    [
        .. from category in looks[0].Scores.Keys
           let middle = looks.OrderBy(l => l.Scores[category]).ElementAt(looks.Count / 2)
           where middle.Scores[category] < Least
           select $"{category} {middle.Scores[category]:0.00}:{string.Concat(middle.Lost[category].Select(l => $"\n    {l}"))}",
    ];
}

/// <summary>The tests that have the machine to themselves: nothing else of this program runs beside them, and <c>./test</c> runs them last.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
