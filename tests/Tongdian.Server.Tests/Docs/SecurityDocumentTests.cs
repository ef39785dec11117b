using System.Globalization;
using System.Text.RegularExpressions;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

/// <summary>What docs/security.md claims can be looked up.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    private static readonly List<string> Tests =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText),
    ];

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var named = Named().Matches(Document).Select(m => m.Value.Trim('`')).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(named.Count > 40, "The tests are not where they are looked for");
        Assert.Equal([], named.Where(n => !IsThere(n)).ToList());
        Assert.False(IsThere("SecurityDocumentTests.Nobody_wrote_this"));
    }

    [Fact]
    public void Every_requirement_stands_once_and_says_how_it_stands()
    {
        var rows = Row().Matches(Document).Select(m => (No: m.Groups["no"].Value, Stands: m.Groups["stands"].Value, How: m.Groups["how"].Value.Trim(), Test: m.Groups["test"].Value.Trim())).ToList();

        Assert.Equal(17, rows.Select(r => r.No.Split('.')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(rows.Count, rows.Select(r => r.No).Distinct(StringComparer.Ordinal).Count());
        Assert.True(rows.Count > 240, "The table is not where it is looked for");
        Assert.All(rows, r => Assert.True(r.Stands is "yes" or "part" or "no" or "–", $"{r.No} stands {r.Stands}"));
        Assert.All(rows, r => Assert.True(r.How.Length > 0 || (r.Stands == "yes" && r.Test.Length > 0), $"{r.No} says nothing"));
    }

    [Fact]
    public void What_guessing_costs_follows_from_the_limits()
    {
        var possible = Math.Pow(2, AccessCode.Bits);
        var perDay = TimeSpan.FromDays(1) / AccessCodeGuard.Pause;

        foreach (var tries in new[] { AccessCodeGuard.PerCase * perDay, AccessCodeGuard.PerVisitor * perDay, 10_000 * AccessCodeGuard.PerVisitor * perDay })
        {
            var years = Math.Round(possible / 2 / tries / 365.25);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {tries:N0} | {years:N0} years |"), Document, StringComparison.Ordinal);
        }
    }

    private static bool IsThere(string named)
    {
        var (fixture, test) = named.Split('.') is [var owner, var one] ? (owner, one) : (named, (string?)null);
        return Tests.Exists(s => Says(s, $@"\bclass {fixture}\b") && (test is null || Says(s, $@"^    public .*\b{test}\(")));
    }

    private static bool Says(string source, string pattern) => Regex.IsMatch(source, pattern, RegexOptions.Multiline, TimeSpan.FromSeconds(5));

    [GeneratedRegex("`[A-Z][A-Za-z]+Tests(\\.[A-Za-z0-9_]+)?`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("^\\| (?<no>[0-9]+\\.[0-9]+\\.[0-9]+) \\|[^|]*\\| (?<stands>[^|]*) \\|(?<how>[^|]*)\\|(?<test>[^|]*)\\|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
