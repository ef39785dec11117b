using System.Globalization;
using Tongdian.Bench.Benchmarks;

namespace Tongdian.Bench.Report;

/// <summary>The table on the console.</summary>
internal static class Tables
{
    public static void Print(IReadOnlyList<Findings> findings)
    {
        foreach (var found in findings)
        {
            Console.WriteLine($"\n{found.Description}");
            foreach (var line in found.Of)
            {
                Console.WriteLine(
                    $"{line.Benchmark}  {line.What,-44}{Rate(line.Product.Rate),12}  p50 {line.Product.P50,6:F1} ms  p99 {line.Product.P99,6:F1} ms   "
                    + $"{Ratio(line),7} of {line.Ceiling} ({line.CeilingRate:N0}/s)  {Verdict(line)}");
            }
        }
    }

    public static string Rate(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s");

    public static string Ratio(Finding line) => line.Bar is > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{line.Ratio:F1} ×")
        : string.Create(CultureInfo.InvariantCulture, $"{line.Ratio:P0}");

    public static string Bar(Finding line) => line.Bar switch
    {
        null => "",
        > 1 => string.Create(CultureInfo.InvariantCulture, $"≥ {line.Bar:F0} ×"),
        _ => string.Create(CultureInfo.InvariantCulture, $"≥ {line.Bar:P0}{(line.MostP99 is { } most ? $", p99 ≤ {most} ms" : "")}"),
    };

    public static string Verdict(Finding line) => line.Passed switch { true => "pass", false => "MISS", null => "" };
}
