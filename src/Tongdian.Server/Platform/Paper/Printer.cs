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
        using var plain = regular.For(texts[false]);
        using var heavy = bold.For(texts[true]);
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
        using var plain = regular.For(marks.OfType<TextMark>().Select(m => m.Text));
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

    public void Dispose()
    {
        regular.Dispose();
        bold.Dispose();
    }

    private static SKDocumentPdfMetadata Facts(PaperDocument document) => new()
    {
        Title = document.Title, Author = document.Author, Producer = "Tongdian", Creator = "Tongdian", RasterDpi = 150, EncodingQuality = 101,
        Creation = document.MadeAt.UtcDateTime, Modified = document.MadeAt.UtcDateTime,
    };
}
