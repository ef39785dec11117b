using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Http;

/// <summary>Every code that can be answered has words in both languages, and no words wait for a code that is gone.</summary>
public sealed partial class ErrorTextTests
{
    private static readonly string Source = Path.Combine(Root(), "src");

    private static readonly string[] Chinese = Keys("Errors.resx");

    [Fact]
    public void Both_languages_have_words_for_the_same_codes() => Assert.Equal(Chinese, Keys("Errors.en.resx"));

    [Fact]
    public void Every_code_in_the_source_has_words_and_all_words_have_a_code()
    {
        var used = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value)).ToHashSet(StringComparer.Ordinal);
        var made = Declared().ToList();

        Assert.True(made.Count > 60, "The codes are not found any more");
        Assert.Empty(made.Except(Chinese).Order(StringComparer.Ordinal));
        Assert.Empty(Chinese.Except(used).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Words_have_a_title_a_detail_and_only_values_that_somebody_gives()
    {
        foreach (var (file, value) in new[] { "Errors.resx", "Errors.en.resx" }.SelectMany(f => Entries(f).Select(e => (f, e.Value))))
        {
            var parts = value.Split('|');
            Assert.True(parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0, $"{file}: {value}");
        }
    }

    /// <summary>Codes of the errors that are declared, called with made-up values where they need some, and those written where errors are made.</summary>
    private static IEnumerable<string> Declared()
    {
        const BindingFlags everything = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var types = new[] { typeof(Error).Assembly, typeof(Problem).Assembly }.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters);
        var declared = types.SelectMany(t => t.GetFields(everything).Where(f => f.FieldType == typeof(Error)).Select(f => (Error)f.GetValue(null)!))
            .SelectMany(e => e.Fields.Select(f => f.Code).Prepend(e.Code));
        var written = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(f => Made().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value));
        return declared.Concat(written).Distinct(StringComparer.Ordinal);
    }

    private static string[] Keys(string file) => [.. Entries(file).Select(e => e.Key).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Key, string Value)> Entries(string file) =>
        XDocument.Load(Path.Combine(Source, "Tongdian.Server", "Resources", file)).Root!.Elements("data").Select(d => (d.Attribute("name")!.Value, d.Element("value")!.Value));

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));

    [GeneratedRegex("\"(?<code>[a-z]+(?:[.-][a-z]+)*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    // new Error(ErrorKind.X, "code") · new(ErrorKind.X, "code") · new FieldError(…, "code") · Problem.From(status, "code")
    [GeneratedRegex("""(?:ErrorKind\.\w+, |FieldError\([^;]*?, |HttpStatusCode\.\w+, )"(?<code>[a-z]+[.-][a-z.-]+)"\s*\)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Made();
}
