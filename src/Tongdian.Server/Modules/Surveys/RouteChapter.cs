using Tongdian.Server.Modules.Field;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>Where the line goes: the way that was walked, drawn to scale, and the surveyor's sketch.</summary>
internal static class RouteChapter
{
    public static IEnumerable<PaperPart> Of(SiteSheet? sheet, Calculated calculated)
    {
        var walked = calculated.Route is { } route ? RouteSketch.Of(calculated.Track, route) : null;
        var sketch = sheet?.Sketch is { Length: > 0 } svg ? SketchReader.Read(svg) : null;
        if (walked is not null)
        {
            yield return walked with { Label = Text("route.walked") };
            yield return new PaperParagraph(
                Text("route.length", Show.Number(Math.Round(calculated.Route!.Metres, 1)), Show.Number(Math.Round(calculated.Route.PlusMinus, 1)), calculated.Route.Kept.Length, calculated.Track.Count)) { Note = true };
        }
        else if (calculated.Track.Count > 0)
        {
            yield return new PaperParagraph(Text("route.unusable", calculated.Track.Count));
        }

        if (sketch is not null)
        {
            yield return sketch with { Label = Text("route.sketch") };
            yield return new PaperParagraph(Text("route.sketch")) { Note = true };
        }
        else if (sheet?.Sketch is { Length: > 0 })
        {
            yield return new PaperParagraph(Text("route.sketch-unreadable"));
        }

        if (calculated.Track.Count == 0 && sheet?.Sketch is not { Length: > 0 })
            yield return new PaperParagraph(Text("route.none"));
    }
}
