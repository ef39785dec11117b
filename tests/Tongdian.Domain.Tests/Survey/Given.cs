using Tongdian.Domain.Processes;
using Tongdian.Domain.Survey;
using Xunit;

namespace Tongdian.Domain.Tests.Survey;

internal static class Given
{
    public static readonly string Json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "survey", "cn.json"));

    public static readonly SurveyTables China = SurveyTables.Read(Json).Value;

    public static readonly VoltageLimit Limit = new(12, 160, 200, "a paper", false);

    public static LineInput Line(
        decimal metres, string material = "copper", string insulation = "pvc", string laying = "B1", decimal celsius = 30, int circuits = 1) =>
        new(metres, material, insulation, laying, celsius, circuits);

    public static SurveyInput Asking(decimal kw, LineInput? line = null, SupplyInput? supply = null, decimal? powerFactor = null) =>
        new(Limit, new LoadInput(AskedKw: kw, PowerFactor: powerFactor), supply, line);

    public static SurveyInput Listing(params Appliance[] appliances) => new(Limit, new LoadInput([.. appliances]));

    public static SurveyResult Calculated(SurveyInput input)
    {
        var result = SurveyCalculation.Of(input, China);
        Assert.True(result.Error is null, string.Join(", ", result.Error?.Fields.Select(f => $"{f.Field} {f.Code}") ?? []));
        return result.Value;
    }

    /// <summary>What is wrong, as <c>field code</c>.</summary>
    public static string Refused(SurveyInput input)
    {
        var error = SurveyCalculation.Of(input, China).Error;
        Assert.Equal("survey.invalid", error?.Code);
        return string.Join("; ", error!.Fields.Select(f => $"{f.Field} {f.Code}"));
    }

    public static decimal Three(decimal value) => Math.Round(value, 3, MidpointRounding.AwayFromZero);

    public static IEnumerable<string> Codes(IEnumerable<Finding> findings) => findings.Select(f => f.Code);
}
