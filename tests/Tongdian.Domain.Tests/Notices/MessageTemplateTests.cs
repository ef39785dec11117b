using CsCheck;
using Tongdian.Domain.Notices;
using Xunit;

namespace Tongdian.Domain.Tests.Notices;

public sealed class MessageTemplateTests
{
    private static readonly string[] Known = ["stage", "expected"];

    [Fact]
    public void Fields_stand_for_values_and_a_passage_without_its_value_is_left_out()
    {
        var template = MessageTemplate.Read("“{stage}”已完成。[预计 {expected} 送电。]", Known).Value;

        Assert.Equal("“现场勘查”已完成。预计 3月4日 送电。", template.Write(Values("现场勘查", "3月4日")));
        Assert.Equal("“现场勘查”已完成。", template.Write(Values("现场勘查", " ")));
        Assert.Equal(["stage", "expected"], template.Fields);
    }

    [Theory]
    [InlineData("", "template.empty")]
    [InlineData("{stge}", "template.field-unknown")]
    [InlineData("{}", "template.field-unknown")]
    [InlineData("{stage", "template.brackets")]
    [InlineData("stage}", "template.brackets")]
    [InlineData("{sta{ge}", "template.brackets")]
    [InlineData("[{stage}", "template.brackets")]
    [InlineData("{stage}]", "template.brackets")]
    [InlineData("[a[b]]", "template.brackets")]
    public void What_cannot_be_a_template_is_refused(string text, string code) => Assert.Equal(code, MessageTemplate.Read(text, Known).Error?.Code);

    [Fact]
    public void The_unknown_field_is_named() => Assert.Equal("stge", MessageTemplate.Read("{stge}", Known).Error!.Values["field"]);

    [Fact]
    public void A_value_is_one_line_is_not_read_as_a_template_and_does_not_drown_the_rest()
    {
        var template = MessageTemplate.Read("{stage}！", Known).Value;

        Assert.Equal("a b {expected}[x]！", template.Write(Values("a\nb {expected}[x]", "")));
        Assert.Equal(MessageTemplate.MaxValueLength + 1, template.Write(Values(new string('长', 5000), "")).Length);
    }

    [Fact]
    public void Whatever_is_read_is_written_with_every_value_of_a_kept_passage() => Gen.Select(Gen.String[Gen.Char["ab 电{}[]stageexpected"], 0, 40], Gen.String, Gen.String).Sample((text, stage, expected) =>
    {
        if (MessageTemplate.Read(text, Known).Failed(out _, out var template))
            return;
        var written = template.Write(Values(stage, expected));
        var bare = template.Write(Values("", ""));
        Assert.DoesNotContain(written, c => char.IsControl(c));
        Assert.True(bare.Length <= text.Length);
        if (!template.Fields.Any())
            Assert.Equal(text.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), written);
    });

    private static Dictionary<string, string> Values(string stage, string expected) => new(StringComparer.Ordinal) { ["stage"] = stage, ["expected"] = expected };
}
