using System.Collections.Concurrent;
using Tongdian.Bench.Load;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>A case that waits for its first stage.</summary>
internal sealed record ReadyCase(string Number, Guid Id);

/// <summary>Carries cases through their six stages inside the server: read the row, open the key, seal, decide, commit. No HTTP.</summary>
internal sealed class StageRunner(ResidentialStages stages, CaseStore store, CaseParties parties, TimeProvider time)
{
    private const int Preparing = 16;
    private const long FirstApplicant = 4_000_000;

    private static long made;

    /// <summary>Cases with all the files they will need.</summary>
    public async Task<IReadOnlyList<ReadyCase>> Prepare(int cases, CancellationToken cancel)
    {
        var ready = new ConcurrentBag<ReadyCase>();
        await Parallel.ForAsync(0, cases, new ParallelOptions { MaxDegreeOfParallelism = Preparing, CancellationToken = cancel }, async (_, token) =>
        {
            var (n, now) = (Interlocked.Increment(ref made), time.GetUtcNow());
            var id = CaseId.New(now);
            var details = new PartyDetails("李娜", IdTypes.ResidentId, Applicants.IdNumber(FirstApplicant + n), Applicants.Phone(FirstApplicant + n), null, null, Applicants.Address(FirstApplicant + n), 40.3, 116.6);
            var (who, _, rows) = parties.Admit(details, id, now);
            var number = CaseNumber.Make(new DateOnly(2022, 1, 1).AddDays((int)(n / 1_000_000)), (int)(n % 1_000_000));
            await Commit(new CaseCommit(now, stages.Submit(id, number, who, now)) { With = [rows, batch => WriteFiles(batch, id.Value, who.Person, now)] }, token);
            ready.Add(new ReadyCase(number.Value, id.Value));
        });
        return [.. ready];
    }

    /// <summary>As many stages as there is time for; one caller has one case at a time.</summary>
    public async Task<Measured> Run(int cases, int callers, TimeSpan seconds, CancellationToken cancel)
    {
        var waiting = new ConcurrentQueue<ReadyCase>(await Prepare(cases, cancel));
        var at = new (ReadyCase? Case, int Step)[callers];
        return await Callers.Run(callers, seconds, async caller =>
        {
            if (at[caller].Case is null && !waiting.TryDequeue(out at[caller].Case))
                return false;
            await Complete(at[caller].Case!, at[caller].Step, cancel);
            at[caller] = at[caller].Step == stages.Plan.Steps.Length - 1 ? default : at[caller] with { Step = at[caller].Step + 1 };
            return true;
        });
    }

    private async Task Complete(ReadyCase ready, int index, CancellationToken cancel)
    {
        var (step, now) = (stages.Plan.Steps[index], time.GetUtcNow());
        if (!CaseNumber.TryParse(ready.Number, out var number) || await store.Find(number.Value, cancel) is not { } state)
            throw new InvalidOperationException($"The case {ready.Number} is gone");
        var key = await parties.Key(state, cancel) ?? throw new InvalidOperationException("A key is gone");
        var submission = step.For(state.Id.Value);
        var sealing = CaseParties.SealEntry(key, step.Stage, submission, now);
        var change = state.Decide(stages.Process, new CompleteStage(step.Stage.Id, submission, sealing?.Id), new OperationContext(step.Actor, now)).Value;
        await Commit(new CaseCommit(now, change) { With = sealing is var (_, rows) ? [rows] : [] }, cancel);
    }

    private async Task Commit(CaseCommit commit, CancellationToken cancel)
    {
        if (await store.Commit(commit, cancel) is not CommitOutcome.Committed and var other)
            throw new InvalidOperationException($"A case that nobody else touches ended as {other}");
    }

    private void WriteFiles(WriteBatch batch, Guid id, Guid person, DateTimeOffset now)
    {
        for (var file = 0; file < stages.Plan.Steps.Sum(s => s.Files.Length + s.Signatures.Length); file++)
        {
            batch.Insert(
                "stored_files", ("id", CaseFiles.Of(id, file)), ("sha256", CaseFiles.Hash), ("bytes", 1L), ("media_type", "image/jpeg"), ("kind", "photo"),
                ("uploaded_at", now), ("case_id", id), ("person_id", person), ("uploader", "bench"), ("wrapped_key", new byte[60]));
        }
    }
}
