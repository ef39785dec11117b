using Microsoft.Playwright;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>Whether people who see, hear or move differently can use a page, as far as axe can tell.</summary>
public static class Accessible
{
    // Only what is wrong is asked for: telling all that is right takes four times as long.
    private const string Ask = """
        async () => {
            const { violations } = await axe.run(document, { resultTypes: ['violations'] });
            return violations.map(v => `${v.id} (${v.impact}): ${v.help}` + v.nodes.map(n => `\n    ${n.target}: ${n.html}`).join(''));
        }
        """;

    private static readonly Lazy<Task<string>> Axe =
        new(() => File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "Tongdian.Browser.Tests", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>One line per rule that is broken, with where and what.</summary>
    public static async Task<IReadOnlyList<string>> Of(IPage page)
    {
        await page.EvaluateAsync(await Axe.Value);
        return await page.EvaluateAsync<string[]>(Ask);
    }
}
