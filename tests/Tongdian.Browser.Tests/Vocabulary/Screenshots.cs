using Microsoft.Playwright;
using SkiaSharp;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>Pictures of pages for the documents. They are taken only when <c>TONGDIAN_SCREENSHOTS</c> names a folder.</summary>
public static class Screenshots
{
    // Words stay sharp; a picture is a tenth of what it would be without loss.
    private const int Quality = 40;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("TONGDIAN_SCREENSHOTS") is { Length: > 0 } named
        ? Path.Combine(Repository.Root, named)
        : null;

    /// <summary>Whether pictures are taken.</summary>
    public static bool Taken => Folder is not null;

    /// <summary>Keeps the whole page as it is now, as <c>name.webp</c>.</summary>
    public static async Task SavePage(IPage page, string name)
    {
        if (Folder is null)
            return;
        // What lies further down is loaded when somebody gets there; the picture shows it too.
        await page.EvaluateAsync("() => Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => {}); }))");
        using var picture = SKImage.FromEncodedData(await page.ScreenshotAsync(new() { FullPage = true, Animations = ScreenshotAnimations.Disabled }));
        using var small = picture.Encode(SKEncodedImageFormat.Webp, Quality);
        await File.WriteAllBytesAsync(Path.Combine(Folder, $"{name}.webp"), small.ToArray());
    }
}
