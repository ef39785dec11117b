using Tongdian.Browser.Tests.Pages;
using Xunit;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>That the guards of all pages can see what they are there to see.</summary>
public sealed class GuardTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task What_sticks_out_of_the_screen_is_named()
    {
        var visitor = await Somebody(view: View.Phone);
        await visitor.Page.SetContentAsync("""<meta name="viewport" content="width=device-width"><style>#wide { width: 400px }</style><main><p id="wide">宽</p></main>""");

        Assert.Contains(await Overflow.Of(visitor.Page), fault => fault.Contains("id=\"wide\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_shut_out_and_where_is_said()
    {
        var visitor = await Somebody();
        await visitor.Page.SetContentAsync("""<html lang="zh-CN"><title>页</title><main><h1>页</h1><input id="nameless"></main></html>""");

        var fault = Assert.Single(await Accessible.Of(visitor.Page));
        Assert.StartsWith("label (critical)", fault, StringComparison.Ordinal);
        Assert.Contains("<input id=\"nameless\">", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_weighs_what_it_is_long()
    {
        var visitor = await Somebody(view: View.Phone);
        var length = new FileInfo(Path.Combine(AppContext.BaseDirectory, "docs", "screenshots", "start.png")).Length;
        var bytes = await Weight.Of(visitor, "/docs/screenshots/start.png");

        Assert.InRange(bytes.Values.Sum(), length, length + 2_000);
    }

    [Fact]
    public async Task What_a_browser_complains_about_is_kept()
    {
        var visitor = await Somebody();
        await visitor.Open("/");
        await visitor.Page.EvaluateAsync("() => { const s = document.createElement('style'); s.textContent = 'p { color: red }'; document.head.append(s); }");
        await visitor.Page.RunAndWaitForConsoleMessageAsync(
            () => visitor.Page.EvaluateAsync("() => { setTimeout(() => { setTimeout(() => console.info('after')); throw new Error('lost') }) }"),
            new() { Predicate = m => m.Text == "after" });

        Assert.Contains(visitor.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
        Assert.Contains(visitor.Complaints, c => c.Contains("lost", StringComparison.Ordinal));
        visitor.Forgive();
    }

    [Fact]
    public async Task A_page_that_still_draws_itself_is_waited_for()
    {
        var visitor = await Somebody();
        await visitor.Page.SetContentAsync("""<html lang="zh-CN"><title>页</title><main><h1>0</h1></main></html>""");
        await visitor.Page.EvaluateAsync("""
            () => {
                const drawn = document.querySelector('h1');
                const timer = setInterval(() => { drawn.textContent = `${+drawn.textContent + 1}`; if (drawn.textContent === '30') clearInterval(timer); }, 100);
            }
            """);
        await visitor.Settles();

        Assert.Equal("30", await visitor.Page.TextContentAsync("h1"));
    }

    [Fact]
    public void Every_page_has_a_name_of_its_own_and_some_are_scored()
    {
        Assert.NotEmpty(new AllPages.Scored());
        Assert.All(Enum.GetValues<Audience>().SelectMany(AllPages.Of), page => Assert.Same(page, AllPages.Named(page.Name)));
    }
}
