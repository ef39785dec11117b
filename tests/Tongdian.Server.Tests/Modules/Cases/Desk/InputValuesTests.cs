using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Tongdian.Domain;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Cases.Desk.Form;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases.Desk;

/// <summary>Between inputs and values, both ways.</summary>
public sealed class InputValuesTests
{
    private static readonly LocalizedText Name = new("名称", "Name");

    private static readonly ImmutableArray<FieldOption> Options = [new("a", Name), new("b", Name), new("c", Name)];

    private static readonly Gen<string> Word = Gen.String["张三abc号 12"].Where(t => t.Trim().Length > 0).Select(t => t.Trim());

    private static readonly Gen<decimal> Figure = Gen.Select(Gen.Long[-9_999_999, 9_999_999], Gen.Int[0, 4], (digits, scale) => new decimal(Math.Abs((int)digits), 0, 0, digits < 0, (byte)scale));

    private static readonly Gen<(FieldDefinition Field, JsonNode Value)> Simple = Gen.OneOf(
        Word.Select(w => (Of(FieldType.Text), (JsonNode)w)),
        Word.Select(w => (Of(FieldType.LongText), (JsonNode)$"{w}\n{w}")),
        Figure.Select(n => (Of(FieldType.Number), (JsonNode)n)),
        Gen.Int.Select(n => (Of(FieldType.Integer), (JsonNode)n)),
        Gen.Int[0, 999_999].Select(n => (Of(FieldType.Money), (JsonNode)(n / 100m))),
        Gen.Bool.Select(b => (Of(FieldType.Boolean), (JsonNode)b)),
        Gen.Int[0, 2].Select(i => (Of(FieldType.Choice), (JsonNode)Options[i].Id)),
        Gen.Int[1, 7].Select(m => (Of(FieldType.Choices), (JsonNode)new JsonArray([.. Options.Index().Where(o => (m & (1 << o.Index)) > 0).Select(o => (JsonNode)o.Item.Id)]))),
        Gen.Int[0, 9000].Select(d => (Of(FieldType.Date), (JsonNode)new DateOnly(2020, 1, 1).AddDays(d).ToString("O", System.Globalization.CultureInfo.InvariantCulture))),
        Gen.Long[0, 900_000_000].Select(s => (Of(FieldType.Instant), (JsonNode)$"{new DateTime(2020, 1, 1).AddSeconds(s):yyyy-MM-dd'T'HH:mm:ss}+08:00")),
        Gen.Select(Figure, Figure, (lat, lon) => (Of(FieldType.Position), (JsonNode)new JsonObject { ["lat"] = lat, ["lon"] = lon, ["accuracyM"] = 5 })));

    private static readonly Gen<(FieldDefinition Field, JsonNode Value)> Any = Gen.OneOf(
        Simple,
        Simple.Array[1, 4].Array[1, 4].Select(rows => Rows(rows)),
        Gen.Select(Gen.Int[0, 3].Array[3], Word, (results, remark) => (Of(FieldType.Checklist), (JsonNode)Items(results, remark))).Where(x => x.Item2 is JsonObject { Count: > 0 }));

    [Fact]
    public void Every_value_comes_back_from_its_inputs_as_it_was() => Any.Sample(x =>
    {
        var value = JsonSerializer.SerializeToElement(x.Value);

        var back = InputValues.Write(x.Field, InputValues.Read(x.Field, value));

        Assert.Equal(Spelled(value), Spelled(back!.Value));
    });

    [Fact]
    public void Inputs_come_back_from_their_value_as_they_were() => Any.Sample(x =>
    {
        var input = InputValues.Read(x.Field, JsonSerializer.SerializeToElement(x.Value));

        var back = InputValues.Read(x.Field, InputValues.Write(x.Field, input));

        Assert.Equal(JsonSerializer.Serialize(input), JsonSerializer.Serialize(back));
    });

    [Theory, MemberData(nameof(Types))]
    public void Nothing_entered_is_no_value(FieldType type)
    {
        Assert.Null(InputValues.Write(Of(type), InputValues.Read(Of(type), null)));
        Assert.Null(InputValues.Write(Of(type), new FieldInput { Text = "  ", Lat = " " }));
    }

    [Theory]
    [InlineData(FieldType.Number, " １２．５ ", "12.5")]
    [InlineData(FieldType.Number, "-3", "-3")]
    [InlineData(FieldType.Integer, "十二", "\"十二\"")]
    [InlineData(FieldType.Money, "1,000", "\"1,000\"")]
    [InlineData(FieldType.Instant, "2026-03-02T10:00", "\"2026-03-02T10:00:00\\u002B08:00\"")]
    [InlineData(FieldType.Instant, "明天", "\"明天\"")]
    [InlineData(FieldType.Text, "  3号杆 ", "\"3号杆\"")]
    public void What_is_typed_becomes_a_value_and_what_cannot_be_read_stays_as_typed(FieldType type, string typed, string value) =>
        Assert.Equal(Spelled(JsonElement.Parse(value)), Spelled(InputValues.Write(Of(type), new FieldInput { Text = typed })!.Value));

    [Fact]
    public void Instants_stand_in_inputs_by_the_companys_clock() =>
        Assert.Equal("2026-03-02T10:00", InputValues.Read(Of(FieldType.Instant), JsonElement.Parse("\"2026-03-02T02:00:00Z\"")).Text);

    [Fact]
    public void A_value_of_another_shape_is_shown_rather_than_lost() =>
        Assert.Equal("[1]", InputValues.Read(Of(FieldType.Position), JsonElement.Parse("[1]")).Text);

    public static TheoryData<FieldType> Types => [.. Enum.GetValues<FieldType>()];

    private static (FieldDefinition, JsonNode) Rows((FieldDefinition Field, JsonNode Value)[][] rows)
    {
        // The columns are those of the first row; other rows have values of the same columns or none.
        var columns = rows[0].Select((c, i) => c.Field with { Id = $"c{i}" }).ToImmutableArray();
        var values = rows.Select(_ => (JsonNode)new JsonObject(rows[0].Select((c, i) => KeyValuePair.Create($"c{i}", (JsonNode?)c.Value.DeepClone())))).ToArray();
        return (Of(FieldType.Rows) with { Columns = columns }, new JsonArray(values));
    }

    private static JsonObject Items(int[] results, string remark) => new JsonObject(results.Select((r, i) => (Id: Options[i].Id, Result: r)).Where(x => x.Result > 0)
        .Select(x => KeyValuePair.Create(x.Id, (JsonNode?)(x.Result == 2
            ? new JsonObject { ["result"] = "fail", ["remark"] = remark }
            : new JsonObject { ["result"] = x.Result == 1 ? "pass" : "not-applicable" }))));

    private static FieldDefinition Of(FieldType type) => new() { Id = "f", Type = type, Label = Name, Options = Options };

    private static string Spelled(JsonElement value) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(value));
}
