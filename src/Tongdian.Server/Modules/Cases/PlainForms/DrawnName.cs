using SkiaSharp;

namespace Tongdian.Server.Modules.Cases.PlainForms;

/// <summary>A signature for whoever cannot draw on the glass: the name that was typed, as a picture.</summary>
public static class DrawnName
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 60;

    private const int Width = 640;
    private const int Height = 200;
    private const float Margin = 24;
    private const float LargestSize = 96;

    private static readonly Lazy<SKTypeface> Face = new(() =>
        SKTypeface.FromFile(Path.Combine(AppContext.BaseDirectory, "fonts", "NotoSansSC_400Regular.ttf"))
        ?? throw new InvalidOperationException("The font of documents is missing"));

    /// <summary>The picture, as PNG.</summary>
    public static byte[] Draw(string name)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        using var font = new SKFont(Face.Value, LargestSize);
        var wide = font.MeasureText(name);
        if (wide > Width - (2 * Margin))
            font.Size *= (Width - (2 * Margin)) / wide;
        using var ink = new SKPaint { Color = new SKColor(0x1f, 0x2a, 0x2e), IsAntialias = true };
        surface.Canvas.DrawText(name, Width / 2f, (Height / 2f) + (font.Size / 3), SKTextAlign.Center, font, ink);
        using var drawn = surface.Snapshot();
        using var png = drawn.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
