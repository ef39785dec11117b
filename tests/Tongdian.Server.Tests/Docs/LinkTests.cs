using System.Text.RegularExpressions;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

/// <summary>What the documents point to is there.</summary>
public sealed partial class LinkTests
{
    private static readonly string Root = Repository.Root;

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        var broken = Link().Matches(WithoutCode(File.ReadAllText(Path.Combine(Root, page)))).Select(m => m.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith('#') && !to.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(folder, to.Split('#')[0]))).ToList();
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void The_capability_map_names_folders_that_exist(string readme)
    {
        var rows = Folder().Matches(File.ReadAllText(Path.Combine(Root, readme))).Select(m => m.Groups["path"].Value).ToList();
        Assert.True(rows.Count >= 10, "The map is not where it is looked for");
        Assert.All(rows, path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void The_capability_map_names_every_module(string readme)
    {
        var text = File.ReadAllText(Path.Combine(Root, readme));
        var modules = Directory.GetFiles(Path.Combine(Root, "src/Tongdian.Server/Modules"), "*Module.cs", SearchOption.AllDirectories)
            .Select(f => $"src/Tongdian.Server/Modules/{Path.GetFileName(Path.GetDirectoryName(f))}").ToList();
        Assert.True(modules.Count > 5, "The modules are not where they are looked for");
        Assert.All(modules, m => Assert.Contains($"`{m}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_names_every_document()
    {
        var index = File.ReadAllText(Path.Combine(Root, "docs/README.md")) + File.ReadAllText(Path.Combine(Root, "docs/decisions/README.md"));
        var documents = Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(Path.GetFileName).Where(f => f != "README.md").ToList();
        Assert.NotEmpty(documents);
        Assert.All(documents, f => Assert.Contains($"{f})", index, StringComparison.Ordinal));
    }

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| [^|]+\| `(?<path>[a-z][^`:]*)`", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Folder();

    [GeneratedRegex("^```.*?^```", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();
}
