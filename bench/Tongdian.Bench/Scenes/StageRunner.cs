using System.Collections.Concurrent;
using Tongdian.Bench.Load;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>A case that waits for its first stage.</summary>
internal sealed record ReadyCase(string Number, Guid Id);

/// <summary>Carries cases through their six stages inside the server: read the row, open the key, seal, decide, commit. No HTTP.</summary>
internal sealed class StageRunner(ResidentialStages stages, CaseStore store, CaseParties parties, CasePictures pictures, TimeProvider time)
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
            var (who, key, rows) = parties.Admit(details, id, now);
            var number = CaseNumber.Make(new DateOnly(2022, 1, 1).AddDays((int)(n / 1_000_000)), (int)(n % 1_000_000));
            var files = await Files(id.Value, key, now, token);
            await Commit(new CaseCommit(now, stages.Submit(id, number, who, now)) { With = [rows, .. files.Select(f => (Action<WriteBatch>)(batch => Write(batch, f)))] }, token);
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

    private async Task<IReadOnlyList<StoredFile>> Files(Guid id, PersonKey key, DateTimeOffset now, CancellationToken cancel)
    {
        var files = new List<StoredFile>();
        foreach (var step in stages.Plan.Steps)
        {
            foreach (var (_, file) in step.Files.Concat(step.Signatures))
                files.Add(await pictures.Give(CaseFiles.Of(id, file), id, key, step.Stage.Role == Roles.Surveyor, now, cancel));
        }

        return files;
    }

    private static void Write(WriteBatch batch, StoredFile file) => batch.Insert(
        "stored_files", ("id", file.Id), ("sha256", file.Sha256), ("bytes", file.Bytes), ("media_type", file.MediaType), ("kind", file.Kind), ("uploaded_at", file.UploadedAt), ("case_id", file.CaseId),
        ("person_id", file.PersonId), ("uploader", file.Uploader), ("wrapped_key", file.WrappedKey), ("derived_wrapped_key", file.DerivedWrappedKey), ("derived_bytes", file.DerivedBytes),
        ("width", file.Width), ("height", file.Height));
}
