using Microsoft.Playwright;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>Somebody at a browser of their own; nobody else has their cookies.</summary>
public sealed partial class Person
{
    // What comes over an open line is no request that anybody could wait for, but the page changes by it.
    private const string Rest = """
        ({ quiet, most }) => new Promise((settled, never) => {
            let still, late;
            const over = then => { watch.disconnect(); clearTimeout(still); clearTimeout(late); then(); };
            const wait = () => { clearTimeout(still); still = setTimeout(() => over(settled), quiet); };
            const watch = new MutationObserver(wait);
            late = setTimeout(() => over(() => never(new Error(`The page still changed after ${most} ms`))), most);
            watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            wait();
        })
        """;

    // Milliseconds; a busy machine draws slowly.
    private const int Longest = 60_000;

    private readonly List<string> complaints = [];

    public Person(string name, View view, TongdianServer server, IPage page)
    {
        (Name, View, Server, Page) = (name, view, server, page);
        page.PageError += (_, error) => Complain(error);
        page.Console += (_, message) =>
        {
            // A refusal is an ordinary answer, which the browser mentions too.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                Complain(message.Text);
        };
    }

    /// <summary>Whether every step is kept in detail, which makes all of them slower.</summary>
    public static bool Traced { get; } = Environment.GetEnvironmentVariable("TONGDIAN_TRACE") is "1";

    public string Name { get; }

    /// <summary>What they look through.</summary>
    public View View { get; }

    /// <summary>The platform this person is at, for what happens behind the pages.</summary>
    public TongdianServer Server { get; }

    public IPage Page { get; }

    /// <summary>What the browser held against the pages: failed scripts, and what the page's own policy forbids.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints)
                return [.. complaints];
        }
    }

    /// <summary>A complaint that was expected is none.</summary>
    public void Forgive()
    {
        lock (complaints)
            complaints.Clear();
    }

    /// <summary>Goes to an address of the platform; that it answers with an error is a failure.</summary>
    public async Task Open(string path)
    {
        var answer = await Page.GotoAsync(path);
        if (answer is { Ok: false })
            throw new InvalidOperationException($"{path} → {answer.Status}");
    }

    /// <summary>Waits until a page asks for nothing more and has drawn itself.</summary>
    public async Task Settles()
    {
        try
        {
            await Page.WaitForLoadStateAsync(LoadState.NetworkIdle, new() { Timeout = Longest });
            await Page.EvaluateAsync(Rest, new { quiet = 250, most = Longest });
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            throw new TimeoutException($"{Page.Url} does not come to rest: {e.Message}", e);
        }
    }

    /// <summary>Has seen enough: what happens to the server from here on is nothing to them.</summary>
    public Task GoHome() => Page.CloseAsync();

    /// <summary>Closes the browser.</summary>
    /// <param name="folder">Where to leave what was on the screen and the way there; null when nobody will ask.</param>
    public async Task Leave(string? folder)
    {
        if (folder is not null && !Page.IsClosed)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{Name}.png"), FullPage = true });
        if (Traced)
            await Page.Context.Tracing.StopAsync(new() { Path = folder is null ? null : Path.Combine(folder, $"{Name}.zip") });
        await Page.Context.CloseAsync();
    }

    private void Complain(string about)
    {
        lock (complaints)
            complaints.Add($"{Name} at {Page.Url}: {about}");
    }
}
