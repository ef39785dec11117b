using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Tables_of_a_survey
{
    [Fact]
    public void What_nobody_compared_with_its_source_says_so_in_both_languages()
    {
        var result = Calculated(Asking(8, Line(20)) with { Nameplate = new("DDZY1296") });

        Assert.Contains("ampacity", result.Unverified.Select(t => t.Table));
        Assert.Contains("voltage-limits", result.Unverified.Select(t => t.Table));
        Assert.All(result.Unverified, t => Assert.False(string.IsNullOrWhiteSpace(t.Note?.Zh) || string.IsNullOrWhiteSpace(t.Note.En) || string.IsNullOrWhiteSpace(t.Source)));
        Assert.Equal("cn 1", result.Tables);
    }

    [Theory]
    [InlineData("\"leastSimultaneousP\": 0.8", "\"leastSimultaneousP\": 1.8", "demand.leastSimultaneousP", "survey-tables.out-of-range")]
    [InlineData("\"defaultPowerFactor\": 0.85,", "", "demand.defaultPowerFactor", "survey-tables.missing")]
    [InlineData("\"defaultPowerFactor\": 0.85,", "\"defaultPowerFactor\": 0.85, \"other\": 1,", "demand.other", "survey-tables.not-known")]
    [InlineData("\"version\": 1,", "\"version\": 1.5,", "version", "survey-tables.whole")]
    [InlineData("\"id\": \"cn\",", "\"id\": \"cn\", \"stray\": {},", "stray", "survey-tables.not-known")]
    [InlineData("\"maxAreaM2\": 60", "\"maxAreaM2\": \"60\"", "homes.rows[0].maxAreaM2", "survey-tables.missing")]
    [InlineData("\"from\": 4", "\"from\": 5", "homeFactors.rows[1]", "survey-tables.order")]
    [InlineData("1.5, 2.5, 4, 6, 10,", "1.5, 2.5, 6, 4, 10,", "ampacity.sectionsMm2[3]", "survey-tables.order")]
    [InlineData("17.5, 24, 32,", "17.5, 24,", "ampacity.rows[0].amps", "survey-tables.count")]
    [InlineData("17.5, 24, 32,", "17.5, 34, 32,", "ampacity.rows[0].amps[2]", "survey-tables.order")]
    [InlineData("\"material\": \"copper\"", "\"material\": \"gold\"", "ampacity.rows[0].material", "survey-tables.unknown")]
    [InlineData("\"kv\": 10,", "\"kv\": 11,", "levels.rows[0]", "survey-tables.link")]
    public void What_is_wrong_is_named_by_its_path(string text, string replacement, string path, string code)
    {
        var at = Json.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        var error = SurveyTables.Read(Json[..at] + replacement + Json[(at + text.Length)..]).Error;

        Assert.Equal("survey-tables.invalid", error?.Code);
        Assert.Contains((path, code), error!.Fields.Select(f => (f.Field, f.Code)));
    }

    [Fact]
    public void Unverified_numbers_without_a_note_are_refused()
    {
        var error = SurveyTables.Read(Json.Replace("\"note\"", "\"remark\"", StringComparison.Ordinal)).Error;

        Assert.Contains(("demand.note", "survey-tables.note"), error!.Fields.Select(f => (f.Field, f.Code)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"id\": 1, \"id\": 2}")]
    public void What_is_no_JSON_object_is_refused(string json) => Assert.Equal("survey-tables.json", SurveyTables.Read(json).Error?.Code);
}
