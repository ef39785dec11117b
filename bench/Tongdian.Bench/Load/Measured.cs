namespace Tongdian.Bench.Load;

/// <summary>One run: how many were done, in how long, and how long each took.</summary>
internal sealed record Measured(long Done, double Seconds, double P50, double P99, double P999 = 0)
{
    /// <summary>Per second.</summary>
    public double Rate => Done / Seconds;

    /// <summary>From the microseconds of each.</summary>
    public static Measured Of(IEnumerable<List<int>> latencies, TimeSpan took)
    {
        var all = latencies.SelectMany(l => l).ToArray();
        Array.Sort(all);
        return new Measured(all.Length, took.TotalSeconds, At(all, 0.50), At(all, 0.99), At(all, 0.999));
    }

    /// <summary>The run with the median rate; its percentiles are the medians of all runs.</summary>
    public static Measured Median(IReadOnlyCollection<Measured> runs) => runs.Order(Comparer<Measured>.Create((a, b) => a.Rate.CompareTo(b.Rate))).ElementAt(runs.Count / 2) with
    {
        P50 = Middle(runs.Select(r => r.P50)), P99 = Middle(runs.Select(r => r.P99)), P999 = Middle(runs.Select(r => r.P999)),
    };

    private static double Middle(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    // Milliseconds.
    private static double At(int[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)] / 1000.0;
}
