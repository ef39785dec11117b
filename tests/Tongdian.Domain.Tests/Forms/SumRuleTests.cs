using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Xunit;

namespace Tongdian.Domain.Tests.Forms;

/// <summary>What is said to be a sum is one.</summary>
public sealed class SumRuleTests
{
    private static readonly StageDefinition Costs = TestForm.Stage(
        TestForm.Field(FieldType.Rows, "items") with { Columns = [TestForm.Field(FieldType.Text, "name"), TestForm.Field(FieldType.Money, "amount")] },
        TestForm.Field(FieldType.Money, "total") with { SumOf = "items.amount" });

    [Theory]
    [InlineData("""{"items":[{"amount":10.10},{"amount":0.2},{}],"total":10.3}""")]
    [InlineData("""{"total":0}""")]
    [InlineData("""{"items":[{"amount":1}]}""")]
    [InlineData("""{"items":[{"name":"x"}],"total":5}""")]
    public void A_right_sum_and_one_that_cannot_be_known_yet_are_no_fault(string json) => Assert.Empty(TestForm.Errors(Costs, TestForm.Fields(json)));

    [Theory]
    [InlineData("""{"items":[{"amount":10.10},{"amount":0.2}],"total":10.31}""", "10.30")]
    [InlineData("""{"total":5}""", "0.00")]
    public void Another_sum_is_refused_with_the_right_one(string json, string right)
    {
        var fault = Assert.Single(FormRules.Check(Costs, TestForm.Fields(json), _ => null));
        Assert.Equal(("fields.total", "field.sum", right), (fault.Field, fault.Code, fault.Values["sum"]));
    }

    [Fact]
    public void A_draft_may_have_any_sum() => Assert.Empty(FormRules.CheckDraft(Costs, TestForm.Fields("""{"total":5}""")));

    [Fact]
    public void What_is_wrong_by_itself_is_not_told_twice() =>
        Assert.Equal(["fields.total field.type expected=number"], TestForm.Errors(Costs, TestForm.Fields("""{"total":"5"}""")));
}
