using Microsoft.Playwright;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>Pictures of pages for the documents. They are taken only when <c>TONGDIAN_SCREENSHOTS</c> names a folder.</summary>
public static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TONGDIAN_SCREENSHOTS") is { Length: > 0 } named
        ? Path.Combine(Checkout.Root, named)
        : null;

    /// <summary>Whether pictures are taken.</summary>
    public static bool Taken => Folder is not null;

    /// <summary>Keeps the whole page as it is now, as <c>name.png</c>.</summary>
    public static async Task SavePage(IPage page, string name)
    {
        if (Folder is null)
            return;
        // What lies further down is loaded when somebody gets there; the picture shows it too.
        await page.EvaluateAsync("() => Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => {}); }))");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }
}
