using System.Security.Cryptography;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>
/// A survey is done: its report is written and kept. The same survey makes the same bytes, which are kept once under their hash; the key of the row lets
/// only one report stand for each time.
/// </summary>
internal sealed class OnSurveyDone(
    CaseStore store, ProcessCatalog processes, FindReports reports, ComposeReport compose, CaseParties parties, StageFiles files, ContractFiles kept)
{
    /// <summary>What the outbox calls this.</summary>
    public const string Consumer = "survey-reports";

    /// <summary>Kind of the file that a case keeps.</summary>
    public const string Kind = "survey-report";

    // A report takes all of one core for its time, and tens of megabytes. Half of the cores stay for those who wait for an answer.
    private static readonly SemaphoreSlim Presses = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async Task<Action<WriteBatch>> React(OutboxWork work, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(work.CaseId), cancel) ?? throw new InvalidOperationException($"There is no case {work.CaseId}");
        var process = processes.Get(state.Process);
        var rows = new List<Action<WriteBatch>>();
        foreach (var version in work.Versions)
        {
            foreach (var done in (await store.Events(state.Id, version - 1, 1, cancel)).Select(e => CaseStore.Fact(e.Payload).Event).OfType<StageCompleted>())
            {
                if (process.Stage(done.Stage) is { Role: Roles.Surveyor } && await reports.Done(state, done.Stage, version, cancel) is { } source)
                    rows.AddRange(await Keep(state, source, work.Now, cancel));
            }
        }

        return batch => rows.ForEach(row => row(batch));
    }

    private async Task<IEnumerable<Action<WriteBatch>>> Keep(Case state, ReportSource source, DateTimeOffset now, CancellationToken cancel)
    {
        // Who was erased has no report any more.
        if (await parties.Key(state, cancel) is not { } key || (await reports.Kept(state, source.Stage.Id, cancel))?.Occurrence >= source.Occurrence)
            return [];
        var pdf = await Print(source, cancel);
        var hash = Convert.ToHexStringLower(SHA256.HashData(pdf));
        var file = Or(await kept.Keep(pdf, StoredFile.Anonymous, cancel, $"{Kind} {state.Id} {source.Stage.Id} {source.Occurrence} {hash}"));
        var taken = Or(await files.Take(state.Id, key, [new HandIn.FileRef(Kind, file.Id)], [], now, cancel));
        return
        [
            .. taken.Rows,
            batch => batch.InsertOnce(
                "survey_reports", 3, ("case_id", state.Id.Value), ("stage", source.Stage.Id), ("occurrence", source.Occurrence), ("file_id", file.Id), ("sha256", hash), ("at", now)),
            batch => EvidenceSource.Owe(batch, RecordReports.Kind, state.Id.Value, RecordReports.Part(source.Stage.Id, source.Occurrence), now),
        ];
    }

    private async Task<byte[]> Print(ReportSource source, CancellationToken cancel)
    {
        await Presses.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => compose.Print(source, cancel), cancel);
        }
        finally
        {
            Presses.Release();
        }
    }

    private static T Or<T>(Domain.Result<T> result)
        where T : class => result.Failed(out var error, out var value) ? throw new InvalidOperationException($"The report of a survey could not be kept: {error.Code}") : value;
}
