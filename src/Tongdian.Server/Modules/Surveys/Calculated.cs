using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Field;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>What the server calculates from a site sheet, whatever the device showed.</summary>
/// <param name="Given">There is an input to calculate from.</param>
/// <param name="Result">The result; null when nothing can be calculated.</param>
/// <param name="Broken">Why it cannot.</param>
/// <param name="Track">The way that was walked.</param>
/// <param name="Route">How long it is; null when that cannot be said.</param>
/// <param name="Differences">What the device showed otherwise.</param>
internal sealed record Calculated(
    bool Given, SurveyResult? Result, Error? Broken, IReadOnlyList<Fix> Track, RouteLength? Route, IReadOnlyList<Calculated.Difference> Differences)
{
    /// <summary>A figure that the device showed otherwise.</summary>
    public sealed record Difference(Figure Figure, string Shown);

    public static Calculated Of(SiteSheet? sheet, SurveyTables tables)
    {
        SurveyInput? input = null;
        SurveyResult? result = null;
        Error? broken = null;
        var given = sheet?.Input is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };
        if (given && !SurveyInput.Read(sheet!.Input!.Value.GetRawText()).Failed(out broken, out input))
            Anew(input, tables).Failed(out broken, out result);
        // What was calculated is what is drawn: the track of the input, and the one beside it only when the input has none.
        Fix[] track =
        [
            .. input?.Track is { Fixes.IsDefaultOrEmpty: false } recorded
                ? recorded.Fixes
                : (sheet?.Track ?? []).OfType<SiteSheet.Point>().Select(p => new Fix(p.Lat, p.Lon, p.AccuracyM, p.At, p.Mock)),
        ];
        // A track is measured by itself too: what is wrong elsewhere does not take it away.
        var route = result?.Route ?? (track.Length == 0 || Anew(new SurveyInput(Track: new TrackInput([.. track])), tables).Failed(out _, out var alone) ? null : alone.Route);
        var whole = result is null ? null : result with { Route = route };
        return new Calculated(given, whole, broken, track, route, whole is null ? [] : Differ(whole, sheet!.Result));
    }

    /// <summary>Calculates; input on which arithmetic fails is as invalid as any other.</summary>
    public static Result<SurveyResult> Anew(SurveyInput input, SurveyTables tables)
    {
        try
        {
            return SurveyCalculation.Of(input, tables);
        }
        catch (ArithmeticException)
        {
            return new Error(ErrorKind.Invalid, "survey.invalid");
        }
    }

    private static ImmutableArray<Difference> Differ(SurveyResult result, JsonElement? shown)
    {
        var device = Figures(shown).ToLookup(f => f.Id, f => f.Value, StringComparer.Ordinal);
        return
        [
            .. result.AllFigures().GroupBy(f => f.Id, StringComparer.Ordinal).Where(g => device.Contains(g.Key))
                .SelectMany(g => g.Zip(device[g.Key], (figure, value) => (Figure: figure, Value: value)))
                .Where(f => !decimal.TryParse(f.Value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) || number != f.Figure.Result.Value)
                .Select(f => new Difference(f.Figure, f.Value)),
        ];
    }

    /// <summary>Every figure in a result that a device sent, wherever it stands.</summary>
    private static IEnumerable<(string Id, string Value)> Figures(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(e => Figures(e)),
        { ValueKind: JsonValueKind.Object } one when one.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            && one.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object && result.TryGetProperty("value", out var value) => [(id.GetString()!, value.ToString())],
        { ValueKind: JsonValueKind.Object } other => other.EnumerateObject().SelectMany(p => Figures(p.Value)),
        _ => [],
    };
}
