using System.Text.RegularExpressions;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

/// <summary>Pages carry the icons they show, and no others.</summary>
public sealed partial class IconTests
{
    private static readonly string[] Sources =
        [.. new[] { "*.razor", "*.cs" }.SelectMany(kind => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Tongdian.Server"), kind, SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText)];

    [Fact]
    public void Every_icon_that_is_kept_is_shown_somewhere() =>
        Assert.DoesNotContain(Icons.Names, name => !Sources.Any(s => s.Contains($"\"{name}\"", StringComparison.Ordinal)));

    [Fact]
    public void Every_icon_that_is_shown_is_kept() =>
        Assert.Empty(Sources.SelectMany(s => Shown().Matches(s).Select(m => m.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal).Except(Icons.Names, StringComparer.Ordinal));

    [GeneratedRegex("<Icon Name=\"(?<name>[a-z0-9-]+)\"|new DeskPlace\\([^;]*?\"/[^\"]*\", \"(?<name>[a-z0-9-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();
}
