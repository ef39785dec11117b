using SkiaSharp;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Platform.Paper;
using Tongdian.Server.Tests.Vocabulary;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Paper;

public sealed class PrinterTests(PrinterTests.Press press) : IClassFixture<PrinterTests.Press>
{
    private static readonly DateTimeOffset Made = Given.At("2026-11-21 14:30");

    /// <summary>Fonts are read once for all these tests, as they are for all documents of a server.</summary>
    public sealed class Press : IDisposable
    {
        public Printer Printer { get; } = new();

        public void Dispose() => Printer.Dispose();
    }

    [Fact]
    public void What_is_printed_can_be_selected_in_the_order_in_which_it_is_read()
    {
        var text = Text(Print(
            new PaperTitle("供用电合同"), new PaperHeading("一、用电地址"), new PaperParagraph("甲方在以下地址用电，电压 380V。"),
            new PaperValues([new("客户名称", "临安某某面粉有限公司"), new("Capacity", "315 kVA")]),
            new PaperRows([new("名称", 2), new("数量", 1)], [["电缆", "12 m"], ["表箱", "1"]])));

        string[] expected = ["供用电合同", "一、用电地址", "甲方在以下地址用电，电压 380V。", "客户名称", "临安某某面粉有限公司", "Capacity", "315 kVA", "名称", "数量", "电缆", "12 m", "表箱", "1"];
        Assert.Equal(string.Concat(expected), text);
    }

    [Fact]
    public void Only_the_characters_in_use_travel_with_a_document()
    {
        var pdf = Print(new PaperTitle("现场勘查报告"), new PaperParagraph("供电方案、计量方式与产权分界点。Scheme and metering."));

        Assert.InRange(pdf.Length, 1_000, 60_000);
        using var read = PdfDocument.Open(pdf);
        var fonts = read.GetPage(1).Letters.Select(l => l.FontName).Distinct().ToList();
        Assert.Equal(2, fonts.Count);
        Assert.All(fonts, f => Assert.Contains("NotoSansSC", f, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, read.Structure.CrossReferenceTable.ObjectOffsets.Keys.Count(k => read.Structure.GetObject(k).Data is DictionaryToken d && d.ContainsKey(NameToken.FontFile2)));
    }

    [Fact]
    public void A_document_of_many_different_characters_stays_small_and_is_made_at_once()
    {
        var many = string.Concat(Enumerable.Range(0x4E00, 2000).Select(c => (char)c));

        Assert.Equal(many, Text(Print(new PaperParagraph(many))));
        Assert.True(Print(new PaperParagraph(many[..800])).Length < 200_000);
    }

    [Fact]
    public void A_large_photograph_is_printed_small_with_its_marks_where_they_were_drawn()
    {
        // The left half is red, the right half blue; the dot is in the middle of the left half.
        var drawn = press.Printer.DrawOver(Photos.Jpeg(3211, 2407), 1600, _ => [new PaperDot(new PaperPoint(400, 600)) { Ink = PaperInk.Black, Radius = 6 }]);

        Assert.NotNull(drawn);
        using var seen = SKBitmap.Decode(drawn);
        Assert.Equal((666, 499), (seen.Width, seen.Height));
        Assert.True(IsRed(seen.GetPixel(60, 60)) && IsRed(seen.GetPixel(310, 250)), "The left half is red");
        Assert.True(IsBlue(seen.GetPixel(356, 250)) && IsBlue(seen.GetPixel(600, 60)), "The right half is blue");
        Assert.False(IsRed(seen.GetPixel(166, 250)) || IsBlue(seen.GetPixel(166, 250)), "The dot is there");

        static bool IsRed(SKColor c) => c.Red > 180 && c.Green < 90 && c.Blue < 90;
        static bool IsBlue(SKColor c) => c.Blue > 180 && c.Red < 90 && c.Green < 90;
    }

    [Fact]
    public void The_same_document_makes_the_same_bytes()
    {
        PaperPart[] parts = [new PaperTitle("供用电合同"), new PaperQr("https://example.test/verify/1", "扫码核验"), new PaperParagraph("正文")];

        Assert.Equal(Print(parts), Print(parts));
    }

    [Fact]
    public void Every_page_has_its_number_and_the_heads_of_its_table()
    {
        var pdf = Print(new PaperRows([new("名称", 2), new("数量", 1) { Align = PaperAlign.Right }], [.. Enumerable.Range(1, 120).Select(i => new[] { $"材料{i}", $"{i} m" })]));

        using var read = PdfDocument.Open(pdf);
        Assert.Equal(4, read.NumberOfPages);
        Assert.All(read.GetPages(), p => Assert.StartsWith("名称数量", p.Text, StringComparison.Ordinal));
        Assert.All(read.GetPages(), p => Assert.EndsWith($"第 {p.Number} 页 共 4 页", p.Text, StringComparison.Ordinal));
        var text = Text(pdf);
        Assert.All(Enumerable.Range(1, 120), i => Assert.Contains($"材料{i}{i} m", text, StringComparison.Ordinal));
        Assert.Equal((595d, 842d), (Math.Round(read.GetPage(1).Width), Math.Round(read.GetPage(1).Height)));
    }

    [Fact]
    public void A_row_higher_than_a_page_goes_on_over_the_next()
    {
        var long_ = string.Concat(Enumerable.Repeat("很长的意见，", 900));
        var pdf = Print(new PaperRows([new("意见", 3), new("人", 1)], [["短", "甲"], [long_, "乙"], ["完", "丙"]]));

        using var read = PdfDocument.Open(pdf);
        Assert.InRange(read.NumberOfPages, 3, 6);
        Assert.Equal(900, Text(pdf).Split("很长的意见").Length - 1);
        Assert.Contains("完丙", Text(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_printed_beyond_the_margins()
    {
        var pdf = Print(
            new PaperParagraph(string.Concat(Enumerable.Repeat("供电方案答复 ABC-123。", 300))), new PaperHeading("标题"),
            new PaperValues([new("很长的标签很长的标签很长的标签", string.Concat(Enumerable.Repeat("值", 400)))]), new PaperParagraph(new string('W', 500)));

        using var read = PdfDocument.Open(pdf);
        Assert.All(read.GetPages().SelectMany(p => p.Letters), l => Assert.InRange(l.StartBaseLine.X, 56, 538));
        Assert.All(read.GetPages().SelectMany(p => p.Letters), l => Assert.True(l.EndBaseLine.X <= 539, $"{l.Value} ends at {l.EndBaseLine.X}"));
        Assert.All(read.GetPages().SelectMany(p => p.Letters), l => Assert.InRange(l.StartBaseLine.Y, 30, 790));
    }

    [Fact]
    public void A_character_that_no_font_has_leaves_its_mark_instead_of_a_hole() =>
        Assert.Equal("笑〓，镕堃①℃㎡Ω右", Text(Print(new PaperParagraph("笑\U0001F600，镕堃①℃㎡Ω\u200F\u0007右"))));

    [Fact]
    public void A_heading_does_not_stay_alone_at_the_foot_of_a_page()
    {
        for (var lines = 30; lines < 45; lines++)
        {
            using var read = PdfDocument.Open(Print([.. Enumerable.Repeat(new PaperParagraph("行"), lines), new PaperHeading("标题"), new PaperParagraph("内容")]));
            var page = Assert.Single(read.GetPages(), p => p.Text.Contains("标题", StringComparison.Ordinal));
            Assert.Contains("标题内容", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_heading_stays_with_the_drawing_or_the_pictures_below_it()
    {
        foreach (var large in new PaperPart[] { new PaperDrawing(480, 300, [new PaperText(new(10, 20), "图中")]), new PaperBoxes([new PaperBox("图中", [])]) { PictureHeight = 200 } })
        {
            for (var lines = 14; lines < 36; lines += 3)
            {
                using var read = PdfDocument.Open(Print([.. Enumerable.Repeat(new PaperParagraph("行"), lines), new PaperHeading("标题"), large]));
                var page = Assert.Single(read.GetPages(), p => p.Text.Contains("标题", StringComparison.Ordinal));
                Assert.Contains("标题图中", page.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Signatures_are_pictures_or_words_in_boxes_of_one_page()
    {
        var pdf = Print(new PaperParagraph("以上各条双方已阅。"), new PaperBoxes(
        [
            new PaperBox("用电方（签字）", ["张伟", "2026-11-21 14:30"]) { Picture = Scribble() },
            new PaperBox("供电方（签字）", ["以一次性验证码确认"]) { Word = "李芳" },
        ]));

        using var read = PdfDocument.Open(pdf);
        Assert.Single(read.GetPage(1).GetImages());
        Assert.Contains("用电方（签字）张伟2026-11-21 14:30供电方（签字）李芳以一次性验证码确认", Text(pdf), StringComparison.Ordinal);
    }

    /// <summary>Many documents at once, as on a server.</summary>
    [Fact]
    public void Documents_are_made_side_by_side()
    {
        var first = Print(new PaperParagraph("同时"));

        Parallel.For(0, 16, i => Assert.Equal(i % 2 == 0, Print(new PaperParagraph(i % 2 == 0 ? "同时" : $"第{i}份")).AsSpan().SequenceEqual(first)));
    }

    private byte[] Print(params PaperPart[] parts) =>
        press.Printer.Print(new PaperDocument("文档", Made, parts) { Author = "示范供电公司", PageNumber = "第 {0} 页 共 {1} 页" });

    private static string Text(byte[] pdf)
    {
        using var read = PdfDocument.Open(pdf);
        return string.Concat(read.GetPages().Select(p => p.Text[..p.Text.LastIndexOf($"第 {p.Number} 页", StringComparison.Ordinal)]));
    }

    private static byte[] Scribble()
    {
        using var surface = SKSurface.Create(new SKImageInfo(300, 120));
        surface.Canvas.Clear(SKColors.White);
        using var ink = new SKPaint { StrokeWidth = 4, IsAntialias = true };
        surface.Canvas.DrawLine(20, 100, 280, 20, ink);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
