using System.Text.Json;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>What was drawn and measured on a photograph, in its pixels. What cannot be read is left out.</summary>
internal static class PhotoMarks
{
    private const int Most = 200;
    private const int Corners = 40;

    /// <summary>What was said about the photograph, and measured on it.</summary>
    public static IReadOnlyList<string> Words(SiteSheet.Mark? mark, SurveyTables tables) =>
    [
        .. new[] { mark?.Caption, mark?.Words }.OfType<string>().Where(w => !string.IsNullOrWhiteSpace(w)),
        .. Measured(mark, tables) is { } measured ? [Text("photos.measured", Length(measured.Result))] : Array.Empty<string>(),
    ];

    /// <summary>What is drawn over it.</summary>
    /// <param name="mark">What is known of it.</param>
    /// <param name="longest">Its longer side, pixels.</param>
    /// <param name="tables">The numbers.</param>
    public static IReadOnlyList<PaperShape> Of(SiteSheet.Mark? mark, float longest, SurveyTables tables)
    {
        if (mark is null)
            return [];
        var shapes = new List<PaperShape>();
        foreach (var one in Items(mark.Marks))
            shapes.AddRange(Shape(one, longest));
        shapes.AddRange(Items(mark.Lines).Select(line => Items(line).Select(Point).OfType<PaperPoint>().ToList()).Where(p => p.Count > 1).Select(Red));
        if (Measured(mark, tables) is { } measured)
        {
            var (from, to) = (Of(measured.Input.From), Of(measured.Input.To));
            shapes.Add(new PaperLine([from, to]) { Ink = PaperInk.Teal, Thickness = 2 });
            shapes.Add(new PaperText(new((from.X + to.X) / 2, (from.Y + to.Y) / 2 - longest * 0.015f), Length(measured.Result)) { Ink = PaperInk.Teal, Bold = true, Align = PaperAlign.Centre });
        }

        return shapes;
    }

    private static IEnumerable<PaperShape> Shape(JsonElement mark, float longest)
    {
        if (mark.ValueKind != JsonValueKind.Object || !mark.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
            return [];
        var (from, to, at) = (Point(mark, "from"), Point(mark, "to"), Point(mark, "at"));
        return (kind.GetString(), from, to, at) switch
        {
            ("arrow", { } a, { } b, _) => Arrow(a, b, longest * 0.03f),
            ("circle", { } a, { } b, _) => [Ellipse(a, b)],
            ("text", _, _, { } p) when mark.TryGetProperty("words", out var words) && words.ValueKind == JsonValueKind.String =>
                [new PaperText(p, words.GetString()!) { Ink = PaperInk.Red, Bold = true }],
            _ => [],
        };
    }

    private static IEnumerable<PaperShape> Arrow(PaperPoint from, PaperPoint to, float head)
    {
        var angle = MathF.Atan2(to.Y - from.Y, to.X - from.X);
        PaperPoint Side(float turn) => new(to.X - head * MathF.Cos(angle + turn), to.Y - head * MathF.Sin(angle + turn));
        return [Red([from, to]), Red([Side(0.5f), to, Side(-0.5f)])];
    }

    private static PaperLine Ellipse(PaperPoint a, PaperPoint b) => Red(
        [.. Enumerable.Range(0, Corners + 1).Select(n => 2 * MathF.PI * n / Corners).Select(t => new PaperPoint((a.X + b.X) / 2 + (b.X - a.X) / 2 * MathF.Cos(t), (a.Y + b.Y) / 2 + (b.Y - a.Y) / 2 * MathF.Sin(t)))]);

    private static PaperLine Red(IReadOnlyList<PaperPoint> points) => new(points) { Ink = PaperInk.Red, Thickness = 1.6f };

    private static string Length(PhotoScale scale) => Text("length", Show.Number(Math.Round(scale.Metres, 2)), Show.Number(Math.Round(scale.PlusMinus, 2)));

    /// <summary>Measured anew from the points.</summary>
    private static (PhotoInput Input, PhotoScale Result)? Measured(SiteSheet.Mark? mark, SurveyTables tables) =>
        mark?.Measure is { ValueKind: JsonValueKind.Object } measure && !SurveyInput.Read($"{{\"photo\":{measure.GetRawText()}}}").Failed(out _, out var input)
        && input.Photo is { } photo && !Calculated.Anew(new SurveyInput(Photo: photo), tables).Failed(out _, out var result) && result.Photo is { } scale
            ? (photo, scale)
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } all ? all.EnumerateArray().Take(Most) : [];

    private static PaperPoint? Point(JsonElement of, string name) => of.TryGetProperty(name, out var point) ? Point(point) : null;

    private static PaperPoint? Point(JsonElement point) => point.ValueKind == JsonValueKind.Object
        && point.TryGetProperty("x", out var x) && x.ValueKind == JsonValueKind.Number && x.TryGetSingle(out var right)
        && point.TryGetProperty("y", out var y) && y.ValueKind == JsonValueKind.Number && y.TryGetSingle(out var down)
            ? new PaperPoint(right, down)
            : null;

    private static PaperPoint Of(PhotoPoint point) => new((float)point.X, (float)point.Y);
}
