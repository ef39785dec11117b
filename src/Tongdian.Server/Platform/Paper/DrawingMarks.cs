using System.Text;
using SkiaSharp;

namespace Tongdian.Server.Platform.Paper;

/// <summary>What a drawing becomes on a page: cut at its box.</summary>
internal static class DrawingMarks
{
    /// <summary>How large it is on paper; nothing when it has no extent.</summary>
    public static SKSize? Size(PaperDrawing drawing, float room) =>
        drawing is { Width: > 0 and < float.PositiveInfinity, Height: > 0 and < float.PositiveInfinity }
            ? new SKSize(drawing.Width * Scale(drawing, room), drawing.Height * Scale(drawing, room))
            : null;

    /// <summary>Its marks in the box.</summary>
    public static IEnumerable<Mark> Of(PaperDrawing drawing, SKRect box, PaperFont regular, PaperFont bold)
    {
        var scale = Scale(drawing, box.Width);
        SKPoint Place(PaperPoint p) => new(box.Left + p.X * scale, box.Top + p.Y * scale);
        foreach (var shape in drawing.Shapes)
        {
            var colour = Colour(shape.Ink);
            switch (shape)
            {
                case PaperLine line:
                    // Half of its width lies beside a line.
                    var room = SKRect.Inflate(box, -line.Thickness / 2, -line.Thickness / 2);
                    foreach (var piece in Pieces([.. line.Points.Select(Place)], room))
                        yield return new LineMark(piece, colour, line.Thickness, line.Dashed);
                    break;
                case PaperDot dot when Place(dot.At) is var at && box.Contains(at) && dot.Radius * 2 < Math.Min(box.Width, box.Height):
                    yield return new DotMark(
                        Math.Clamp(at.X, box.Left + dot.Radius, box.Right - dot.Radius), Math.Clamp(at.Y, box.Top + dot.Radius, box.Bottom - dot.Radius), dot.Radius, colour, dot.Hollow);
                    break;
                case PaperText text when Written(text, Place(text.At), box, text.Bold ? bold : regular, colour) is { } written:
                    yield return written;
                    break;
            }
        }
    }

    private static float Scale(PaperDrawing drawing, float room) => Math.Min(room / drawing.Width, drawing.Highest / drawing.Height);

    private static TextMark? Written(PaperText text, SKPoint at, SKRect box, PaperFont font, SKColor colour)
    {
        var style = TextStyle.Note with { Bold = text.Bold, Colour = colour };
        const float margin = 2;
        var (line, width) = Fitting(font.Printable(text.Text).Replace('\n', ' '), box.Width - 2 * margin, style.Size, font);
        // 0.88 above the base line and 0.12 below it is as far as these letters reach.
        var (above, below) = (0.88f * style.Size, 0.12f * style.Size);
        if (line.Length == 0 || !float.IsFinite(at.X) || !float.IsFinite(at.Y) || box.Height < above + below + 2 * margin)
            return null;
        var left = text.Align switch { PaperAlign.Left => at.X, PaperAlign.Centre => at.X - width / 2, _ => at.X - width };
        return new TextMark(
            line, Math.Clamp(left, box.Left + margin, Math.Max(box.Left + margin, box.Right - margin - width)), Math.Clamp(at.Y, box.Top + margin + above, box.Bottom - margin - below), style);
    }

    private static (string Line, float Width) Fitting(string text, float room, float size, PaperFont font)
    {
        var (line, width) = (new StringBuilder(), 0f);
        foreach (var rune in text.EnumerateRunes())
        {
            var more = font.Width(rune, size);
            if (width + more > room)
                break;
            line.Append(rune.ToString());
            width += more;
        }

        return (line.ToString(), width);
    }

    /// <summary>What of a line lies in the box: in one piece as long as it does not leave it.</summary>
    private static IEnumerable<IReadOnlyList<SKPoint>> Pieces(SKPoint[] points, SKRect room)
    {
        var piece = new List<SKPoint>();
        for (var i = 1; i < points.Length; i++)
        {
            if (Inside(points[i - 1], points[i], room) is not var (from, to))
                continue;
            if (piece.Count > 0 && piece[^1] != from)
            {
                yield return piece;
                piece = [];
            }

            if (piece.Count == 0)
                piece.Add(from);
            piece.Add(to);
        }

        if (piece.Count > 0)
            yield return piece;
    }

    // Liang and Barsky: the stretch of the line, from 0 to 1, that lies on the inner side of all four edges.
    private static (SKPoint From, SKPoint To)? Inside(SKPoint from, SKPoint to, SKRect room)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        if (!float.IsFinite(dx) || !float.IsFinite(dy) || room.Width <= 0 || room.Height <= 0)
            return null;
        var (enters, leaves) = (0f, 1f);
        foreach (var (p, q) in new[] { (-dx, from.X - room.Left), (dx, room.Right - from.X), (-dy, from.Y - room.Top), (dy, room.Bottom - from.Y) })
        {
            if (p == 0 && q < 0)
                return null;
            if (p < 0)
                enters = Math.Max(enters, q / p);
            else if (p > 0)
                leaves = Math.Min(leaves, q / p);
        }

        return enters > leaves ? null : (At(enters), At(leaves));

        // Of very large numbers the differences are rounded: what is a little outside is moved in.
        SKPoint At(float t) => t == 0 ? Moved(from) : t == 1 ? Moved(to) : Moved(new SKPoint(from.X + t * dx, from.Y + t * dy));

        SKPoint Moved(SKPoint p) => new(Math.Clamp(p.X, room.Left, room.Right), Math.Clamp(p.Y, room.Top, room.Bottom));
    }

    private static SKColor Colour(PaperInk ink) => ink switch
    {
        PaperInk.Black => TextStyle.Ink,
        PaperInk.Grey => TextStyle.Grey,
        PaperInk.Teal => new SKColor(0x00, 0x69, 0x5C),
        PaperInk.Red => new SKColor(0xB3, 0x26, 0x1E),
        _ => throw new InvalidOperationException($"Unknown ink {ink}"),
    };
}
