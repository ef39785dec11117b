using Tongdian.Bench.Load;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B1: a clerk submits cases, each with its idempotency key; person, sealed details, blind indexes, facts, outbox, clocks, counters and the
/// kept answer are committed before the answer. Documents are left out: their upload is another request.
/// </summary>
internal static class Intake
{
    private const string Submit = "POST a case";
    private const string Grouped = "durable 4-row POST, group commit";
    private const string Single = "durable 4-row POST, one commit each";

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B1 intake");
        var clerk = await BusyClerk.SignIn(bed);
        var runs = await Interleaved.Run(
            bed.Options, (Single, time => Raw("/one/", time)), (Grouped, time => Raw("/grouped/", time)), (Submit, time => clerk.Submit(time)));
        await clerk.Check();
        return [runs.Compare("B1", Submit, Grouped, new Bar(Ratio: 0.6, P99: 40)), runs.Compare("B1", Submit, Single)];

        // The ceiling has the machine for itself, as the product has it.
        async Task<Measured> Raw(string path, TimeSpan time)
        {
            await bed.Quiet();
            return await Callers.OverHttp(
                bed.Ceiling.Address, bed.Options.Connections, time,
                async connection => (await connection.Send(Requests.Post($"{path}{RawDatabase.AnyId()}", null))).Status == 200);
        }
    }
}
