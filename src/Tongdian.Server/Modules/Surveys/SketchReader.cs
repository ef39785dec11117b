using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Tongdian.Server.Platform.Paper;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>Reads a sketch that was drawn on a device: the lines, shapes and words of an SVG picture. Nothing else in it has an effect.</summary>
internal static partial class SketchReader
{
    private const int Longest = 2_000_000;
    private const int MostShapes = 2_000;
    private const int MostPoints = 20_000;
    private const int Corners = 32;

    /// <summary>The sketch; null when it cannot be read, or not as it was meant (a shape that is turned or moved by a rule of its own).</summary>
    public static PaperDrawing? Read(string svg)
    {
        try
        {
            using var text = new StringReader(svg);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Longest });
            var root = XElement.Load(reader);
            if (root.Name.LocalName != "svg" || root.DescendantsAndSelf().Any(e => e.Attribute("transform") is not null) || Room(root) is not var (x, y, width, height))
                return null;
            var shapes = root.Descendants().SelectMany(Shapes).Take(MostShapes + 1).Select(s => Moved(s, -x, -y)).ToList();
            var points = shapes.OfType<PaperLine>().Sum(l => l.Points.Count);
            return shapes.Count is 0 or > MostShapes || points > MostPoints ? null : new PaperDrawing(width, height, shapes);
        }
        catch (Exception unreadable) when (unreadable is XmlException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static (float X, float Y, float Width, float Height)? Room(XElement root)
    {
        var box = Numbers((string?)root.Attribute("viewBox"));
        var room = box.Count == 4 ? (box[0], box[1], box[2], box[3]) : (0f, 0f, Number(root, "width") ?? 0f, Number(root, "height") ?? 0f);
        return room is { Item3: > 0, Item4: > 0 } ? room : null;
    }

    private static IEnumerable<PaperShape> Shapes(XElement e)
    {
        float At(string name) => Number(e, name) ?? 0;
        switch (e.Name.LocalName)
        {
            case "line":
                return [Line([new(At("x1"), At("y1")), new(At("x2"), At("y2"))])];
            case "polyline":
                return [Line(Pairs(Numbers((string?)e.Attribute("points"))))];
            case "polygon" when Pairs(Numbers((string?)e.Attribute("points"))) is { Count: > 0 } corners:
                return [Line([.. corners, corners[0]])];
            case "rect":
                var (x, y, w, h) = (At("x"), At("y"), At("width"), At("height"));
                return [Line([new(x, y), new(x + w, y), new(x + w, y + h), new(x, y + h), new(x, y)])];
            case "circle":
                return [Round(At("cx"), At("cy"), At("r"), At("r"))];
            case "ellipse":
                return [Round(At("cx"), At("cy"), At("rx"), At("ry"))];
            case "path":
                return SketchPath.Lines((string?)e.Attribute("d") ?? "").Select(Line);
            case "text":
                var align = (string?)e.Attribute("text-anchor") switch { "middle" => PaperAlign.Centre, "end" => PaperAlign.Right, _ => PaperAlign.Left };
                return [new PaperText(new(At("x"), At("y")), e.Value.Trim()) { Align = align }];
            default:
                return [];
        }
    }

    private static PaperLine Line(IReadOnlyList<PaperPoint> points) => new(points) { Thickness = 1.2f };

    private static PaperLine Round(float x, float y, float rx, float ry) => Line(
        [.. Enumerable.Range(0, Corners + 1).Select(n => 2 * MathF.PI * n / Corners).Select(t => new PaperPoint(x + rx * MathF.Cos(t), y + ry * MathF.Sin(t)))]);

    private static PaperShape Moved(PaperShape shape, float x, float y) => shape switch
    {
        PaperLine line => line with { Points = [.. line.Points.Select(p => new PaperPoint(p.X + x, p.Y + y))] },
        PaperText text => text with { At = new(text.At.X + x, text.At.Y + y) },
        _ => shape,
    };

    private static List<PaperPoint> Pairs(List<float> numbers) => [.. numbers.Chunk(2).Where(p => p.Length == 2).Select(p => new PaperPoint(p[0], p[1]))];

    private static float? Number(XElement e, string name) => Numbers((string?)e.Attribute(name)) is [var number, ..] ? number : null;

    private static List<float> Numbers(string? text) => [.. NumberPattern().Matches(text ?? "").Take(MostPoints * 2 + 2).Select(m => float.Parse(m.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex NumberPattern();
}
