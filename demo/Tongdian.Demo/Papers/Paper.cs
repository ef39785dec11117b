using System.Globalization;
using SkiaSharp;

namespace Tongdian.Demo.Papers;

/// <summary>A file to hand in.</summary>
internal sealed record Paper(byte[] Bytes, string MediaType)
{
    private const float PageWidth = 842;
    private const float PageHeight = 595;

    /// <summary>A photograph from the site, with what the camera knows.</summary>
    public static Paper Photo(string kind, string caption, DateTimeOffset at, double lat, double lon, Random dice)
    {
        // Nobody takes two photographs on exactly the same spot.
        var (here, there) = (lat + (dice.NextDouble() - 0.5) * 0.0004, lon + (dice.NextDouble() - 0.5) * 0.0004);
        using var bitmap = new SKBitmap(Scene.Width, Scene.Height);
        using (var canvas = new SKCanvas(bitmap))
        {
            Scene.Draw(canvas, kind, dice);
            using var band = new SKPaint { Color = new SKColor(0, 0, 0, 150) };
            canvas.DrawRect(0, Scene.Height - 84, Scene.Width, 84, band);
            StrokeFont.Write(canvas, $"{kind} - {caption}", 24, Scene.Height - 74, 24, SKColors.White);
            var where = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss}  {here:0.00000} N {there:0.00000} E");
            StrokeFont.Write(canvas, where, 24, Scene.Height - 38, 24, SKColors.White);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 82);
        return new Paper(new Exif(at, here, there).Into(data.ToArray()), "image/jpeg");
    }

    /// <summary>A drawing: a single-line diagram from the busbar to the loads, with its title block.</summary>
    public static Paper Drawing(string kind, string caption, int sheet, DateTimeOffset at)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        using (var pen = new SKPaint { Color = SKColors.Black, Style = SKPaintStyle.Stroke, StrokeWidth = 1.5f })
        {
            var page = document.BeginPage(PageWidth, PageHeight);
            page.DrawRect(30, 30, PageWidth - 60, PageHeight - 60, pen);
            page.DrawLine(120, 90, 720, 90, pen);
            for (var feeder = 0; feeder < 4; feeder++)
                Feeder(page, pen, 180 + feeder * 150, feeder + 1);
            page.DrawRect(452, 505, 360, 60, pen);
            StrokeFont.Write(page, $"{kind} {caption}", 462, 513, 11, SKColors.Black);
            StrokeFont.Write(page, string.Create(CultureInfo.InvariantCulture, $"D-{sheet:00}  {at:yyyy-MM-dd HH:mm}"), 462, 537, 11, SKColors.Black);
            document.EndPage();
        }

        return new Paper(stream.ToArray(), "application/pdf");
    }

    /// <summary>A signature with a finger on glass.</summary>
    public static Paper Signature(Random dice)
    {
        using var bitmap = new SKBitmap(480, 180);
        using (var canvas = new SKCanvas(bitmap))
        using (var pen = new SKPaint { Color = new SKColor(0x12, 0x22, 0x4A), Style = SKPaintStyle.Stroke, StrokeWidth = 5, StrokeCap = SKStrokeCap.Round, IsAntialias = true })
        {
            canvas.Clear(SKColors.White);
            for (var sign = 0; sign < 3; sign++)
            {
                for (var stroke = 0; stroke < 5; stroke++)
                {
                    using var path = new SKPathBuilder();
                    path.MoveTo(At(sign), Up());
                    path.CubicTo(At(sign), Up(), At(sign), Up(), At(sign), Up());
                    using var line = path.Detach();
                    canvas.DrawPath(line, pen);
                }
            }
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return new Paper(data.ToArray(), "image/png");

        float At(int sign) => 40 + sign * 140 + dice.Next(110);

        float Up() => 25 + dice.Next(130);
    }

    private static void Feeder(SKCanvas page, SKPaint pen, float x, int number)
    {
        page.DrawLine(x, 90, x, 160, pen);
        page.DrawLine(x, 160, x + 16, 190, pen);
        page.DrawLine(x, 194, x, 250, pen);
        page.DrawCircle(x, 272, 22, pen);
        page.DrawCircle(x, 300, 22, pen);
        page.DrawLine(x, 322, x, 400, pen);
        page.DrawLine(x - 40, 400, x + 40, 400, pen);
        page.DrawLine(x, 400, x, 450, pen);
        page.DrawLine(x - 8, 438, x, 452, pen);
        page.DrawLine(x + 8, 438, x, 452, pen);
        StrokeFont.Write(page, $"QF{number}", x + 24, 168, 12, SKColors.Black);
        StrokeFont.Write(page, $"T{number}", x + 30, 280, 12, SKColors.Black);
    }
}
