using System.Diagnostics;
using Tongdian.Bench.Benchmarks;
using Tongdian.Bench.Scenes;
using Tongdian.Bench.Servers;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench;

/// <summary>What a benchmark works with: a database and what was filled in, the product on it and the ceiling beside it.</summary>
internal sealed record Bed(Options Options, BenchDatabase Database, ChildServer Product, ChildServer Ceiling, Filled Filled)
{
    private const long Few = 100;

    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(1);

    /// <summary>What happens now, for whoever waits.</summary>
    public static void Say(string what) => Console.Error.WriteLine(what);

    /// <summary>With so many cases in all.</summary>
    public async Task<Bed> Fill(int cases)
    {
        var begin = Stopwatch.GetTimestamp();
        var filled = await Product.Ask<Filled>($"/bench/fill?from={Filled.Cases}&to={cases}");
        Say($"{Database.Name}: {filled.Cases:N0} cases and {filled.Clocks:N0} clocks filled in, {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s");
        return this with { Filled = Filled + filled };
    }

    /// <summary>Facts that nobody has reacted to yet, and what is still to be entered in the log. Nobody reacts to what the benchmark writes for itself.</summary>
    public Task<long> Waiting() => Database.Count("""
        select (select count(*) from outbox where consumer <> 'bench') + (select count(*) from evidence_due) + (select count(*) from evidence_leaves where place is null)
        """);

    /// <summary>Waits until what came before has been reacted to, which would be measured with what comes.</summary>
    public async Task Quiet()
    {
        var begin = Stopwatch.GetTimestamp();
        while (await Waiting() is > Few and var waiting)
        {
            if (Stopwatch.GetElapsedTime(begin) > LongestQuiet)
                throw new InvalidOperationException($"After {LongestQuiet.TotalMinutes} minutes {waiting:N0} facts and entries still wait");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        if (Stopwatch.GetElapsedTime(begin) > Noticed)
            Say($"    what came before was reacted to after {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s");
    }
}

/// <summary>All that was found on one database.</summary>
internal sealed record Findings(string Database, string Description, Filled Filled, IReadOnlyList<Finding> Of);

/// <summary>One call of the program: database after database, benchmark after benchmark.</summary>
internal static class Session
{
    /// <summary>What is measured with a tenth of the cases, with all of them, and compared.</summary>
    private static readonly (string Name, Func<Bed, Task<Interleaved>> Measure, Func<Interleaved, Interleaved, IReadOnlyList<Finding>> Compare)[] Growing =
        [("b6", DueSweep.Measure, DueSweep.Compare), ("b12", Wall.Measure, Wall.Compare), ("b14", Growth.Measure, Growth.Compare)];

    private static readonly (string Name, Func<Bed, Task<IReadOnlyList<Finding>>> Run)[] Whole =
        [("b4", Progress.Run), ("b12", Wall.Run), ("b1", Intake.Run), ("b2", Lifecycle.Run), ("mixed", Mixed.Run), ("b15", Soak.Run)];

    public static async Task<IReadOnlyList<Findings>> Run(Options options)
    {
        var findings = new List<Findings>();
        foreach (var which in options.Databases)
        {
            // With a provider everything else would send messages too: it has a server of its own.
            if (options.Only.Contains("b7"))
                findings.Add(await Outbox.Run(options, which));
            // So has the log: its ten million entries are nobody's cases.
            if (options.Only.Contains("b8"))
                findings.Add(await Evidence.Run(options, which));
            if (options.Only.Contains("nodes") && which == "postgres")
                findings.Add(await Nodes.Run(options));
            else if (options.Only.Contains("nodes"))
                Bed.Say($"{which}: several nodes are only on PostgreSQL");
            if (options.Only.All(o => o is "b7" or "b8" or "nodes"))
                continue;
            await using var database = await BenchDatabase.Create(which);
            await using var product = await ChildServer.Start(ChildServer.Product, database.Settings);
            await using var ceiling = await ChildServer.Start(ChildServer.Ceiling, database.Settings);
            var bed = new Bed(options, database, product, ceiling, new Filled(0, 0, 0, 0));
            var growing = Growing.Where(b => options.Only.Contains(b.Name)).ToList();
            var tenth = new List<Interleaved>();
            if (growing.Count > 0)
                bed = await bed.Fill(options.Cases / 10);
            foreach (var benchmark in growing)
                tenth.Add(await benchmark.Measure(bed));
            bed = await bed.Fill(options.Cases);
            var found = new List<Finding>();
            foreach (var (benchmark, before) in growing.Zip(tenth))
                found.AddRange(benchmark.Compare(before, await benchmark.Measure(bed)));
            foreach (var benchmark in Whole.Where(b => options.Only.Contains(b.Name)))
                found.AddRange(await benchmark.Run(bed));
            findings.Add(new Findings(database.Name, await database.Describe(), bed.Filled, [.. found.OrderBy(f => f.Benchmark.Length).ThenBy(f => f.Benchmark, StringComparer.Ordinal)]));
        }

        return findings;
    }
}
