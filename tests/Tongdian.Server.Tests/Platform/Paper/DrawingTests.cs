using CsCheck;
using SkiaSharp;
using Tongdian.Server.Platform.Paper;
using UglyToad.PdfPig;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Paper;

/// <summary>Drawings stay in their boxes, whatever is drawn.</summary>
public sealed class DrawingTests
{
    private static readonly PaperFont Regular = Font("400Regular"), Bold = Font("700Bold");

    private static readonly Gen<float> Anywhere = Gen.OneOf(
        Gen.Float[-50, 250], Gen.Float[-50, 250], Gen.Float[-1e6f, 1e6f], Gen.Int[0, 6].Select(i => new[] { 0f, 100f, 200f, float.NaN, float.PositiveInfinity, float.MaxValue, -float.MaxValue }[i]));

    private static readonly Gen<PaperPoint> Point = Gen.Select(Anywhere, Anywhere, (x, y) => new PaperPoint(x, y));

    private static readonly Gen<PaperShape> Shape = Gen.OneOf<PaperShape>(
        Gen.Select(Point.List[0, 12], Gen.Float[0.1f, 12], Gen.Bool, (p, t, d) => (PaperShape)new PaperLine(p) { Thickness = t, Dashed = d }),
        Gen.Select(Point, Gen.Float[0.1f, 60], Gen.Bool, (p, r, h) => (PaperShape)new PaperDot(p) { Radius = r, Hollow = h }),
        Gen.Select(Point, Gen.Int[0, 400], Gen.Enum<PaperAlign>(), Gen.Bool, (p, n, a, b) => (PaperShape)new PaperText(p, new string('路', n)) { Align = a, Bold = b }));

    [Fact]
    public void Nothing_is_drawn_outside_the_box() => Gen.Select(Shape.List[0, 8], Gen.Float[1, 400], Gen.Float[1, 400], Gen.Float[5, 400]).Sample(
        (shapes, width, height, highest) =>
        {
            var page = Assert.Single(PaperLayout.Of(new PaperDocument("图", default, [new PaperDrawing(width, height, shapes) { Highest = highest }]), Regular, Bold));
            var box = Assert.IsType<BoxMark>(page[0]).Place;
            Assert.InRange(box.Left, 56, 539);
            Assert.InRange(box.Right, 56, 539);
            Assert.InRange(box.Height, 0, highest + 0.1f);
            Assert.All(page.Skip(1), mark => Assert.True(IsWithin(box, mark), $"{mark} is not in {box}"));
        },
        iter: 3000);

    [Fact]
    public void A_line_is_cut_where_it_leaves_and_goes_on_where_it_comes_back()
    {
        var lines = Marks(new PaperLine([new(50, 50), new(50, 150), new(80, 150), new(80, 50)]) { Thickness = 0 }).OfType<LineMark>().ToList();

        Assert.Equal(2, lines.Count);
        Assert.All(lines, l => Assert.Equal(2, l.Points.Count));
    }

    [Fact]
    public void What_is_written_in_a_drawing_can_be_selected_and_the_same_drawing_makes_the_same_bytes()
    {
        using var printer = new Printer();
        byte[] Print() => printer.Print(new PaperDocument("图", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        [
            new PaperParagraph("前"), new PaperDrawing(480, 200, [new PaperLine([new(0, 0), new(480, 200)]) { Dashed = true }, new PaperDot(new(20, 20)), new PaperText(new(470, 100), "起点 100 m") { Align = PaperAlign.Right }]),
            new PaperParagraph("后"),
        ]));

        var pdf = Print();
        Assert.Equal(pdf, Print());
        using var read = PdfDocument.Open(pdf);
        Assert.Equal("前起点 100 m后", read.GetPage(1).Text);
        Assert.Empty(read.GetPage(1).GetImages());
    }

    private static IReadOnlyList<Mark> Marks(params PaperShape[] shapes) =>
        PaperLayout.Of(new PaperDocument("图", default, [new PaperDrawing(100, 100, shapes)]), Regular, Bold)[0];

    private static bool IsWithin(SKRect box, Mark mark)
    {
        const float rounding = 0.05f;
        var (left, top, right, bottom) = mark switch
        {
            LineMark m => (m.Points.Min(p => p.X) - m.Thickness / 2, m.Points.Min(p => p.Y) - m.Thickness / 2, m.Points.Max(p => p.X) + m.Thickness / 2, m.Points.Max(p => p.Y) + m.Thickness / 2),
            DotMark m => (m.X - m.Radius, m.Y - m.Radius, m.X + m.Radius, m.Y + m.Radius),
            TextMark m => (m.X, m.Y - 0.88f * m.Style.Size, m.X + m.Text.EnumerateRunes().Sum(r => (m.Style.Bold ? Bold : Regular).Width(r, m.Style.Size)), m.Y + 0.12f * m.Style.Size),
            _ => throw new InvalidOperationException($"{mark} is not of a drawing"),
        };
        return left >= box.Left - rounding && top >= box.Top - rounding && right <= box.Right + rounding && bottom <= box.Bottom + rounding;
    }

    private static PaperFont Font(string weight) => new(Path.Combine(AppContext.BaseDirectory, "fonts", $"NotoSansSC_{weight}.ttf"));
}
