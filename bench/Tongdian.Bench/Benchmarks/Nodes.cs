using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Bench.Servers;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// The mix with as many requests as there can be, at one node, at two and at three on one PostgreSQL. All three run and share the background work the whole time; the requests go to the first, to
/// two, or to all. On a machine where nodes, database and load generator share few cores more nodes cannot answer more: then the figures say what it costs to be several.
/// </summary>
internal static class Nodes
{
    private const int All = 3;

    public static async Task<Findings> Run(Options options)
    {
        await using var database = await BenchDatabase.Create("postgres");
        var settings = new Dictionary<string, string>(database.Settings, StringComparer.Ordinal) { ["Cluster__Enabled"] = "true" };
        await using var first = await ChildServer.Start(ChildServer.Product, settings);
        await using var second = await ChildServer.Start(ChildServer.Product, settings);
        await using var third = await ChildServer.Start(ChildServer.Product, settings);
        await using var ceiling = await ChildServer.Start(ChildServer.Ceiling, database.Settings);
        var bed = await new Bed(options, database, first, ceiling, new Filled(0, 0, 0, 0)).Fill(options.Cases);
        Bed.Say($"{database.Name}: the mix at one node, two and three");
        var mixed = await Mixed.Make(bed, (Interleaved.WarmingUp + options.Run * options.Rounds) * All);
        ChildServer[] nodes = [first, second, third];
        var costs = Enumerable.Range(1, All).ToDictionary(many => many, _ => new List<(Measured Measured, Cost Cost)>());
        var runs = await Interleaved.Run(options, [.. Enumerable.Range(1, All).Select(many => (Name(many), (Func<TimeSpan, Task<Measured>>)(time => Ask(many, time))))]);
        await mixed.Check();
        return new Findings(
            database.Name, await database.Describe(), bed.Filled, [.. Enumerable.Range(1, All).Select(many => runs.Compare("nodes", Name(many), Name(1)) with { Cost = Cost.OfMedian(costs[many], options.Rounds) })]);

        async Task<Measured> Ask(int many, TimeSpan time)
        {
            var run = await mixed.AsManyAsCanBe(nodes, many, time);
            costs[many].Add(run);
            return run.Measured;
        }
    }

    private static string Name(int many) => string.Create(CultureInfo.InvariantCulture, $"mix of requests at {many} of {All} nodes");
}
