using Tongdian.Domain.Forms;
using Xunit;

namespace Tongdian.Domain.Tests.Forms;

/// <summary>What a single value may be.</summary>
public sealed class ValueRuleTests
{
    [Theory]
    [InlineData(FieldType.Text, "\"架空线\"", "")]
    [InlineData(FieldType.Text, "7", "field.type expected=string")]
    [InlineData(FieldType.Text, "{\"a\":1}", "field.type expected=string")]
    [InlineData(FieldType.Text, "\"two\\nlines\"", "field.characters")]
    [InlineData(FieldType.LongText, "\"two\\r\\n\\tlines\"", "")]
    [InlineData(FieldType.LongText, "\"bell\\u0007\"", "field.characters")]
    [InlineData(FieldType.Text, "\"nul\\u0000\"", "field.characters")]
    [InlineData(FieldType.Text, "\"abc\\u202Efdp\"", "field.characters")]
    [InlineData(FieldType.Text, "\"abc\\u2066fdp\"", "field.characters")]
    [InlineData(FieldType.Text, "\"half \\ud800\"", "field.characters")]
    [InlineData(FieldType.Text, "\"<script>'; DROP TABLE cases--\"", "")]
    [InlineData(FieldType.Number, "1.25", "")]
    [InlineData(FieldType.Number, "\"1.25\"", "field.type expected=number")]
    [InlineData(FieldType.Number, "1e400", "field.type expected=number")]
    [InlineData(FieldType.Integer, "3", "")]
    [InlineData(FieldType.Integer, "3.5", "field.not-whole")]
    [InlineData(FieldType.Boolean, "false", "")]
    [InlineData(FieldType.Boolean, "\"false\"", "field.type expected=boolean")]
    [InlineData(FieldType.Choice, "\"a\"", "")]
    [InlineData(FieldType.Choice, "\"z\"", "field.option")]
    [InlineData(FieldType.Choice, "1", "field.type expected=string")]
    [InlineData(FieldType.Choices, "[\"a\",\"b\"]", "")]
    [InlineData(FieldType.Choices, "[\"a\",\"z\"]", "field.option")]
    [InlineData(FieldType.Choices, "[\"a\",\"a\"]", "field.repeated")]
    [InlineData(FieldType.Choices, "\"a\"", "field.type expected=array")]
    [InlineData(FieldType.Date, "\"2026-02-28\"", "")]
    [InlineData(FieldType.Date, "\"2026-02-29\"", "field.date")]
    [InlineData(FieldType.Date, "\"28.2.2026\"", "field.date")]
    [InlineData(FieldType.Date, "20260228", "field.type expected=string")]
    [InlineData(FieldType.Instant, "\"2026-02-28T16:30:00+08:00\"", "")]
    [InlineData(FieldType.Instant, "\"2026-02-28T16:30+08:00\"", "")]
    [InlineData(FieldType.Instant, "\"2026-02-28T08:30:00.125Z\"", "")]
    [InlineData(FieldType.Instant, "\"2026-02-28T16:30:00\"", "field.instant")]
    [InlineData(FieldType.Instant, "\"2026-02-28\"", "field.instant")]
    [InlineData(FieldType.Instant, "\"2026-02-28T25:30:00+08:00\"", "field.instant")]
    [InlineData(FieldType.Instant, "1772267400", "field.type expected=string")]
    [InlineData(FieldType.Position, "{\"lat\":40.3,\"lon\":116.6,\"accuracyM\":5}", "")]
    [InlineData(FieldType.Position, "{\"lat\":40.3,\"lon\":116.6}", "")]
    [InlineData(FieldType.Position, "{\"lat\":90.1,\"lon\":116.6}", "field.position")]
    [InlineData(FieldType.Position, "{\"lat\":40.3,\"lon\":-180.5}", "field.position")]
    [InlineData(FieldType.Position, "{\"lat\":40.3,\"lon\":116.6,\"accuracyM\":-1}", "field.position")]
    [InlineData(FieldType.Position, "{\"lat\":40.3}", "field.position")]
    [InlineData(FieldType.Position, "{\"lat\":40.3,\"lon\":116.6,\"alt\":3}", "field.position")]
    [InlineData(FieldType.Position, "{\"lat\":40.3,\"lat\":1,\"lon\":116.6}", "field.position")]
    [InlineData(FieldType.Position, "[40.3,116.6]", "field.type expected=object")]
    [InlineData(FieldType.Money, "1280.05", "")]
    [InlineData(FieldType.Money, "1280.055", "field.money")]
    [InlineData(FieldType.Money, "\"1280\"", "field.type expected=number")]
    [InlineData(FieldType.Money, "1000000000000.01", "field.above-max max=1000000000000")]
    public void A_value_has_the_shape_of_its_type(FieldType type, string json, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? [] : [$"fields.f {expected}"],
            TestForm.Errors(TestForm.Stage(TestForm.Field(type)), TestForm.Fields($"{{\"f\":{json}}}")));

    [Theory]
    [InlineData(FieldType.Number, "197.9", "field.below-min min=198")]
    [InlineData(FieldType.Number, "198", "")]
    [InlineData(FieldType.Number, "235.4", "")]
    [InlineData(FieldType.Number, "235.5", "field.above-max max=235.4")]
    [InlineData(FieldType.Integer, "1", "field.below-min min=198")]
    [InlineData(FieldType.Money, "1", "field.below-min min=198")]
    [InlineData(FieldType.Money, "235.41", "field.above-max max=235.4")]
    public void A_number_keeps_its_bounds(FieldType type, string json, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? [] : [$"fields.f {expected}"],
            TestForm.Errors(TestForm.Stage(TestForm.Field(type) with { Min = 198, Max = 235.4m }), TestForm.Fields($"{{\"f\":{json}}}")));

    [Fact]
    public void A_text_keeps_its_length_and_4000_when_nothing_is_said()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Text, "name") with { Min = 2, Max = 5 }, TestForm.Field(FieldType.LongText, "note"));
        Assert.Equal(["fields.name field.too-short min=2"], TestForm.Errors(stage, TestForm.Fields("""{"name":"a"}""")));
        Assert.Equal(["fields.name field.too-long max=5"], TestForm.Errors(stage, TestForm.Fields("""{"name":"abcdef"}""")));
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields($"{{\"note\":\"{new string('x', 4000)}\"}}")));
        Assert.Equal(["fields.note field.too-long max=4000"], TestForm.Errors(stage, TestForm.Fields($"{{\"note\":\"{new string('x', 4001)}\"}}")));
    }

    [Fact]
    public void A_pattern_matches_the_whole_text()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Text) with { Pattern = "[A-Z0-9]{8,22}|none" });
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields("""{"f":"AB123456"}""")));
        Assert.Equal(["fields.f field.pattern"], TestForm.Errors(stage, TestForm.Fields("""{"f":"AB123456-"}""")));
        Assert.Equal(["fields.f field.pattern"], TestForm.Errors(stage, TestForm.Fields("""{"f":"x none"}""")));
    }

    [Fact]
    public void A_text_made_to_keep_a_pattern_busy_is_refused()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Text) with { Pattern = "(a+)+b" });
        Assert.Equal(["fields.f field.pattern"], TestForm.Errors(stage, TestForm.Fields($"{{\"f\":\"{new string('a', 60)}!\"}}")));
    }

    [Fact]
    public void What_is_right_is_taken_however_long_a_pattern_could_try()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Text) with { Pattern = "(a+)+b|a+!" });
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields($"{{\"f\":\"{new string('a', 60)}!\"}}")));
    }

    [Fact]
    public void A_pattern_that_was_published_before_it_had_to_be_read_in_linear_time_goes_on()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Text) with { Pattern = "(?=A)[A-Z]+" });
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields("""{"f":"AB"}""")));
        Assert.Equal(["fields.f field.pattern"], TestForm.Errors(stage, TestForm.Fields("""{"f":"BA"}""")));
    }

    [Fact]
    public void A_field_that_the_form_has_not_is_refused() =>
        Assert.Equal(["fields.other field.unknown"], TestForm.Errors(TestForm.Stage(TestForm.Field(FieldType.Text)), TestForm.Fields("""{"other":1}""")));
}
