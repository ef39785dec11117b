using Tongdian.Bench.Load;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B2: the six stages of a home, from acceptance to archive, each handed in whole: form, photos, signatures. The files lie in the case
/// before; a stage is one commit. Once inside the process through the store, once by the real endpoint with key and If-Match.
/// </summary>
internal static class Lifecycle
{
    /// <summary>workflow-core with PostgreSQL, six empty steps, workflows per second: quoted, because its packages are not to be had here.</summary>
    public const double QuotedWorkflowCore = 41;

    private const int Stages = 6;
    private const int MostPerSecond = 1_500;
    private const int CallersInside = 16;
    private const string Inside = "complete a stage, in the process";
    private const string OverHttp = "complete a stage, over HTTP";
    private const string RawInside = "durable 4-row write, in the process";
    private const string RawOverHttp = "durable 4-row POST, one commit each";

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B2 lifecycle");
        var (crew, inside) = (await BusyCrew.SignIn(bed), 0L);
        var runs = await Interleaved.Run(
            bed.Options, (RawInside, RawIn), (Inside, ProductIn), (RawOverHttp, RawHttp), (OverHttp, ProductHttp));
        await crew.Check(inside);
        var inProcess = runs[Inside];
        return
        [
            runs.Compare("B2", Inside, RawInside, new Bar(Ratio: 0.6)), runs.Compare("B2", OverHttp, RawOverHttp, new Bar(Ratio: 0.6)),
            new Finding(
                "B2", "whole cases of six stages, in the process", inProcess with { Done = inProcess.Done / Stages }, "workflow-core, six empty steps (quoted)",
                QuotedWorkflowCore, inProcess.Rate / Stages / QuotedWorkflowCore, new Bar(Ratio: 20)),
        ];

        Task<Measured> RawIn(TimeSpan time) => bed.Ceiling.Ask<Measured>($"/in-process?callers={CallersInside}&seconds={time.TotalSeconds}");

        async Task<Measured> ProductIn(TimeSpan time)
        {
            var measured = await bed.Product.Ask<Measured>($"/bench/lifecycle?cases={Supply(time)}&callers={CallersInside}&seconds={time.TotalSeconds}");
            inside += measured.Done;
            return measured;
        }

        Task<Measured> RawHttp(TimeSpan time) => Callers.OverHttp(
            bed.Ceiling.Address, bed.Options.Connections, time,
            async connection => (await connection.Send(Requests.Post($"/one/{RawDatabase.AnyId()}", null))).Status == 200);

        async Task<Measured> ProductHttp(TimeSpan time)
        {
            await crew.Supply((int)(MostPerSecond * time.TotalSeconds));
            return await Callers.OverHttp(bed.Product.Address, bed.Options.Connections, time, crew.One);
        }
    }

    private static int Supply(TimeSpan time) => (int)(MostPerSecond / Stages * time.TotalSeconds) + 64;
}
