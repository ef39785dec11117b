using Microsoft.Playwright;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>Pictures of pages for the documents. They are taken only when <c>TONGDIAN_SCREENSHOTS</c> names a folder.</summary>
public static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TONGDIAN_SCREENSHOTS") is { Length: > 0 } named
        ? Path.Combine(Checkout.Root, named)
        : null;

    /// <summary>Keeps the whole page as it is now, as <c>name.png</c>.</summary>
    public static Task SavePage(IPage page, string name) => Folder is null
        ? Task.CompletedTask
        : page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
}
