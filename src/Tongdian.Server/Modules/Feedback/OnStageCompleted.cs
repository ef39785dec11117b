using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>A stage is done: its customer will be asked what they think of it. One that is done again is not asked for twice.</summary>
internal sealed class OnStageCompleted(CaseStore store, ProcessCatalog processes, FeedbackSettings settings)
{
    /// <summary>What the outbox calls this.</summary>
    public const string Consumer = "feedback";

    public async Task<Action<WriteBatch>> React(OutboxWork work, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(work.CaseId), cancel) ?? throw new InvalidOperationException($"There is no case {work.CaseId}");
        var process = processes.Get(state.Process);
        var done = new List<(string Stage, string? Department, DateTimeOffset At)>();
        foreach (var version in work.Versions)
        {
            foreach (var fact in (await store.Events(state.Id, version - 1, 1, cancel)).Select(e => CaseStore.Fact(e.Payload)))
            {
                if (fact.Event is StageCompleted e && process.Stage(e.Stage) is { Evaluated: true } stage)
                    done.Add((stage.Id, stage.Department, fact.At));
            }
        }

        return batch =>
        {
            foreach (var (stage, department, at) in done)
            {
                batch.InsertOnce(
                    "evaluations", 2, ("case_id", work.CaseId), ("stage", stage), ("number", state.Number.Value), ("process", state.Process.Id), ("region", state.Facts.Region),
                    ("department", department), ("doer", state.Stage(stage).Assignee), ("finished_at", at), ("ask_at", at + settings.AskAfter),
                    ("expires_at", at + settings.AskAfter + settings.Lasts));
            }
        };
    }
}
