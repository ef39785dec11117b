using Tongdian.Bench.Load;
using Tongdian.Bench.Report;

namespace Tongdian.Bench.Benchmarks;

/// <summary>Runs of several things in turn, A B A B, so that what changes on the machine meanwhile changes for all of them.</summary>
internal sealed class Interleaved
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(3);
    private const int MostSlices = 12;
    private const int SettledSlices = 2;
    private const double Better = 1.05;

    /// <summary>So long warming up takes at most.</summary>
    public static TimeSpan WarmingUp => Slice * MostSlices;

    private readonly Dictionary<string, List<Measured>> runs = new(StringComparer.Ordinal);

    private Interleaved()
    {
    }

    public static async Task<Interleaved> Run(Options options, params (string Name, Func<TimeSpan, Task<Measured>> Run)[] things)
    {
        var interleaved = new Interleaved();
        foreach (var (_, run) in things)
            await WarmUp(run);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (name, run) in things)
            {
                var measured = await run(options.Run);
                if (!interleaved.runs.TryGetValue(name, out var list))
                    interleaved.runs.Add(name, list = []);
                list.Add(measured);
                Bed.Say($"    {name}: {measured.Rate:N0}/s, p50 {Tables.Time(measured.P50)}, p99 {Tables.Time(measured.P99)}");
            }
        }

        return interleaved;
    }

    // A server that has just started compiles its own code for many seconds; that is not what is measured. One slice that is no better may be chance, or the compiler at work.
    private static async Task WarmUp(Func<TimeSpan, Task<Measured>> run)
    {
        var (best, settled) = (0.0, 0);
        for (var slice = 0; slice < MostSlices && settled < SettledSlices; slice++)
        {
            var rate = (await run(Slice)).Rate;
            settled = rate < best * Better ? settled + 1 : 0;
            best = Math.Max(best, rate);
        }
    }

    public Measured this[string name] => Measured.Median(runs[name]);

    /// <summary>The median of the ratios, each inside its own round.</summary>
    public double Ratio(string name, string ceiling) => runs[name].Zip(runs[ceiling], (a, b) => a.Rate / b.Rate).Order().ElementAt(runs[name].Count / 2);

    /// <summary>A line of the report.</summary>
    public Finding Compare(string benchmark, string name, string ceiling, Bar? bar = null) =>
        new(benchmark, name, this[name], ceiling, this[ceiling].Rate, Ratio(name, ceiling), bar);

    /// <summary>A line of the report: the same as it was with a tenth of the cases.</summary>
    public Finding Grown(string benchmark, string name, Interleaved tenth, Bar bar) =>
        new(benchmark, name, this[name], "the same with a tenth of the cases", tenth[name].Rate, this[name].Rate / tenth[name].Rate, bar);
}
