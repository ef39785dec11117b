using Tongdian.Bench.Load;

namespace Tongdian.Bench.Benchmarks;

/// <summary>B14: what people and colleagues do most, with a tenth of the cases and with all of them (--cases 1e6: 10⁵ and 10⁶). None may take twice as long.</summary>
internal static class Growth
{
    private const int MostPerSecond = 1_500;

    private static readonly string[] Everything = ["GET a case", "GET a case, If-None-Match", "GET a page of a worklist", "POST a case", "complete a stage, over HTTP"];

    public static async Task<Interleaved> Measure(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B14 growth, {bed.Filled.Cases:N0} cases");
        var (lookUps, crew) = (await LookUps.Make(bed), await BusyCrew.SignIn(bed));
        await crew.Supply((int)(MostPerSecond * (Interleaved.WarmingUp + bed.Options.Run * bed.Options.Rounds).TotalSeconds));
        var (clerk, surveyor) = (await BusyClerk.SignIn(bed), await Staff.SignIn(bed.Product.Address, "surveyor"));
        byte[][] page = [Requests.Get("/api/v1/worklist?scope=team", surveyor)];
        var product = bed.Product.Address;
        var runs = await Interleaved.Run(
            bed.Options, (Everything[0], time => LookUps.Ask(bed, product, lookUps.First, 200, time)), (Everything[1], time => LookUps.Ask(bed, product, lookUps.Again, 304, time)),
            (Everything[2], time => LookUps.Ask(bed, product, page, 200, time)), (Everything[3], time => clerk.Submit(time)),
            (Everything[4], time => Callers.OverHttp(product, bed.Options.Connections, time, crew.One)));
        await crew.Check();
        await clerk.Check(crew.Acknowledged);
        return runs;
    }

    public static IReadOnlyList<Finding> Compare(Interleaved tenth, Interleaved all) => [.. Everything.Select(e => all.Grown("B14", e, tenth, new Bar(Ratio: 0.5)))];
}
