using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>What Lighthouse says about a page on a simulated slow telephone.</summary>
/// <param name="Scores">From 0 to 1, by category.</param>
/// <param name="Lost">What cost points, by category.</param>
public sealed record Lighthouse(IReadOnlyDictionary<string, double> Scores, ILookup<string, string> Lost)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Tongdian.Browser.Tests");

    // The browser's trace has no beginning of the page: nothing was looked at, and Lighthouse asks to be run again.
    private const string NothingRecorded = "NO_NAVSTART";

    private static readonly string[] Categories = ["performance", "accessibility", "best-practices", "seo"];

    /// <summary>Looks at an address with the person's cookies and language.</summary>
    public static async Task<Lighthouse> Look(Person person, string path, string language)
    {
        var url = new Uri(person.Server.Address, path);
        var cookies = await person.Page.Context.CookiesAsync([url.ToString()]);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Accept-Language"] = language };
        if (cookies.Count > 0)
            headers["Cookie"] = string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}"));
        var start = new ProcessStartInfo("node") { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
        [
            "node_modules/lighthouse/cli/index.js", url.ToString(), "--quiet", "--output=json", "--output-path=stdout", "--form-factor=mobile",
            $"--only-categories={string.Join(',', Categories)}", $"--chrome-flags={string.Join(' ', Chromium.Flags)}",
            $"--extra-headers={JsonSerializer.Serialize(headers)}", "--no-enable-error-reporting", "--max-wait-for-load=45000",
        ])
            start.ArgumentList.Add(argument);
        start.Environment["CHROME_PATH"] = Chromium.Program;
        for (var left = 2; ; left--)
        {
            using var run = Process.Start(start)!;
            var (report, said) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
            await run.WaitForExitAsync();
            if (run.ExitCode == 0)
                return Read(JsonElement.Parse(await report));
            if (left == 0 || !(await said).Contains(NothingRecorded, StringComparison.Ordinal))
                throw new InvalidOperationException($"Lighthouse failed at {path}:\n{await said}");
        }
    }

    private static Lighthouse Read(JsonElement report)
    {
        var categories = report.GetProperty("categories");
        var lost =
            from category in Categories
            from audit in categories.GetProperty(category).GetProperty("auditRefs").EnumerateArray()
            where audit.GetProperty("weight").GetDouble() > 0
            let found = report.GetProperty("audits").GetProperty(audit.GetProperty("id").GetString()!)
            where found.GetProperty("score") is { ValueKind: JsonValueKind.Number } score && score.GetDouble() < 0.9
            select (category, Text: Describe(found));
        return new Lighthouse(
            Categories.ToDictionary(c => c, c => categories.GetProperty(c).GetProperty("score").GetDouble(), StringComparer.Ordinal),
            lost.ToLookup(l => l.category, l => l.Text, StringComparer.Ordinal));
    }

    private static string Describe(JsonElement audit)
    {
        var shown = audit.TryGetProperty("displayValue", out var value) ? $" ({value.GetString()})" : "";
        var places = audit.TryGetProperty("details", out var details) && details.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array
            ? string.Concat(items.EnumerateArray().Take(3).Select(i => $"\n        {i.GetRawText()[..Math.Min(200, i.GetRawText().Length)]}"))
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{audit.GetProperty("score").GetDouble():0.00} {audit.GetProperty("title").GetString()}{shown}{places}");
    }
}
