using System.Globalization;
using Tongdian.Bench.Benchmarks;

namespace Tongdian.Bench.Report;

/// <summary>The table on the console.</summary>
internal static class Tables
{
    // From here on the digits after the point are what is told.
    private const double NearlyAll = 0.99;

    public static void Print(IReadOnlyList<Findings> findings)
    {
        foreach (var found in findings)
        {
            Console.WriteLine($"\n{found.Description}");
            foreach (var line in found.Of)
            {
                Console.WriteLine(
                    $"{line.Benchmark,-3}  {line.What,-44}{Rate(line.Product.Rate),12}  p50 {Time(line.Product.P50),9}  p99 {Time(line.Product.P99),9}  p99.9 {Longest(line),9}   "
                    + $"{Ratio(line),7} of {line.Ceiling} ({line.CeilingRate:N0}/s)  {Verdict(line)}  {line.Cost}".TrimEnd());
            }
        }
    }

    public static string Rate(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s");

    public static string Time(double milliseconds) => $"{milliseconds.ToString(milliseconds < 10 ? "F2" : "F1", CultureInfo.InvariantCulture)} ms";

    /// <summary>The slowest thousandth; empty where it was not measured.</summary>
    public static string Longest(Finding line) => line.Product.P999 > 0 ? Time(line.Product.P999) : "";

    public static string Ratio(Finding line) => line switch
    {
        { Bar.Ratio: > 1 } => string.Create(CultureInfo.InvariantCulture, $"{line.Ratio:F1} ×"),
        // Cut off and not rounded: what is not all never reads as all.
        { Ratio: >= NearlyAll and < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(line.Ratio * 10_000) / 10_000:P2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{line.Ratio:P0}"),
    };

    public static string Bar(Finding line) => line.Bar is not { } bar ? "" : string.Join(", ", new[]
    {
        bar.Rate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"≥ {rate:N0}/s") : null,
        bar.Ratio switch
        {
            null => null,
            > 1 and var times => string.Create(CultureInfo.InvariantCulture, $"≥ {times:F0} ×"),
            { } share => string.Create(CultureInfo.InvariantCulture, $"≥ {share:P0}"),
        },
        bar.P50 is { } half ? string.Create(CultureInfo.InvariantCulture, $"p50 ≤ {half:N0} ms") : null,
        bar.P99 is { } most ? string.Create(CultureInfo.InvariantCulture, $"p99 ≤ {most:N0} ms") : null,
    }.OfType<string>());

    public static string Verdict(Finding line) => line.Passed switch { true => "pass", false => "MISS", null => "" };
}
