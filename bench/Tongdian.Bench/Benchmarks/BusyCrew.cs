using System.Collections.Concurrent;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;

namespace Tongdian.Bench.Benchmarks;

/// <summary>Colleagues who hand in stage after stage of cases that wait for them, by the real endpoint with key and If-Match, and remember how many were acknowledged.</summary>
internal sealed class BusyCrew
{
    private const int PerCase = 6;

    // The case of just now comes first: at any time there are as many of one stage as of another.
    private readonly ConcurrentStack<(ReadyCase Case, int Step)> waiting = new();
    private readonly Bed bed;
    private readonly HttpStep[] steps;
    private readonly IReadOnlyDictionary<string, (string Name, string Value)> users;
    private readonly long before;
    private long acknowledged;

    private BusyCrew(Bed bed, HttpStep[] steps, IReadOnlyDictionary<string, (string Name, string Value)> users, long before) =>
        (this.bed, this.steps, this.users, this.before) = (bed, steps, users, before);

    /// <summary>Stages that were acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    public static async Task<BusyCrew> SignIn(Bed bed)
    {
        var plan = await bed.Product.Ask<HttpStep[]>("/bench/steps");
        var signedIn = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var user in plan.Select(s => s.User).Distinct())
            signedIn.Add(user, await Staff.SignIn(bed.Product.Address, user));
        return new BusyCrew(bed, plan, signedIn, await Completed(bed));
    }

    /// <summary>Cases for at least so many stages come in, and are reacted to.</summary>
    public async Task Supply(int stages)
    {
        foreach (var ready in await bed.Product.Ask<ReadyCase[]>($"/bench/prepare?cases={stages / PerCase + bed.Options.Connections}"))
            waiting.Push((ready, 0));
        await bed.Quiet();
    }

    /// <summary>Completes the next stage of a case that waits; false when none does.</summary>
    public async ValueTask<bool> One(HttpConnection connection)
    {
        if (!waiting.TryPop(out var turn))
            return false;
        var step = steps[turn.Step];
        var answer = await connection.Send(Requests.Post(
            $"/api/v1/cases/{turn.Case.Number}/stages/{step.Stage}/complete", CaseFiles.Fill(step.Body, turn.Case.Id), users[step.User],
            ("If-Match", $"\"{turn.Step + 1}\""), ("Idempotency-Key", $"{turn.Case.Number}-{turn.Step}")));
        if (answer.Status != 200)
            throw new WrongCountException($"{step.Stage}: {answer.Status} {answer.Text}");
        Interlocked.Increment(ref acknowledged);
        if (turn.Step + 1 < steps.Length)
            waiting.Push(turn with { Step = turn.Step + 1 });
        return true;
    }

    /// <summary>The facts say it, not the answers: one of each stage and case, however often it was asked for.</summary>
    /// <param name="others">Stages that others completed meanwhile.</param>
    public async Task Check(long others = 0)
    {
        var grown = await Completed(bed) - before;
        if (grown != Acknowledged + others)
            throw new WrongCountException($"{Acknowledged + others} stages were acknowledged, but {grown} were completed");
    }

    private static Task<long> Completed(Bed bed) => bed.Database.Count("select count(*) from case_events where kind = 'stage-completed'");
}
