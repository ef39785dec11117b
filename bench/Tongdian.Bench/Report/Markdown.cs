using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Tongdian.Bench.Report;

/// <summary>The same table for the documentation, with the machine and the day.</summary>
internal static class Markdown
{
    public static string Of(Options options, IReadOnlyList<Findings> findings)
    {
        var text = new StringBuilder();
        var machine = File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {TimeProvider.System.GetUtcNow():yyyy-MM-dd}: {Environment.ProcessorCount} cores, {long.Parse(machine, CultureInfo.InvariantCulture) / 1_048_576} GiB, "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; {options.Cases:N0} cases, {options.Connections} connections, medians of {options.Rounds} interleaved runs of {options.Run.TotalSeconds:F0} s.");
        foreach (var found in findings)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"**{found.Description}**; {found.Filled.Open:N0} of the cases open, {found.Filled.Clocks:N0} clocks, mean state document {found.Filled.StateLength:N0} characters").AppendLine();
            text.AppendLine("| | what | per second | p50 | p99 | p99.9 | beside | its rate | ratio | bar | | cost |").AppendLine("|---|---|--:|--:|--:|--:|---|--:|--:|---|---|---|");
            foreach (var line in found.Of)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {line.Benchmark} | {line.What} | {line.Product.Rate:N0} | {Tables.Time(line.Product.P50)} | {Tables.Time(line.Product.P99)} | {Tables.Longest(line)} "
                    + $"| {line.Ceiling} | {line.CeilingRate:N0} | {Tables.Ratio(line)} | {Tables.Bar(line)} | {Tables.Verdict(line)} | {line.Cost} |");
            }
        }

        return text.ToString();
    }
}
