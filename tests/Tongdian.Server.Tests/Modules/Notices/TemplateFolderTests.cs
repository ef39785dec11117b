using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>What cannot be written is found at the start, with file and line.</summary>
public sealed class TemplateFolderTests
{
    [Fact]
    public void The_shipped_templates_say_every_message_in_both_languages() =>
        Assert.Equal(NoticeKinds.All.Select(k => k.Id).Order(), TemplateFolder.Read(Path.Combine(Repository.Root, "notices")).Select(t => t.Template.Kind.Id).Order());

    [Theory]
    [InlineData("messages:\n  - {id: withdrawn, version: 1, text: [\"{numbr}\", \"x\"]}", "notices/x.yaml:2: template.field-unknown")]
    [InlineData("messages:\n  - {id: withdrawn, version: 1, text: [\"a[b\", \"x\"]}", "notices/x.yaml:2: template.brackets")]
    [InlineData("messages:\n  - {id: withdrawn, version: 1, text: 只有中文}", "notices/x.yaml:2: value-wrong")]
    [InlineData("messages:\n  - {id: withdrawn, version: 1}", "notices/x.yaml:2: key-missing")]
    [InlineData("messages:\n  - {id: nobody-knows, version: 1, text: [a, b]}", "notices/x.yaml:2: message-unknown")]
    [InlineData("messages:\n  - {id: withdrawn, version: 1, text: [a, b], txt: [a, b]}", "notices/x.yaml:2: key-unknown")]
    [InlineData("messages:\n  - {id: withdrawn, version: 1, text: [a, b], wechat: [{name: first, value: [a, b]}]}", "notices/x.yaml:2: wechat-field")]
    [InlineData("messages:\n  - {id: season-tip, version: 1, text: [\"{tip} {stop}\", \"{tip}\"]}", "notices/x.yaml:2: message-without-stop")]
    public void A_fault_is_told_with_its_line(string yaml, string fault) =>
        Assert.Contains(fault, Assert.Throws<ProcessFileException>(() => TemplateFolder.File("notices/x.yaml", yaml)).Message, StringComparison.Ordinal);
}
