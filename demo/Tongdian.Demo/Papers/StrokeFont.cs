using SkiaSharp;

namespace Tongdian.Demo.Papers;

/// <summary>Capital letters and digits made of strokes, because a bare machine has no fonts. Points are x 0–2 and y 0–4 from the top left.</summary>
internal static class StrokeFont
{
    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['A'] = "04 01 10 21 24|02 22", ['B'] = "04 00 10 21 12 02|12 23 14 04", ['C'] = "21 10 01 03 14 23", ['D'] = "00 04 14 23 21 10 00",
        ['E'] = "20 00 04 24|02 12", ['F'] = "20 00 04|02 12", ['G'] = "21 10 01 03 14 23 22 12", ['H'] = "00 04|20 24|02 22",
        ['I'] = "00 20|10 14|04 24", ['J'] = "20 23 14 03", ['K'] = "00 04|20 02 24", ['L'] = "00 04 24", ['M'] = "04 00 12 20 24",
        ['N'] = "04 00 24 20", ['O'] = "10 01 03 14 23 21 10", ['P'] = "04 00 10 21 12 02", ['Q'] = "10 01 03 14 23 21 10|13 24",
        ['R'] = "04 00 10 21 12 02|12 24", ['S'] = "21 10 01 23 14 03", ['T'] = "00 20|10 14", ['U'] = "00 03 14 23 20", ['V'] = "00 14 20",
        ['W'] = "00 04 12 24 20", ['X'] = "00 24|20 04", ['Y'] = "00 12 20|12 14", ['Z'] = "00 20 04 24",
        ['0'] = "10 01 03 14 23 21 10|03 21", ['1'] = "01 10 14|04 24", ['2'] = "01 10 21 04 24", ['3'] = "00 20 12 23 14 03",
        ['4'] = "14 10 03 23", ['5'] = "20 00 02 12 23 14 04", ['6'] = "20 01 03 14 23 12 02", ['7'] = "00 20 14",
        ['8'] = "12 01 10 21 12 03 14 23 12", ['9'] = "22 12 01 10 21 23 14", ['-'] = "02 22", [':'] = "11 11|13 13", ['.'] = "14 14",
        ['/'] = "20 04", ['+'] = "02 22|11 13", [','] = "13 04", ['('] = "20 11 13 24", [')'] = "00 11 13 04", ['#'] = "10 03|21 14|01 21|03 23",
    };

    /// <summary>Writes one line.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">Small letters are written as capitals; what has no sign leaves a gap.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Top edge.</param>
    /// <param name="size">Height of a capital.</param>
    /// <param name="color">Colour of the strokes.</param>
    public static void Write(SKCanvas canvas, string text, float x, float y, float size, SKColor color)
    {
        using var pen = new SKPaint
        {
            Color = color, Style = SKPaintStyle.Stroke, StrokeWidth = size / 8, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round, IsAntialias = true,
        };
        var step = size / 4;
        foreach (var sign in text.ToUpperInvariant())
        {
            if (Glyphs.TryGetValue(sign, out var strokes))
            {
                foreach (var stroke in strokes.Split('|'))
                    Draw(canvas, pen, [.. stroke.Split(' ').Select(p => new SKPoint(x + (p[0] - '0') * step, y + (p[1] - '0') * step))]);
            }

            x += step * 3;
        }
    }

    private static void Draw(SKCanvas canvas, SKPaint pen, SKPoint[] points)
    {
        for (var i = 1; i < points.Length; i++)
            canvas.DrawLine(points[i - 1], points[i], pen);
    }
}
