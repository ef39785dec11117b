using System.Text.Json;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Surveys;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Surveys;

/// <summary>What the server calculates from a site sheet.</summary>
public sealed class CalculatedTests
{
    private static readonly SurveyTables China = SurveyTables.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "survey", "cn.json"))).Value;

    private static readonly Fix[] Walked =
        [.. Enumerable.Range(0, 11).Select(i => new Fix(40, 116 + i * 0.0005, 3, new DateTimeOffset(2026, 3, 2, 9, i, 0, TimeSpan.Zero)))];

    [Fact]
    public void The_length_that_is_told_and_drawn_is_that_of_the_calculation()
    {
        // Beside the input lies the beginning of the way only.
        var sheet = Sheet(new SurveyInput(Track: new TrackInput([.. Walked])), Walked[..3]);
        var calculated = Calculated.Of(sheet, China);

        Assert.Equal(RouteLength.Of(new TrackInput([.. Walked]), China.Positions).Metres, calculated.Route!.Metres);
        Assert.Same(calculated.Result!.Route, calculated.Route);
        Assert.Equal(Walked, calculated.Track);
        var parts = RouteChapter.Of(sheet, calculated).ToList();
        Assert.Single(parts.OfType<PaperDrawing>());
        Assert.Contains(Show.Number(calculated.Route.Metres), Assert.Single(parts.OfType<PaperParagraph>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_track_beside_the_input_is_calculated_with_it_and_compared_with_what_the_device_showed()
    {
        var sheet = Sheet(new SurveyInput(Transformer: new TransformerInput(400, 210)), Walked) with
        {
            Result = JsonElement.Parse("""{"route":{"figures":[{"id":"route.length","result":{"symbol":"L","value":1,"unit":"m"}}]}}"""),
        };
        var calculated = Calculated.Of(sheet, China);

        Assert.NotNull(calculated.Result!.Transformer);
        Assert.Same(calculated.Result.Route, calculated.Route);
        Assert.Equal(("route.length", calculated.Route!.Metres), Assert.Single(calculated.Differences.Select(d => (d.Figure.Id, d.Figure.Result.Value))));
    }

    private static SiteSheet Sheet(SurveyInput input, Fix[] track) => new(
        JsonSerializer.SerializeToElement(input, SurveyJson.Default.SurveyInput), [.. track.Select(f => new SiteSheet.Point(f.Latitude, f.Longitude, f.AccuracyM, f.At, f.Mock))], null, null, null);
}
