using System.Collections.Concurrent;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
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
    private const int MostPerSecond = 500;
    private const int CallersInside = 16;
    private const string Inside = "complete a stage, in the process";
    private const string OverHttp = "complete a stage, over HTTP";
    private const string RawInside = "durable 4-row write, in the process";
    private const string RawOverHttp = "durable 4-row POST, one commit each";

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B2 lifecycle");
        var steps = await bed.Product.Ask<HttpStep[]>("/bench/steps");
        var users = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var user in steps.Select(s => s.User).Distinct())
            users.Add(user, await Staff.SignIn(bed.Product.Address, user));
        var (before, inside, overHttp) = (await Completed(bed), 0L, 0L);
        var runs = await Interleaved.Run(
            bed.Options, (RawInside, RawIn), (Inside, ProductIn), (RawOverHttp, RawHttp), (OverHttp, ProductHttp));
        var grown = await Completed(bed) - before;
        if (grown != inside + overHttp)
            throw new WrongCountException($"{inside + overHttp} stages were acknowledged, but {grown} were completed");
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
            var waiting = new ConcurrentQueue<ReadyCase>(await bed.Product.Ask<ReadyCase[]>($"/bench/prepare?cases={Supply(time)}"));
            var at = new ConcurrentDictionary<HttpConnection, (ReadyCase Case, int Step)>();
            var measured = await Callers.OverHttp(bed.Product.Address, bed.Options.Connections, time, async connection =>
            {
                if (!at.TryRemove(connection, out var turn))
                {
                    if (!waiting.TryDequeue(out var next))
                        return false;
                    turn = (next, 0);
                }

                await Complete(connection, turn.Case, steps[turn.Step], turn.Step);
                if (turn.Step + 1 < Stages)
                    at[connection] = turn with { Step = turn.Step + 1 };
                return true;
            });
            overHttp += measured.Done;
            return measured;
        }

        async Task Complete(HttpConnection connection, ReadyCase ready, HttpStep step, int index)
        {
            var answer = await connection.Send(Requests.Post(
                $"/api/v1/cases/{ready.Number}/stages/{step.Stage}/complete", CaseFiles.Fill(step.Body, ready.Id), users[step.User],
                ("If-Match", $"\"{index + 1}\""), ("Idempotency-Key", $"{ready.Number}-{index}")));
            if (answer.Status != 200)
                throw new WrongCountException($"{step.Stage}: {answer.Status} {answer.Text}");
        }
    }

    private static int Supply(TimeSpan time) => (int)(MostPerSecond * time.TotalSeconds) + 1;

    // The facts say it, not the answers: one of each stage and case, however often it was asked for.
    private static Task<long> Completed(Bed bed) => bed.Database.Count("select count(*) from case_events where kind = 'stage-completed'");
}
