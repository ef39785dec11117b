using System.Text.Json;
using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Input_and_result
{
    private const string Limits = "\"limit\":{\"maxSinglePhaseKw\":12,\"maxLowVoltageKw\":160,\"maxLowVoltageKva\":200,\"source\":\"a paper\",\"verified\":false}";

    [Fact]
    public void The_same_input_gives_the_same_text_and_survives_JSON() => RandomSurveys.Everything.Sample(input =>
    {
        var text = Calculated(input).Write();

        Assert.Equal(text, Calculated(SurveyInput.Read(JsonSerializer.Serialize(input, SurveyJson.Default.SurveyInput)).Value).Write());
        Assert.Equal(text, JsonSerializer.Deserialize(text, SurveyJson.Default.SurveyResult)!.Write());
    }, iter: 300);

    [Fact]
    public void Every_figure_shows_formula_inputs_and_result() => RandomSurveys.Everything.Sample(input =>
        Assert.All(Calculated(input).AllFigures(), figure =>
        {
            Assert.False(string.IsNullOrWhiteSpace(figure.Formula) || string.IsNullOrWhiteSpace(figure.Title.Zh) || string.IsNullOrWhiteSpace(figure.Title.En));
            Assert.All(figure.Inputs.Append(figure.Result), q => Assert.False(string.IsNullOrWhiteSpace(q.Name.Zh) || string.IsNullOrWhiteSpace(q.Name.En)));
        }), iter: 100);

    [Fact]
    public void All_findings_are_those_that_stand_anywhere_in_the_result() => RandomSurveys.Everything.Sample(input =>
    {
        var result = Calculated(input);

        Assert.Equal(Found(JsonElement.Parse(result.Write())).Order(StringComparer.Ordinal), Codes(result.AllFindings()).Order(StringComparer.Ordinal));
    }, iter: 100);

    [Fact]
    public void Nothing_at_all_is_refused() => Assert.Equal("load survey.missing", Refused(new SurveyInput()));

    [Theory]
    [InlineData("{}", "load survey.missing")]
    [InlineData("{\"load\":{\"askedKw\":5}}", "limit survey.missing")]
    [InlineData("{L,\"load\":{}}", "load survey.missing")]
    [InlineData("{L,\"load\":{\"appliances\":[]}}", "load survey.missing")]
    [InlineData("{L,\"load\":{\"appliances\":[null]}}", "load.appliances[0] survey.missing")]
    [InlineData("{L,\"load\":{\"askedKw\":-5}}", "load.askedKw survey.out-of-range")]
    [InlineData("{L,\"load\":{\"askedKw\":1e9}}", "load.askedKw survey.out-of-range")]
    [InlineData("{L,\"load\":{\"askedKw\":5,\"powerFactor\":0}}", "load.powerFactor survey.out-of-range")]
    [InlineData("{L,\"load\":{\"askedKw\":5,\"simultaneousP\":0.5}}", "load.simultaneousP survey.out-of-range")]
    [InlineData("{L,\"load\":{\"appliances\":[{\"kind\":\"toaster\",\"kw\":0,\"count\":0,\"phases\":2,\"phase\":\"D\"}]}}",
        "load.appliances[0].kind survey.unknown; load.appliances[0].kw survey.out-of-range; load.appliances[0].count survey.out-of-range; " +
        "load.appliances[0].phases survey.unknown; load.appliances[0].phase survey.unknown")]
    [InlineData("{L,\"load\":{\"homes\":{\"count\":0}}}", "load.homes.count survey.out-of-range; load.homes.areaM2 survey.missing")]
    [InlineData("{L,\"load\":{\"askedKw\":5},\"supply\":{\"voltage\":\"middle\",\"phases\":2,\"availableKv\":[7],\"importance\":\"x\"}}",
        "supply.voltage survey.unknown; supply.phases survey.unknown; supply.importance survey.unknown; supply.availableKv[0] survey.unknown")]
    [InlineData("{L,\"load\":{\"askedKw\":5},\"line\":{\"lengthM\":-1,\"material\":\"copper\",\"insulation\":\"pvc\",\"laying\":\"B1\",\"ambientC\":61,\"circuits\":21}}",
        "line.lengthM survey.out-of-range; line.ambientC survey.out-of-range; line.circuits survey.out-of-range")]
    [InlineData("{L,\"load\":{\"askedKw\":5},\"line\":{\"lengthM\":1,\"material\":\"gold\",\"insulation\":\"silk\",\"laying\":\"Z\",\"ambientC\":20}}",
        "line.material survey.unknown; line.insulation survey.unknown; line.laying survey.unknown")]
    [InlineData("{\"transformer\":{\"ratedKva\":0}}", "transformer.ratedKva survey.out-of-range; transformer.greatestKva survey.missing")]
    [InlineData("{\"feeder\":{\"kv\":10,\"limitA\":0,\"greatestA\":-1}}", "feeder.limitA survey.out-of-range; feeder.greatestA survey.out-of-range")]
    [InlineData("{\"track\":{\"fixes\":[]}}", "track.fixes survey.missing")]
    [InlineData("{\"photo\":{\"knownFrom\":{\"x\":1,\"y\":1},\"knownTo\":{\"x\":1,\"y\":1},\"from\":{\"x\":1,\"y\":1},\"to\":{\"x\":5,\"y\":1},\"knownM\":1}}",
        "photo.knownTo survey.out-of-range")]
    public void What_is_wrong_is_named_by_its_field(string json, string wrong) =>
        Assert.Equal(wrong, Refused(SurveyInput.Read(json.Replace("L,", Limits + ",", StringComparison.Ordinal)).Value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(91)]
    public void No_place_on_Earth_is_refused(double latitude)
    {
        var fix = new Fix(latitude, 120, double.NaN, DateTimeOffset.UnixEpoch);

        Assert.Equal(
            "position.fix.latitude survey.out-of-range; position.fix.accuracyM survey.out-of-range; position.longitude survey.missing",
            Refused(new SurveyInput(Position: new(fix, DateTimeOffset.UnixEpoch, 30))));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("null", "$")]
    [InlineData("{\"load\":{\"askedKw\":\"five\"}}", "$.load.askedKw")]
    [InlineData("{\"load\":{\"askedKw\":NaN}}", "$.load.askedKw")]
    [InlineData("{\"load\":{\"askedKw\":1e40}}", "$.load.askedKw")]
    [InlineData("{\"lod\":{}}", "$.lod")]
    [InlineData("{\"line\":{\"lengthM\":1}}", "$.line")]
    public void What_cannot_be_read_is_named_by_its_path(string json, string path)
    {
        var error = SurveyInput.Read(json).Error;

        Assert.Equal(("survey.json", path), (error?.Code, error?.Values["path"]));
    }

    /// <summary>The codes of all findings in a text.</summary>
    private static IEnumerable<string> Found(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(e => Found(e)),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p =>
            p.NameEquals("findings") ? p.Value.EnumerateArray().Select(f => f.GetProperty("code").GetString()!) : Found(p.Value)),
        _ => [],
    };
}
