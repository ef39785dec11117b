using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The rows that stand beside a case: work items, clocks, counters. Only what a change touched is written.</summary>
public sealed class CaseProjection(ProcessCatalog processes, CalendarCatalog calendars)
{
    private static readonly DateTimeOffset NotRunning = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal void Write(WriteBatch batch, CaseChange change, DateTimeOffset now)
    {
        var state = change.After;
        var process = processes.Get(state.Process);
        var clocks = new CaseClocks(state, process, calendars.Get(state.Calendar), now);
        var before = change.Before;
        var old = before is null ? process : processes.Get(before.Process);
        foreach (var stage in process.Stages)
        {
            // Another process may give a stage that stands another limit.
            if (old != process || before?.Stages.GetValueOrDefault(stage.Id) != state.Stages.GetValueOrDefault(stage.Id))
                WriteStage(batch, state, process, stage, clocks, moved: old != process);
        }

        foreach (var stage in old.Stages.Where(s => process.Stage(s.Id) is null))
            Remove(batch, state, stage);
        foreach (var promise in before is null ? [] : CaseClocks.Applying(before, old).Where(was => clocks.Promises.All(p => p.Definition.Id != was.Id)))
            RemoveClock(batch, state, $"promise:{promise.Id}");
        foreach (var promise in clocks.Promises)
        {
            var (due, running) = (promise.Reading.DueAt, promise.Reading.Finished ? null : promise.Reading.DueAt);
            WriteClock(batch, state, $"promise:{promise.Definition.Id}", 1, due, state.Status.IsRunning() ? running : null);
        }

        Count(batch, change);
    }

    private static void WriteStage(WriteBatch batch, Case state, ProcessDefinition process, StageDefinition stage, CaseClocks clocks, bool moved)
    {
        var at = state.Stage(stage.Id);
        var reading = clocks.Stage(stage);
        if (at.Status.IsOpen())
        {
            batch.Upsert(
                "work_items", 2, ("case_id", state.Id.Value), ("stage", stage.Id), ("number", state.Number.Value), ("process", state.Process.Id),
                ("role", stage.Role), ("department", stage.Department), ("region", state.Facts.Region), ("assignee", at.Assignee),
                ("status", at.Status), ("paused", at.Pauses.Length > 0), ("rank", -process.Priority),
                ("due_at", reading?.DueAt ?? NotRunning), ("entered_at", at.EnteredAt));
        }
        else
        {
            batch.Add("DELETE FROM work_items WHERE case_id = $1 AND stage = $2", state.Id.Value, stage.Id);
        }

        if (reading is not null)
            WriteClock(batch, state, $"stage:{stage.Id}", at.Occurrence, reading.DueAt, at.Status.IsOpen() ? reading.DueAt : null);
        else if (moved)
            RemoveClock(batch, state, $"stage:{stage.Id}");
    }

    private static void Remove(WriteBatch batch, Case state, StageDefinition stage)
    {
        batch.Add("DELETE FROM work_items WHERE case_id = $1 AND stage = $2", state.Id.Value, stage.Id);
        RemoveClock(batch, state, $"stage:{stage.Id}");
    }

    private static void RemoveClock(WriteBatch batch, Case state, string limit) =>
        batch.Add("DELETE FROM case_clocks WHERE case_id = $1 AND limit_id = $2", state.Id.Value, limit);

    private static void WriteClock(WriteBatch batch, Case state, string limit, int occurrence, DateTimeOffset? due, DateTimeOffset? next) =>
        batch.Upsert(
            "case_clocks", 2, ("case_id", state.Id.Value), ("limit_id", limit), ("occurrence", occurrence), ("due_at", due), ("next_at", next));

    private static void Count(WriteBatch batch, CaseChange change)
    {
        var (before, after) = (change.Before, change.After);
        if (before is not null && (before.Status, before.Process.Id) == (after.Status, after.Process.Id))
            return;
        if (before is not null)
            Delta(batch, $"cases:{before.Process.Id}:{before.Status}", -1);
        Delta(batch, $"cases:{after.Process.Id}:{after.Status}", 1);
    }

    private static void Delta(WriteBatch batch, string key, long delta) =>
        batch.Insert("counter_deltas", ("counter", key), ("delta", delta));
}
