using Tongdian.Browser.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Pages;

/// <summary>What customers see.</summary>
public sealed class CustomerPageTests(Site site) : BrowserTest(site)
{
    private const int Most = 50_000;

    [Theory, ClassData(typeof(AllPages.Customers))]
    public async Task A_page_fits_the_screen_and_shuts_nobody_out(string page, string language, View view) =>
        await PageCheck.Look(AllPages.Named(page), language, await Somebody(view: view, language: language));

    [Theory, ClassData(typeof(AllPages.Light))]
    public async Task A_page_costs_a_customer_less_than_fifty_kilobytes(string page)
    {
        var visitor = await Somebody(view: View.Phone);
        var bytes = await Weight.Of(visitor, await AllPages.Named(page).Reach(visitor));

        Assert.NotEmpty(bytes);
        Assert.True(bytes.Values.Sum() < Most, string.Join('\n', bytes.OrderByDescending(b => b.Value).Select(b => $"{b.Value} {b.Key}")));
    }
}

/// <summary>What colleagues see.</summary>
public sealed class StaffPageTests(Site site) : BrowserTest(site)
{
    [Theory, ClassData(typeof(AllPages.Colleagues))]
    public async Task A_page_fits_the_screen_and_shuts_nobody_out(string page, string language, View view) =>
        await PageCheck.Look(AllPages.Named(page), language, await Somebody(view: view, language: language));
}

/// <summary>Whether a page is fit for whoever comes.</summary>
internal static class PageCheck
{
    public static async Task Look(PageUnderTest page, string language, Person visitor)
    {
        await page.Show(visitor);
        await Screenshots.SavePage(visitor.Page, $"{page.Name}-{visitor.View}-{language[..2]}".ToLowerInvariant());

        Assert.Equal(language, await visitor.Page.Locator("html").GetAttributeAsync("lang"));
        Faults.None([.. await Overflow.Of(visitor.Page), .. await Accessible.Of(visitor.Page)]);
    }
}
