using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>The one browser of this test run: the Chromium that is installed, best without its windows, started when somebody first needs it. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>Quiet, without a sandbox of its own, and calling nobody.</summary>
    public static readonly IReadOnlyList<string> Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> started = new(Start);

    /// <summary>The program: <c>TONGDIAN_TEST_CHROMIUM</c>, or the first that is found on the path.</summary>
    public static string Program { get; } = Find();

    /// <summary>What moves browsers, this one or one of somebody's own.</summary>
    public static Task<IPlaywright> Driver()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        // Longer than a page takes on a busy machine.
        Assertions.SetDefaultExpectTimeout(30_000);
        return Playwright.CreateAsync();
    }

    /// <summary>The running browser.</summary>
    public async Task<IBrowser> Browser() => (await started.Value).Browser;

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated)
            return;
        var (driver, browser) = await started.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> Start()
    {
        var driver = await Driver();
        return (driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Flags }));
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("TONGDIAN_TEST_CHROMIUM") is { Length: > 0 } named)
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        // The first is a browser without windows, toolbars and tabs: the same pages for half the work.
        return ((string[])["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"])
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "There is no Chromium here: install it (Debian: apt-get install chromium-headless-shell fonts-noto-cjk) or set TONGDIAN_TEST_CHROMIUM.");
    }
}
