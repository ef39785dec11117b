using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Bench.Servers;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B8: records of 256 bytes are acknowledged, get their places in the log, and are proven. How fast records are acknowledged; how fast what waits is entered, until it is
/// under a signed checkpoint that is committed and kept, beside as many rows updated by plain SQL in commits of the same size; how long a proof takes from the tiles in the
/// database, with a tenth of the entries and with all. At the end there is one log without a gap, and everything acknowledged is in it.
/// </summary>
internal static class Evidence
{
    private const int Callers = 4;
    private const string Acknowledge = "records sealed and acknowledged";
    private const string Enter = "entries placed, signed and kept";
    private const string Raw = "as many rows by plain SQL";
    private const string Prove = "proof of any entry, one after the other";
    private const string ProveMany = "proofs by four at once";

    public static async Task<Findings> Run(Options options, string which)
    {
        await using var database = await BenchDatabase.Create(which);
        await using var product = await ChildServer.Start(ChildServer.Product, database.Settings);
        await using var ceiling = await ChildServer.Start(ChildServer.Ceiling, database.Settings);
        Bed.Say($"{database.Name}: B8 evidence, {options.Leaves:N0} entries");
        await product.Tell("/bench/evidence/begin");
        await Fill(options.Leaves / 10);
        var tenth = await Interleaved.Run(options, Proofs());
        await Fill(options.Leaves);
        var proofs = await Interleaved.Run(options, Proofs());
        var entering = await Interleaved.Run(options, (Acknowledge, time => Ask("acknowledge", time)), (Enter, time => Ask("sequence", time)), (Raw, Ceiling));
        var size = await product.Ask<Checked>("/bench/evidence/check");
        if (size.Wrong is { } wrong)
            throw new WrongCountException(wrong);
        Bed.Say($"    {size.Entries:N0} entries under {size.Checkpoints:N0} checkpoints, all of them there");
        return new Findings(database.Name, await database.Describe(), new Filled(0, 0, 0, 0),
        [
            new Finding("B8", Acknowledge, entering[Acknowledge], Enter, entering[Enter].Rate, entering.Ratio(Acknowledge, Enter)),
            entering.Compare("B8", Enter, Raw, new Bar(Rate: 10_000)),
            new Finding("B8", Prove, proofs[Prove], $"the same with {options.Leaves / 10:N0} entries", tenth[Prove].Rate, proofs[Prove].Rate / tenth[Prove].Rate, new Bar(P99: 2)),
            new Finding("B8", ProveMany, proofs[ProveMany], $"the same with {options.Leaves / 10:N0} entries", tenth[ProveMany].Rate, proofs[ProveMany].Rate / tenth[ProveMany].Rate),
        ]);

        async Task Fill(int leaves)
        {
            var took = await product.Ask<Measured>($"/bench/evidence/fill?leaves={leaves}");
            Bed.Say($"    {took.Done:N0} entries filled in, {took.Seconds:N0} s");
        }

        (string, Func<TimeSpan, Task<Measured>>)[] Proofs() => [(Prove, time => Ask("prove?callers=1", time)), (ProveMany, time => Ask($"prove?callers={Callers}", time))];

        Task<Measured> Ask(string what, TimeSpan time) => product.Ask<Measured>(
            string.Create(CultureInfo.InvariantCulture, $"/bench/evidence/{what}{(what.Contains('?', StringComparison.Ordinal) ? '&' : '?')}seconds={time.TotalSeconds}"));

        Task<Measured> Ceiling(TimeSpan time) => ceiling.Ask<Measured>(
            string.Create(CultureInfo.InvariantCulture, $"/place?rows={Tongdian.Server.Modules.Evidence.Sequence.AtOnce}&seconds={time.TotalSeconds}"));
    }
}
