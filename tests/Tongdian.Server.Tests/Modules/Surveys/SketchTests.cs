using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Surveys;
using Tongdian.Server.Platform.Paper;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Surveys;

/// <summary>Tracks and sketches become drawings; what cannot be drawn as it was meant is not drawn.</summary>
public sealed class SketchTests
{
    [Fact]
    public void A_sketch_of_a_device_becomes_lines_and_words()
    {
        var drawing = SketchReader.Read(
            """<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 10 200 100"><path d="M10 10l50 0 0 20h10v-5C80 20 90 20 100 30Z"/><polyline points="10,10 20,20 30,10"/><text x="15" y="25" text-anchor="middle">3 号杆</text><script>alert(1)</script></svg>""")!;

        Assert.Equal((200f, 100f), (drawing.Width, drawing.Height));
        var lines = drawing.Shapes.OfType<PaperLine>().ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal([new(0, 0), new(50, 0), new(50, 20), new(60, 20), new(60, 15)], lines[0].Points.Take(5));
        Assert.Equal([new PaperPoint(90, 20), new(0, 0)], lines[0].Points.TakeLast(2));
        Assert.Equal([new PaperText(new(5, 15), "3 号杆") { Align = PaperAlign.Centre }], drawing.Shapes.OfType<PaperText>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<svg")]
    [InlineData("<html/>")]
    [InlineData("<svg viewBox='0 0 0 5'><line x1='0' y1='0' x2='1' y2='1'/></svg>")]
    [InlineData("<svg viewBox='0 0 5 5'/>")]
    [InlineData("<svg viewBox='0 0 5 5'><g transform='rotate(90)'><line x1='0' y1='0' x2='1' y2='1'/></g></svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg viewBox='0 0 5 5'><text>&a;</text></svg>")]
    public void What_cannot_be_drawn_as_it_was_meant_is_not_drawn(string svg) => Assert.Null(SketchReader.Read(svg));

    [Theory]
    [InlineData(0.9, 0.5)]
    [InlineData(1, 1)]
    [InlineData(49, 20)]
    [InlineData(730, 500)]
    public void A_scale_bar_has_a_round_length(double atMost, double metres) => Assert.Equal(metres, RouteSketch.Round(atMost), 9);

    [Fact]
    public void A_walk_to_the_east_is_drawn_to_the_right_and_to_scale()
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        Fix[] track = [.. Enumerable.Range(0, 11).Select(i => new Fix(40, 116 + i * 0.0005, 3, at.AddMinutes(i)))];
        var length = RouteLength.Of(new TrackInput([.. track]), TestTables.China.Positions);
        var drawing = RouteSketch.Of(track, length)!;

        var line = drawing.Shapes.OfType<PaperLine>().First().Points;
        Assert.True(line[^1].X - line[0].X > 300);
        Assert.All(line, p => Assert.Equal(line[0].Y, p.Y, 0.5f));
        // The bar and the way have the same scale.
        var bar = drawing.Shapes.OfType<PaperLine>().Last().Points;
        var metres = double.Parse(drawing.Shapes.OfType<PaperText>().Last().Text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((double)length.Metres / (line[^1].X - line[0].X), metres / (bar[2].X - bar[1].X), 0.01);
        Assert.Null(RouteSketch.Of(track[..1], RouteLength.Of(new TrackInput([track[0]]), TestTables.China.Positions)));
    }

    private static class TestTables
    {
        public static readonly SurveyTables China = SurveyTables.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "survey", "cn.json"))).Value;
    }
}
