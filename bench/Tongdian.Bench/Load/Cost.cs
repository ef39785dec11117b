using System.Diagnostics;
using System.Globalization;
using Tongdian.Bench.Servers;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Load;

/// <summary>What a run cost.</summary>
/// <param name="Server">Cores that the product kept busy, all its servers together.</param>
/// <param name="Database">Cores that PostgreSQL kept busy; SQLite is in the product.</param>
/// <param name="Load">Cores that the load generator kept busy.</param>
/// <param name="DatabaseTime">Connections of PostgreSQL that were at work at once, waiting for the disk or locks too.</param>
/// <param name="Memory">Of the product at the end, in MiB.</param>
internal sealed record Cost(double Server, double Database, double Load, double DatabaseTime, long Memory)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"cores: server {Server:F2}, database {Database:F2}, load {Load:F2}; database time {DatabaseTime:F2} s/s; {Memory:N0} MiB");

    /// <summary>Of the run whose rate is told; those that warm up come first.</summary>
    public static Cost OfMedian(IReadOnlyCollection<(Measured Measured, Cost Cost)> runs, int rounds) => runs.TakeLast(rounds).OrderBy(r => r.Measured.Rate).ElementAt(rounds / 2).Cost;

    /// <summary>Lets something happen, and says what it cost.</summary>
    public static async Task<(Measured Measured, Cost Cost)> Of(BenchDatabase database, IReadOnlyList<ChildServer> servers, Func<Task<Measured>> run)
    {
        var products = servers.Select(s => Process.GetProcessById(s.ProcessId)).ToList();
        using var load = Process.GetCurrentProcess();
        var (begin, before) = (Stopwatch.GetTimestamp(), await Spent());
        var measured = await run();
        var (seconds, after, memory) = (Stopwatch.GetElapsedTime(begin).TotalSeconds, await Spent(), products.Sum(p => p.WorkingSet64) / 1_048_576);
        products.ForEach(p => p.Dispose());
        return (measured, new Cost(
            (after.Product - before.Product) / seconds, (after.Database - before.Database) / seconds, (after.Load - before.Load) / seconds,
            (after.AtWork - before.AtWork) / seconds, memory));

        async Task<(double Product, double Database, double Load, double AtWork)> Spent()
        {
            products.ForEach(p => p.Refresh());
            load.Refresh();
            return (products.Sum(p => p.TotalProcessorTime.TotalSeconds), database.ProcessorSeconds(), load.TotalProcessorTime.TotalSeconds, await database.SecondsAtWork());
        }
    }
}
