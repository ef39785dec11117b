using Microsoft.Playwright;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>Whether a page has to be moved sideways to be read.</summary>
public static class Overflow
{
    private const string Measure = """
        () => {
            const { scrollWidth, clientWidth } = document.scrollingElement;
            if (scrollWidth <= clientWidth) return [];
            const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > clientWidth + 0.5);
            return [`${scrollWidth} px in ${clientWidth} px`,
                ...out.filter(e => !out.some(o => o !== e && e.contains(o))).slice(0, 5).map(e => '    ' + e.outerHTML.slice(0, 160))];
        }
        """;

    public static async Task Check(IPage page) => Faults.None(await Of(page));

    /// <summary>Nothing, or how wide the page is and the innermost things that stick out.</summary>
    public static async Task<IReadOnlyList<string>> Of(IPage page) => await page.EvaluateAsync<string[]>(Measure);
}
