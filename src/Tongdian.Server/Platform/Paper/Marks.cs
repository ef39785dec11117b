using System.Text;
using QRCoder;
using SkiaSharp;

namespace Tongdian.Server.Platform.Paper;

/// <summary>Something drawn at a place of a page; lengths in points from its upper left corner.</summary>
internal abstract record Mark;

/// <summary>A line of text; <paramref name="Y"/> is its base line.</summary>
internal sealed record TextMark(string Text, float X, float Y, TextStyle Style) : Mark;

/// <summary>A rectangle, filled or as a line.</summary>
internal sealed record BoxMark(SKRect Place, SKColor Colour, bool Filled) : Mark;

/// <summary>A picture, as large as fits.</summary>
internal sealed record PictureMark(byte[] Bytes, SKRect Room) : Mark;

/// <summary>A line through points.</summary>
internal sealed record LineMark(IReadOnlyList<SKPoint> Points, SKColor Colour, float Thickness, bool Dashed) : Mark;

/// <summary>A round point.</summary>
internal sealed record DotMark(float X, float Y, float Radius, SKColor Colour, bool Hollow) : Mark;

/// <summary>A QR code.</summary>
internal sealed record QrMark(string Content, SKRect Place) : Mark;

/// <summary>How a text is written.</summary>
internal sealed record TextStyle(float Size, float LineHeight, bool Bold, SKColor Colour)
{
    public static readonly SKColor Ink = new(0x1F, 0x2A, 0x2E);
    public static readonly SKColor Grey = new(0x5F, 0x6B, 0x6D);
    public static readonly TextStyle Title = new(19, 30, true, Ink);
    public static readonly TextStyle Heading = new(12, 22, true, Ink);
    public static readonly TextStyle Body = new(10.5f, 18, false, Ink);
    public static readonly TextStyle Cell = new(9.5f, 15, false, Ink);
    public static readonly TextStyle CellHead = Cell with { Bold = true };
    public static readonly TextStyle Word = new(20, 26, false, Ink);
    public static readonly TextStyle Note = new(8.5f, 13, false, Grey);
}

/// <summary>Draws marks on a page.</summary>
internal sealed class Pen(SKCanvas canvas, SKTypeface regular, SKTypeface bold) : IDisposable
{
    // Pixels of a picture for a point of paper: 216 to the inch.
    private const float Sharp = 3;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    private readonly SKPaint paint = new() { IsAntialias = true };

    public void Draw(Mark mark)
    {
        switch (mark)
        {
            case TextMark m:
                using (var font = PaperFont.Exact(m.Style.Bold ? bold : regular, m.Style.Size))
                {
                    (paint.Color, paint.Style) = (m.Style.Colour, SKPaintStyle.Fill);
                    canvas.DrawText(m.Text, m.X, m.Y, SKTextAlign.Left, font, paint);
                }

                break;
            case BoxMark m:
                (paint.Color, paint.Style, paint.StrokeWidth) = (m.Colour, m.Filled ? SKPaintStyle.Fill : SKPaintStyle.Stroke, 0.5f);
                canvas.DrawRect(m.Place, paint);
                break;
            case PictureMark m:
                DrawPicture(m);
                break;
            case LineMark m:
                DrawLine(m);
                break;
            case DotMark m:
                (paint.Color, paint.Style, paint.StrokeWidth) = (m.Colour, m.Hollow ? SKPaintStyle.Stroke : SKPaintStyle.Fill, 1);
                canvas.DrawCircle(m.X, m.Y, m.Hollow ? m.Radius - 0.5f : m.Radius, paint);
                break;
            case QrMark m:
                DrawQr(m);
                break;
            default:
                throw new InvalidOperationException($"Unknown mark {mark.GetType().Name}");
        }
    }

    public void Dispose() => paint.Dispose();

    private void DrawLine(LineMark mark)
    {
        using var builder = new SKPathBuilder();
        builder.AddPoly([.. mark.Points], false);
        using var path = builder.Detach();
        using var dashes = mark.Dashed ? SKPathEffect.CreateDash([4 * mark.Thickness, 3 * mark.Thickness], 0) : null;
        using var line = new SKPaint
        {
            IsAntialias = true, Color = mark.Colour, Style = SKPaintStyle.Stroke, StrokeWidth = mark.Thickness, StrokeJoin = SKStrokeJoin.Round, PathEffect = dashes,
        };
        canvas.DrawPath(path, line);
    }

    /// <summary>How a picture is made smaller. Down to half its size every pixel of it is seen anyway; below that what would be skipped has to be smoothed first, which takes longer than all else.</summary>
    public static SKSamplingOptions Sampling(float scale) => scale < 0.5f ? Smooth : new SKSamplingOptions(SKFilterMode.Linear);

    private void DrawPicture(PictureMark mark)
    {
        using var read = SKImage.FromEncodedData(mark.Bytes) ?? throw new InvalidDataException("A picture of a document cannot be read");
        var scale = Math.Min(mark.Room.Width / read.Width, mark.Room.Height / read.Height);
        var (width, height) = (read.Width * scale, read.Height * scale);
        // A few pixels too many cost less than a picture made anew.
        using var picture = Sharp * scale < 0.75f ? Smaller(read, Sharp * scale, isPhoto: mark.Bytes is [0xFF, 0xD8, ..]) : read;
        canvas.DrawImage(picture, SKRect.Create(mark.Room.MidX - width / 2, mark.Room.MidY - height / 2, width, height), Smooth);
    }

    /// <summary>No more pixels than can be seen on paper; a photograph stays packed as one.</summary>
    private static SKImage Smaller(SKImage read, float scale, bool isPhoto)
    {
        var size = new SKImageInfo(Math.Max(1, (int)(read.Width * scale)), Math.Max(1, (int)(read.Height * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(size);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.DrawImage(read, SKRect.Create(size.Width, size.Height), Sampling(scale));
        var drawn = surface.Snapshot();
        if (!isPhoto)
            return drawn;
        using (drawn)
        {
            using var packed = drawn.Encode(SKEncodedImageFormat.Jpeg, 85);
            return SKImage.FromEncodedData(packed);
        }
    }

    private void DrawQr(QrMark mark)
    {
        using var code = QRCodeGenerator.GenerateQrCode(Encoding.UTF8.GetBytes(mark.Content), QRCodeGenerator.ECCLevel.M);
        var matrix = code.ModuleMatrix;
        var module = mark.Place.Width / matrix.Count;
        (paint.Color, paint.Style, paint.IsAntialias) = (SKColors.Black, SKPaintStyle.Fill, false);
        for (var row = 0; row < matrix.Count; row++)
        {
            // Dark modules side by side are one rectangle: no seams, and less to write.
            for (var from = 0; from < matrix.Count; from++)
            {
                var to = from;
                while (to < matrix.Count && matrix[row][to])
                    to++;
                if (to > from)
                    canvas.DrawRect(SKRect.Create(mark.Place.Left + from * module, mark.Place.Top + row * module, (to - from) * module, module + 0.02f), paint);
                from = to;
            }
        }

        paint.IsAntialias = true;
    }
}
