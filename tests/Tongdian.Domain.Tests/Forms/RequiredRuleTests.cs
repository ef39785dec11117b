using System.Text.Json;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Xunit;

namespace Tongdian.Domain.Tests.Forms;

/// <summary>What must be filled, and when.</summary>
public sealed class RequiredRuleTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"f":null}""")]
    [InlineData("""{"f":""}""")]
    [InlineData("""{"f":" \t　"}""")]
    public void White_space_does_not_fill_a_required_text(string json) =>
        Assert.Equal(["fields.f field.required"], TestForm.Errors(TestForm.Stage(TestForm.Field(FieldType.Text) with { Required = true }), TestForm.Fields(json)));

    [Theory]
    [InlineData("""{"f":[]}""")]
    [InlineData("""{"f":[{},{"name":" ","quantity":null}]}""")]
    public void Empty_rows_do_not_fill_a_required_list(string json) =>
        Assert.Equal(["fields.f field.required"], TestForm.Errors(TestForm.Stage(TestForm.Field(FieldType.Rows) with { Required = true }), TestForm.Fields(json)));

    [Fact]
    public void False_and_zero_fill_a_field() =>
        Assert.Empty(TestForm.Errors(
            TestForm.Stage(TestForm.Field(FieldType.Boolean) with { Required = true }, TestForm.Field(FieldType.Number, "n") with { Required = true }),
            TestForm.Fields("""{"f":false,"n":0}""")));

    [Fact]
    public void A_field_is_required_when_the_case_says_so()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Text) with { RequiredWhen = [new("case.sources", Comparison.AtLeast, "2")] });
        Assert.Equal(["fields.f field.required"], TestForm.Errors(stage, Submission.Empty, Sources("2")));
        Assert.Empty(TestForm.Errors(stage, Submission.Empty, Sources("1")));
        Assert.Empty(TestForm.Errors(stage, Submission.Empty));
    }

    [Fact]
    public void A_field_is_required_when_another_of_the_same_form_says_so()
    {
        var stage = TestForm.Stage(
            TestForm.Field(FieldType.Choice, "mode"), TestForm.Field(FieldType.Text) with { RequiredWhen = [new("works.mode", Comparison.Is, "a")] });
        Assert.Equal(["fields.f field.required"], TestForm.Errors(stage, TestForm.Fields("""{"mode":"a"}""")));
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields("""{"mode":"b"}""")));
    }

    [Fact]
    public void A_value_that_is_wrong_decides_about_nothing()
    {
        var stage = TestForm.Stage(
            TestForm.Field(FieldType.Number, "n") with { Max = 5 }, TestForm.Field(FieldType.Text) with { RequiredWhen = [new("works.n", Comparison.AtLeast, "3")] });
        Assert.Equal(["fields.n field.above-max max=5"], TestForm.Errors(stage, TestForm.Fields("""{"n":9}""")));
    }

    [Fact]
    public void The_costs_are_required_unless_there_is_a_reason_why_there_are_none()
    {
        var stage = TestForm.Stage(TestForm.Field(FieldType.Rows, "costs") with { RequiredUnless = "reason" }, TestForm.Field(FieldType.Text, "reason"));
        Assert.Equal(["fields.costs field.required"], TestForm.Errors(stage, TestForm.Fields("""{"reason":" "}""")));
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields("""{"reason":"company builds to the boundary"}""")));
        Assert.Empty(TestForm.Errors(stage, TestForm.Fields("""{"costs":[{"name":"cable"}]}""")));
    }

    [Fact]
    public void A_field_of_the_wrong_type_is_told_once() =>
        Assert.Equal(
            ["fields.f field.type expected=string"],
            TestForm.Errors(TestForm.Stage(TestForm.Field(FieldType.Text) with { Required = true }), TestForm.Fields("""{"f":1}""")));

    [Fact]
    public void A_draft_misses_nothing_but_must_not_be_wrong()
    {
        var stage = TestForm.Stage(
            TestForm.Field(FieldType.Text) with { Required = true }, TestForm.Field(FieldType.Checklist, "items") with { Required = true }, TestForm.Field(FieldType.Rows, "rows") with { Min = 2 }) with
        {
            Files = [new("photo", TestForm.Label, 1, 2, FileFormat.Image, false, [])],
            Signatures = [new(Roles.Customer, TestForm.Label, true)],
        };
        Assert.Empty(FormRules.CheckDraft(stage, TestForm.Fields("""{"items":{"a":{"result":"fail"}},"rows":[{"quantity":1}]}""")));
        Assert.Equal(["fields.f field.type expected=string"], TestForm.Show(FormRules.CheckDraft(stage, TestForm.Fields("""{"f":1}"""))));
    }

    private static Func<string, JsonElement?> Sources(string count) => fact => fact == "case.sources" ? JsonElement.Parse(count) : null;
}
