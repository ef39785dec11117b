using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

/// <summary>Everything that the platform is built from, with its licence: one that does not go with ours, and has no reason in the documents, fails.</summary>
public sealed partial class LicenceTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "licences.md"));

    private static readonly string NuGet = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // What runs at a company; all else builds and tests.
    private static readonly string[] Shipped = ["src", "witness"];

    [Fact]
    public async Task Every_package_has_a_licence_that_goes_with_ours_or_a_reason()
    {
        var packages = Locks("packages.lock.json").SelectMany(OfNuGet).Concat(Locks("package-lock.json").SelectMany(OfNpm))
            .GroupBy(p => (p.Name, p.Version, p.Licence)).Select(g => g.First() with { Runs = g.Any(p => p.Runs) })
            .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Version, StringComparer.Ordinal).ToList();
        var fine = Word().Matches(Section("Which are fine")).Select(m => m.Groups["word"].Value).ToHashSet(StringComparer.Ordinal);
        var reasons = Reason().Matches(Section("Others, with their reason")).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["licence"].Value, StringComparer.Ordinal);

        Assert.True(packages.Count > 300, "The packages are not where they are looked for");
        await Write(packages);
        var others = packages.Where(p => !Fits(p.Licence, fine)).ToList();
        Assert.Equal([], others.Where(p => ReasonFor(p, reasons) is null).Select(p => $"{p.Name} {p.Version}: {p.Licence}").ToList());
        Assert.Equal([], reasons.Keys.Except(others.Select(p => ReasonFor(p, reasons)!), StringComparer.Ordinal).ToList());
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("(MIT OR GPL-3.0-only)", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("AGPL-3.0-only", false)]
    [InlineData("none", false)]
    public void What_goes_with_ours_is_told_from_what_does_not(string licence, bool fits) => Assert.Equal(fits, Fits(licence, ["MIT", "ISC"]));

    private static bool Fits(string licence, HashSet<string> fine) =>
        licence.Trim('(', ')').Split(" OR ").Any(way => way.Trim('(', ')', ' ').Split(" AND ").All(part => fine.Contains(part.Trim('(', ')', ' '))));

    // A package with programs for many machines has them as packages of their own.
    private static string? ReasonFor(Package package, Dictionary<string, string> reasons) =>
        reasons.Keys.FirstOrDefault(r => (package.Name == r || package.Name.StartsWith(r + "-", StringComparison.Ordinal)) && reasons[r] == package.Licence);

    private static string Section(string heading) =>
        Document.Split($"## {heading}\n") is [_, var after] ? after.Split("\n## ")[0] : throw new InvalidOperationException($"docs/licences.md has no part '{heading}'");

    private static IEnumerable<string> Locks(string name) => Directory.EnumerateFiles(Repository.Root, name, SearchOption.AllDirectories)
        .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal));

    private static IEnumerable<Package> OfNuGet(string file)
    {
        var runs = Runs(file);
        foreach (var package in JsonElement.Parse(File.ReadAllText(file)).GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject()))
        {
            if (package.Value.GetProperty("type").GetString() == "Project")
                continue;
            var version = package.Value.GetProperty("resolved").GetString()!;
            var (id, at) = (package.Name.ToLowerInvariant(), version.ToLowerInvariant());
            var told = File.ReadAllText(Path.Combine(NuGet, id, at, $"{id}.nuspec"));
            yield return new Package(package.Name, version, Licence().Match(told) is { Success: true } found ? found.Groups["licence"].Value : "none", runs && !OnlyBuilds(package.Name));
        }
    }

    private static IEnumerable<Package> OfNpm(string file)
    {
        var runs = Runs(file);
        foreach (var package in JsonElement.Parse(File.ReadAllText(file)).GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0))
        {
            yield return new Package(
                package.Name.Split("node_modules/")[^1], package.Value.GetProperty("version").GetString()!, package.Value.TryGetProperty("license", out var licence) ? licence.GetString()! : "none",
                runs && !package.Value.TryGetProperty("dev", out _));
        }
    }

    private static bool Runs(string file) => Shipped.Contains(Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)[0]);

    private static bool OnlyBuilds(string name) => name.Contains("Analyzer", StringComparison.Ordinal) || name.EndsWith(".Design", StringComparison.Ordinal);

    private static Task Write(List<Package> packages)
    {
        var table = new StringBuilder("# Packages\n");
        foreach (var (heading, runs) in new[] { ("What the platform is made of", true), ("What builds and tests it", false) })
        {
            table.Append('\n').Append("## ").Append(heading).Append("\n| package | version | licence |\n|---|---|---|\n");
            foreach (var package in packages.Where(p => p.Runs == runs))
                table.Append("| ").Append(package.Name).Append(" | ").Append(package.Version).Append(" | ").Append(package.Licence).Append(" |\n");
        }

        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        return File.WriteAllTextAsync(Path.Combine(Repository.Root, "artifacts", "licences.md"), table.ToString());
    }

    private sealed record Package(string Name, string Version, string Licence, bool Runs);

    [GeneratedRegex("<license[^>]*>(?<licence>[^<]+)<|<licenseUrl>(?<licence>[^<]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Licence();

    [GeneratedRegex("`(?<word>[A-Za-z0-9.-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("^\\| `(?<name>[^`]+)`[^|]* \\| (?<licence>[^|]+) \\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Reason();
}
