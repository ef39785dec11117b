using System.Net;
using System.Text.RegularExpressions;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Welcome;

public sealed partial class WelcomeTests(Product product) : IClassFixture<Product>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zh-CN", "zh-CN", "装表接电一站式服务平台", "还没有办件。", "低压居民", "48 小时", "暂定，公布后重算")]
    [InlineData("de", "zh-CN", "装表接电一站式服务平台", "还没有办件。", "低压居民", "48 小时", "暂定，公布后重算")]
    [InlineData("en-GB,en;q=0.8", "en", "one-stop power connection", "There are no cases yet.", "Low voltage, residential", "48 h", "provisional")]
    public async Task The_page_about_the_installation_speaks_the_visitors_language(string asked, string language, params string[] words)
    {
        using var visitor = product.Visitor(asked);
        var page = await visitor.GetStringAsync("/about", Cancel);

        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.All(words, w => Assert.Contains(w, page, StringComparison.Ordinal));
        Assert.Contains("SQLite", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_language_is_remembered_on_pages_and_ignored_by_the_api()
    {
        using var visitor = product.Visitor("zh-CN");
        Assert.Contains("one-stop", await visitor.GetStringAsync("/about?lang=en", Cancel), StringComparison.Ordinal);

        Assert.Contains("one-stop", await visitor.GetStringAsync("/about", Cancel), StringComparison.Ordinal);
        Assert.Contains("低压居民", await visitor.GetStringAsync("/api/v1/processes", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_loads_nothing_from_elsewhere_and_carries_no_script_of_its_own()
    {
        using var visitor = product.Visitor("en");
        using var answer = await visitor.GetAsync("/about", Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_the_page_links_to_is_there()
    {
        using var visitor = product.Visitor("en");
        var links = Link().Matches(await visitor.GetStringAsync("/about", Cancel)).Select(m => m.Groups["to"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("/scalar/", links);
        foreach (var link in links.Where(l => l.StartsWith('/') && l != "/staff"))
        {
            using var answer = await visitor.GetAsync(new Uri(link, UriKind.Relative), Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{link}: {answer.StatusCode}");
        }
    }

    [GeneratedRegex("href=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
