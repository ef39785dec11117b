using Tongdian.Browser.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Pages;

/// <summary>What customers see.</summary>
public sealed class CustomerPageTests(Site site) : BrowserTest(site)
{
    private const int Most = 50_000;

    [Theory, ClassData(typeof(AllPages.LooksOfCustomers))]
    public async Task Pages_fit_the_screen_and_shut_nobody_out(View view, string language) =>
        Faults.None(await PageCheck.Look(AllPages.Of(Audience.Customer), await Somebody(view: view, language: language), language));

    [Fact]
    public async Task Pages_cost_a_customer_less_than_fifty_kilobytes()
    {
        var visitor = await Somebody(view: View.Phone);
        var heavy = new List<string>();
        foreach (var page in AllPages.Of(Audience.Customer).Where(p => p.Then is null))
        {
            var bytes = await Weight.Of(visitor, await page.Reach(visitor));
            Assert.NotEmpty(bytes);
            if (bytes.Values.Sum() >= Most)
                heavy.Add($"{page.Name}:{string.Concat(bytes.OrderByDescending(b => b.Value).Select(b => $"\n    {b.Value} {b.Key}"))}");
        }

        Faults.None(heavy);
    }
}

/// <summary>What colleagues see.</summary>
public sealed class StaffPageTests(Site site) : BrowserTest(site)
{
    [Theory, ClassData(typeof(AllPages.LooksOfStaff))]
    public async Task Pages_fit_the_screen_and_shut_nobody_out(View view, string language) =>
        Faults.None(await PageCheck.Look(AllPages.Of(Audience.Staff), await Somebody(view: view, language: language), language));
}

/// <summary>Whether pages are fit for whoever comes.</summary>
internal static class PageCheck
{
    /// <summary>Looks at one page after the other and says what is wrong with each.</summary>
    public static async Task<IReadOnlyList<string>> Look(IEnumerable<PageUnderTest> pages, Person visitor, string language)
    {
        var faults = new List<string>();
        foreach (var page in pages)
        {
            await page.Show(visitor);
            await Screenshots.SavePage(visitor.Page, $"{page.Name}-{visitor.View}-{language[..2]}".ToLowerInvariant());
            Assert.Equal(language, await visitor.Page.Locator("html").GetAttributeAsync("lang"));
            // What axe sees is the same in every language and width, and it looks as long as all the rest takes: the first look of each audience is enough.
            var shutOut = visitor.View == First(page.For) ? await Accessible.Of(visitor.Page) : [];
            faults.AddRange((await Overflow.Of(visitor.Page)).Concat(shutOut).Select(fault => $"{page.Name}: {fault}"));
        }

        return faults;
    }

    private static View First(Audience audience) => audience == Audience.Customer ? View.Elderly : View.Desk;
}
