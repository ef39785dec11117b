using Tongdian.Domain.Forms;
using Xunit;

namespace Tongdian.Domain.Tests.Forms;

public sealed class RowAndChecklistTests
{
    [Theory]
    [InlineData("""[{"name":"cable","quantity":3},{"name":"box"}]""", "")]
    [InlineData("""[{"name":"cable"},{"name":"box","quantity":-1}]""", "fields.f[1].quantity field.below-min min=0")]
    [InlineData("""[{"quantity":1}]""", "fields.f[0].name field.required")]
    [InlineData("""[{},{"quantity":1}]""", "fields.f[1].name field.required")]
    [InlineData("""[{"name":"cable","colour":"red"}]""", "fields.f[0].colour field.unknown")]
    [InlineData("""["cable"]""", "fields.f[0] field.type expected=object")]
    [InlineData("""[{"name":"cable","name":"box"}]""", "fields.f[0] field.type expected=object")]
    [InlineData("""{"name":"cable"}""", "fields.f field.type expected=array")]
    public void Every_cell_of_a_row_is_checked(string json, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? [] : [expected],
            TestForm.Errors(TestForm.Stage(TestForm.Field(FieldType.Rows)), TestForm.Fields($"{{\"f\":{json}}}")));

    [Fact]
    public void Rows_are_counted_without_the_empty_ones_when_there_are_too_few()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Rows) with { Min = 2, Max = 3 });
        Assert.Equal(["fields.f rows.too-few min=2"], TestForm.Errors(stage, TestForm.Fields("""{"f":[{"name":"a"},{"name":" "}]}""")));
        Assert.Equal(["fields.f rows.too-many max=3"], TestForm.Errors(stage, TestForm.Fields("""{"f":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}]}""")));
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields("""{"f":[{"name":"a"},{"name":"b"}]}""")));
    }

    [Fact]
    public void There_are_200_rows_at_most_when_nothing_is_said()
    {
        var rows = string.Join(',', Enumerable.Repeat("""{"name":"a"}""", 201));
        Assert.Equal(
            ["fields.f rows.too-many max=200"],
            TestForm.Errors(TestForm.Stage(TestForm.Field(FieldType.Rows)), TestForm.Fields($"{{\"f\":[{rows}]}}")));
    }

    [Theory]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"not-applicable"}}""", "")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"fail","remark":"no label"}}""", "")]
    [InlineData("""{"a":{"result":"pass"}}""", "fields.f.b checklist.not-judged")]
    [InlineData("""{"a":{"result":"pass"},"b":{"remark":"later"}}""", "fields.f.b checklist.not-judged")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"fail"}}""", "fields.f.b.remark checklist.remark-missing")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"fail","remark":"  "}}""", "fields.f.b.remark checklist.remark-missing")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"maybe"}}""", "fields.f.b.result field.option")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"pass","remark":7}}""", "fields.f.b.remark field.type expected=string")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"pass","remark":"\u202E"}}""", "fields.f.b.remark field.characters")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"pass","by":"me"}}""", "fields.f.b.by field.unknown")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"pass"},"c":{"result":"pass"}}""", "fields.f.c field.unknown")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"pass","photos":"x"}}""", "fields.f.b.photos field.type expected=array")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"pass","photos":["x"]}}""", "fields.f.b.photos field.type expected=array")]
    [InlineData("""{"a":{"result":"pass"},"b":{"result":"pass","photos":["0199c5e0-0000-7000-8000-000000000001"]}}""", "fields.f.b.photos[0] file.kind-unknown")]
    [InlineData("""["a"]""", "fields.f field.type expected=object")]
    public void Every_item_is_judged_and_a_failed_one_says_why(string json, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? [] : [expected],
            TestForm.Errors(TestForm.Stage(TestForm.Field(FieldType.Checklist)), TestForm.Fields($"{{\"f\":{json}}}")));

    [Fact]
    public void An_item_carries_photographs_that_are_handed_in_with_it()
    {
        var photo = Guid.Parse("0199c5e0-0000-7000-8000-000000000001");
        var stage = TestForm.Stage(TestForm.Field(FieldType.Checklist)) with { Files = [new FileRequirement("inspection", TestForm.Label, 0, 20, FileFormat.Image, false, [])] };
        var fields = TestForm.Fields($$$$"""{"f":{"a":{"result":"pass"},"b":{"result":"fail","remark":"x","photos":["{{{{photo}}}}"]}}}""");

        Assert.Empty(FormRules.Check(stage, fields with { Files = [new FileLink("inspection", photo, "image/jpeg", "00")] }, _ => null));
        Assert.Equal([photo], FormRules.PhotosOf(fields.Fields["f"].GetProperty("b")));
    }

    [Fact]
    public void A_remark_has_at_most_1000_characters() =>
        Assert.Equal(
            ["fields.f.a.remark field.too-long max=1000"],
            TestForm.Errors(
                TestForm.Stage(TestForm.Field(FieldType.Checklist)),
                TestForm.Fields("{\"f\":{\"a\":{\"result\":\"pass\",\"remark\":\"" + new string('x', 1001) + "\"},\"b\":{\"result\":\"pass\"}}}")));

    [Theory]
    [InlineData("""{"f":{"a":{"result":"pass"},"b":{"result":"fail"}}}""", true)]
    [InlineData("""{"f":{"a":{"result":"pass"},"b":{"result":"not-applicable"}}}""", false)]
    [InlineData("""{"f":"fail"}""", false)]
    [InlineData("""{}""", false)]
    public void A_failed_item_is_a_defect(string json, bool expected) =>
        Assert.Equal(expected, FormRules.HasDefects(TestForm.Stage(TestForm.Field(FieldType.Checklist)), TestForm.Fields(json)));
}
