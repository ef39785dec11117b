using Tongdian.Domain.Survey;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>A way that was walked as a drawing: north up, with an arrow, a scale bar and its length.</summary>
internal static class RouteSketch
{
    private const float Width = 480, Lowest = 150, Highest = 320, Margin = 36;
    private const int Most = 500;
    private const double EarthM = 6_371_008.8;

    /// <summary>The drawing; null when there are not two places that are believed.</summary>
    /// <param name="track">What was recorded.</param>
    /// <param name="route">Which of it is believed, and how long it is.</param>
    public static PaperDrawing? Of(IReadOnlyList<Fix> track, RouteLength route)
    {
        var kept = route.Kept.Select(i => track[i]).ToList();
        if (kept.Count < 2)
            return null;
        var (middle, west) = (kept.Average(f => f.Latitude), kept[0].Longitude);
        (double X, double Y) Metres(Fix f) => (
            EarthM * Radians(f.Longitude - west) * Math.Cos(Radians(middle)), -EarthM * Radians(f.Latitude - middle));
        var places = kept.ConvertAll(Metres);
        var (left, right, top, bottom) = (places.Min(p => p.X), places.Max(p => p.X), places.Min(p => p.Y), places.Max(p => p.Y));
        var scale = Math.Min((Width - 2 * Margin) / Math.Max(right - left, 1e-6), (Highest - 2 * Margin) / Math.Max(bottom - top, 1e-6));
        var height = Math.Clamp((float)((bottom - top) * scale) + 2 * Margin, Lowest, Highest);
        PaperPoint Place((double X, double Y) p) => new((float)((p.X - (left + right) / 2) * scale + Width / 2), (float)((p.Y - (top + bottom) / 2) * scale + height / 2));
        var line = Thinned(places).Select(Place).ToList();
        var believed = route.Kept.ToHashSet();
        var unbelieved = track.Where((_, i) => !believed.Contains(i)).Take(Most).Select(f => (PaperShape)new PaperDot(Place(Metres(f))) { Ink = PaperInk.Grey, Radius = 1, Hollow = true });
        return new PaperDrawing(Width, height,
        [
            .. unbelieved,
            new PaperLine(line) { Ink = PaperInk.Teal, Thickness = 2 },
            new PaperDot(line[0]) { Ink = PaperInk.Teal, Radius = 4, Hollow = true }, new PaperText(Beside(line[0]), Text("route.from")),
            new PaperDot(line[^1]) { Ink = PaperInk.Red, Radius = 4 }, new PaperText(Beside(line[^1]), Text("route.to")) { Ink = PaperInk.Red },
            new PaperText(new(8, 16), Text("route.measured", Show.Number(Math.Round(route.Metres, 1)), Show.Number(Math.Round(route.PlusMinus, 1)))) { Bold = true },
            .. North(), .. Bar(scale, height),
        ]) { Highest = height };
    }

    private static PaperPoint Beside(PaperPoint p) => new(p.X + 7, p.Y - 5);

    private static double Radians(double degrees) => degrees / 180 * Math.PI;

    private static IEnumerable<(double X, double Y)> Thinned(List<(double X, double Y)> places)
    {
        var step = (places.Count + Most - 1) / Most;
        return places.Where((_, i) => i % step == 0 || i == places.Count - 1);
    }

    private static IEnumerable<PaperShape> North() =>
    [
        new PaperLine([new(Width - 18, 44), new(Width - 18, 16)]), new PaperLine([new(Width - 22, 24), new(Width - 18, 16), new(Width - 14, 24)]),
        new PaperText(new(Width - 18, 12), Text("route.north")) { Align = PaperAlign.Centre, Bold = true },
    ];

    private static IEnumerable<PaperShape> Bar(double scale, float height)
    {
        var metres = Round(110 / scale);
        var (from, to, y) = (10f, 10f + (float)(metres * scale), height - 10);
        return
        [
            new PaperLine([new(from, y - 4), new(from, y), new(to, y), new(to, y - 4)]) { Thickness = 1.2f },
            new PaperText(new(to + 5, y), Text("route.metres", metres.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>The largest of 1, 2, 5, 10, 20 … that is not above it.</summary>
    internal static double Round(double atMost)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atMost)));
        return (atMost / power) switch { >= 5 => 5, >= 2 => 2, _ => 1 } * power;
    }
}
