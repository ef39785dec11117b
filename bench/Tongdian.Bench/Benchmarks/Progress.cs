using Tongdian.Bench.Load;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B4: customers look up where their case stands, by number and code; any case is as likely as any other. Then again with what they have. And a few
/// cases that many look at.
/// </summary>
internal static class Progress
{
    private const int MuchLookedAt = 100;
    private const string Look = "GET a case";
    private const string Popular = "GET one of 100 cases";
    private const string LookAgain = "GET a case, If-None-Match";
    private const string OneRow = "bare one-row look-up";
    private const string State = "bare look-up of the state text";
    private const string Hello = "hello";

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B4 progress");
        var lookUps = await LookUps.Make(bed);
        byte[][] hello = [Requests.Get("/hello")];
        var runs = await Interleaved.Run(
            bed.Options, (OneRow, time => LookUps.Ask(bed, bed.Ceiling.Address, lookUps.OneRow, 200, time)),
            (Look, time => LookUps.Ask(bed, bed.Product.Address, lookUps.First, 200, time)),
            (Popular, time => LookUps.Ask(bed, bed.Product.Address, lookUps.First[..MuchLookedAt], 200, time)),
            (State, time => LookUps.Ask(bed, bed.Ceiling.Address, lookUps.State, 200, time)), (Hello, time => LookUps.Ask(bed, bed.Ceiling.Address, hello, 200, time)),
            (LookAgain, time => LookUps.Ask(bed, bed.Product.Address, lookUps.Again, 304, time)));
        return
        [
            runs.Compare("B4", Look, OneRow, new Bar(Ratio: 0.8)), runs.Compare("B4", Look, State), runs.Compare("B4", Popular, OneRow),
            runs.Compare("B4", LookAgain, Hello, new Bar(Ratio: 0.6)), runs.Compare("B4", LookAgain, OneRow),
        ];
    }
}
