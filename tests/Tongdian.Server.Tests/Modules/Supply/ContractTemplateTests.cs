using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Tests.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Supply;

public sealed class ContractTemplateTests
{
    [Fact]
    public void A_text_has_a_title_rows_and_paragraphs_under_headings()
    {
        var read = ContractTemplate.Read("# 合同\n\n| 编号 | {{number}} |\n\n## 一、双方\n| 用电方 | {{customer.party}} |\n本合同 {{date}} 生效。\n", (line, rule, _) => Assert.Fail($"{line}: {rule}"));

        Assert.Equal("合同", read.Title);
        Assert.Equal([null, "一、双方"], read.Sections.Select(s => s.Heading));
        Assert.Equal(["编号"], read.Sections[0].Lines.Select(l => l.Label));
        Assert.Equal("本合同 X 生效。", read.Sections[1].Lines[1].With(_ => "X"));
    }

    [Theory]
    [InlineData("没有标题", "1: title-missing")]
    [InlineData("# 甲\n# 乙", "2: title-twice")]
    [InlineData("# 甲\n| 只有一格 |", "2: row-form")]
    [InlineData("# 甲\n见 {{number", "2: fact-form")]
    [InlineData("# 甲\n见 {{ number }}", "2: fact-form")]
    public void What_is_wrong_is_told_with_its_line(string text, string fault)
    {
        var faults = new List<string>();
        ContractTemplate.Read(text, (line, rule, _) => faults.Add($"{line}: {rule}"));

        Assert.Equal([fault], faults);
    }

    [Fact]
    public void Only_facts_that_can_be_known_and_are_not_about_a_person_may_be_named()
    {
        const string name = "low-voltage-residential.yaml";
        var process = ProcessFile.Read(name, File.ReadAllText(Path.Combine(Shipped.Folder, name)));

        Assert.All(["number", "date", "customer.party", "survey.supplyPoint", "contract.tariffCategory"], f => Assert.True(ContractFacts.CanBeKnown(process, f), f));
        Assert.All(["nothing", "survey.siteContact", "survey.position", "survey.costItems", "scheme.supplyPoint", "customer.email"], f => Assert.False(ContractFacts.CanBeKnown(process, f), f));
    }
}
