using System.Diagnostics;
using Tongdian.Bench.Benchmarks;
using Tongdian.Bench.Servers;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench;

/// <summary>What a benchmark works with: a database, the product on it and the ceiling beside it.</summary>
internal sealed record Bed(Options Options, BenchDatabase Database, ChildServer Product, ChildServer Ceiling)
{
    /// <summary>What happens now, for whoever waits.</summary>
    public static void Say(string what) => Console.Error.WriteLine(what);
}

/// <summary>All that was found on one database.</summary>
internal sealed record Findings(string Database, string Description, long StateLength, IReadOnlyList<Finding> Of);

/// <summary>One call of the program: database after database, benchmark after benchmark.</summary>
internal static class Session
{
    public static async Task<IReadOnlyList<Findings>> Run(Options options)
    {
        var findings = new List<Findings>();
        foreach (var which in options.Databases)
        {
            await using var database = await BenchDatabase.Create(which);
            await using var product = await ChildServer.Start(ChildServer.Product, database.Settings);
            await using var ceiling = await ChildServer.Start(ChildServer.Ceiling, database.Settings);
            var bed = new Bed(options, database, product, ceiling);
            var begin = Stopwatch.GetTimestamp();
            var length = (await product.Ask<long[]>($"/bench/fill?cases={options.Cases}"))[0];
            Bed.Say($"{database.Name}: {options.Cases:N0} cases filled in, {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s");
            var found = new List<Finding>();
            foreach (var (name, run) in new (string, Func<Bed, Task<IReadOnlyList<Finding>>>)[] { ("b4", Progress.Run), ("b1", Intake.Run), ("b2", Lifecycle.Run) })
            {
                if (options.Only.Contains(name))
                    found.AddRange(await run(bed));
            }

            findings.Add(new Findings(database.Name, await database.Describe(), length, [.. found.OrderBy(f => f.Benchmark, StringComparer.Ordinal)]));
        }

        return findings;
    }
}
