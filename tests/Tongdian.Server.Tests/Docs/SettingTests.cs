using System.Text.RegularExpressions;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

/// <summary>Whoever runs a server finds in the documents what can be set.</summary>
public sealed partial class SettingTests
{
    [Fact]
    public void Every_setting_that_the_program_reads_is_in_the_documents()
    {
        var documents = string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(File.ReadAllText));
        var settings = new[] { "Modules", "Platform" }
            .SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Root, "src", "Tongdian.Server", f), "*.cs", SearchOption.AllDirectories))
            .SelectMany(f => Read().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        Assert.True(settings.Count > 20, "The settings are not where they are looked for");
        // As a whole, or by its last word in the row of one that begins like it.
        Assert.All(settings, s => Assert.True(
            documents.Contains(s.Replace(":", "__", StringComparison.Ordinal), StringComparison.Ordinal)
            || documents.Contains($"`{s[(s.LastIndexOf(':') + 1)..]}`", StringComparison.Ordinal), s));
    }

    [GeneratedRegex("""(GetValue(<[a-z]+>)?\(|onfiguration\[)"(?<name>[A-Z][A-Za-z]+(:[A-Za-z]+)+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Read();
}
