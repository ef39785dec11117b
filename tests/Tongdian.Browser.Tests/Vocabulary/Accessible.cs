using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>Whether people who see, hear or move differently can use a page, as far as axe can tell.</summary>
public static class Accessible
{
    public static async Task Check(IPage page) => Faults.None(await Of(page));

    /// <summary>One line per rule that is broken, with where and what.</summary>
    public static async Task<IReadOnlyList<string>> Of(IPage page) =>
        [.. (await page.RunAxe()).Violations.Select(v => $"{v.Id} ({v.Impact}): {v.Help}" + string.Concat(v.Nodes.Select(n => $"\n    {n.Target}: {n.Html}")))];
}
