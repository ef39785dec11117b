using SkiaSharp;

namespace Tongdian.Server.Platform.Paper;

/// <summary>Makes PDF files whose text can be selected, searched and read aloud, with only the characters in them that they use.</summary>
public sealed class Printer : IDisposable
{
    private readonly PaperFont regular = new(Path.Combine(AppContext.BaseDirectory, "fonts", "NotoSansSC_400Regular.ttf"));
    private readonly PaperFont bold = new(Path.Combine(AppContext.BaseDirectory, "fonts", "NotoSansSC_700Bold.ttf"));

    /// <summary>The document as a PDF file.</summary>
    public byte[] Print(PaperDocument document)
    {
        var pages = PaperLayout.Of(document, regular, bold);
        var texts = pages.SelectMany(p => p).OfType<TextMark>().ToLookup(m => m.Style.Bold, m => m.Text);
        using var plain = regular.For([.. texts[false]]);
        using var heavy = bold.For([.. texts[true]]);
        using var file = new MemoryStream();
        using (var pdf = SKDocument.CreatePdf(file, Facts(document)))
        {
            foreach (var page in pages)
            {
                using var canvas = pdf.BeginPage(PaperLayout.PageWidth, PaperLayout.PageHeight);
                using var pen = new Pen(canvas, plain, heavy);
                foreach (var mark in page)
                    pen.Draw(mark);
                pdf.EndPage();
            }

            pdf.Close();
        }

        return file.ToArray();
    }

    /// <summary>A word with small lines below it as a picture (PNG): a signature that was typed.</summary>
    public byte[] Stamp(string word, IReadOnlyList<string> lines)
    {
        const float width = 240, height = 110, scale = 3;
        var marks = PaperLayout.Stamp(word, lines, width, height, regular, bold);
        using var plain = regular.For([.. marks.OfType<TextMark>().Select(m => m.Text)]);
        using var surface = SKSurface.Create(new SKImageInfo((int)(width * scale), (int)(height * scale), SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        using (var pen = new Pen(surface.Canvas, plain, plain))
        {
            foreach (var mark in marks)
                pen.Draw(mark);
        }

        using var drawn = surface.Snapshot();
        using var png = drawn.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>
    /// A copy of a picture (JPEG), no larger than is seen on paper, with something drawn over it; null when it is no picture that can be read.
    /// </summary>
    /// <param name="picture">Upright, as it is to be printed.</param>
    /// <param name="longest">Longer side of the picture that <paramref name="shapes"/> were drawn on, in its pixels; 0 when it is this one.</param>
    /// <param name="shapes">What is drawn, given that side, in pixels.</param>
    public byte[]? DrawOver(byte[] picture, int longest, Func<float, IReadOnlyList<PaperShape>> shapes)
    {
        const float points = 222, sharp = 3;
        using var codec = SKCodec.Create(new SKMemoryStream(picture));
        using var bitmap = codec is null ? null : Unpack(codec, points * sharp);
        if (codec is null || bitmap is null || bitmap.Width == 0 || bitmap.Height == 0)
            return null;
        using var read = SKImage.FromBitmap(bitmap);
        var (width, height) = ((float)codec.Info.Width, (float)codec.Info.Height);
        var paper = new SKSize(points, points * height / width);
        var (side, scale) = (longest > 0 ? longest : Math.Max(width, height), Math.Min(sharp, width / points));
        using var surface = SKSurface.Create(new SKImageInfo(Math.Max(1, (int)(paper.Width * scale)), Math.Max(1, (int)(paper.Height * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        surface.Canvas.DrawImage(read, SKRect.Create(paper.Width, paper.Height), Pen.Sampling(points * scale / read.Width));
        var whole = side / Math.Max(width, height);
        var drawing = new PaperDrawing(width * whole, height * whole, shapes(side)) { Highest = float.MaxValue };
        var marks = DrawingMarks.Of(drawing, SKRect.Create(paper.Width, paper.Height), regular, bold).ToList();
        using (var plain = regular.For(Texts(marks, isBold: false)))
        using (var heavy = bold.For(Texts(marks, isBold: true)))
        using (var pen = new Pen(surface.Canvas, plain, heavy))
        {
            // What is written is over what is drawn.
            foreach (var layer in new[] { marks.Where(m => m is not TextMark).ToList(), marks.Where(m => m is TextMark).ToList() })
            {
                foreach (var mark in layer.Select(Halo).OfType<Mark>().Concat(layer))
                    pen.Draw(mark);
            }
        }

        using var drawn = surface.Snapshot();
        using var jpeg = drawn.Encode(SKEncodedImageFormat.Jpeg, 85);
        return jpeg.ToArray();
    }

    public void Dispose()
    {
        regular.Dispose();
        bold.Dispose();
    }

    private static List<string> Texts(IEnumerable<Mark> marks, bool isBold) => [.. marks.OfType<TextMark>().Where(m => m.Style.Bold == isBold).Select(m => m.Text)];

    // As few pixels as can be unpacked that are not fewer than are printed: a photograph has many times as many, and every one of them would be read and smoothed.
    private static SKBitmap? Unpack(SKCodec codec, float wide)
    {
        var whole = codec.Info;
        var size = Enumerable.Range(1, 8).Select(eighths => codec.GetScaledDimensions(eighths / 8f)).FirstOrDefault(s => s.Width >= wide, whole.Size);
        var bitmap = SKBitmap.Decode(codec, new SKImageInfo(size.Width, size.Height, whole.ColorType, whole.AlphaType == SKAlphaType.Unpremul ? SKAlphaType.Premul : whole.AlphaType));
        bitmap?.SetImmutable();
        return bitmap;
    }

    // What is drawn over a photograph is to be seen on dark and on light ground.
    private Mark? Halo(Mark mark) => mark switch
    {
        LineMark line => line with { Colour = SKColors.White, Thickness = line.Thickness + 1.6f },
        TextMark text => new BoxMark(
            SKRect.Create(text.X - 1, text.Y - 0.88f * text.Style.Size, text.Text.EnumerateRunes().Sum(r => (text.Style.Bold ? bold : regular).Width(r, text.Style.Size)) + 2, text.Style.Size), SKColors.White, Filled: true),
        _ => null,
    };

    private static SKDocumentPdfMetadata Facts(PaperDocument document) => new()
    {
        Title = document.Title, Author = document.Author, Producer = "Tongdian", Creator = "Tongdian", RasterDpi = 150, EncodingQuality = 101,
        Creation = document.MadeAt.UtcDateTime, Modified = document.MadeAt.UtcDateTime,
    };
}
