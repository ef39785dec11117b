using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The rows that stand beside a case: work items, clocks, counters. Only what a change touched is written.</summary>
public sealed class CaseProjection(ProcessCatalog processes, CalendarCatalog calendars)
{
    internal void Write(WriteBatch batch, CaseChange change, DateTimeOffset now)
    {
        var state = change.After;
        var process = processes.Get(state.Process);
        var clocks = new CaseClocks(state, process, calendars.Get(state.Calendar), now);
        var before = change.Before;
        var old = before is null ? process : processes.Get(before.Process);
        // Another process may give a stage that stands another limit.
        var touched = process.Stages
            .Where(s => old != process || before?.Stages.GetValueOrDefault(s.Id) != state.Stages.GetValueOrDefault(s.Id))
            .Select(s => (Stage: s, Reading: clocks.Stage(s))).ToList();
        // Row by row of one table: consecutive rows make one statement.
        foreach (var (stage, reading) in touched)
            WriteWork(batch, state, process, stage, reading, clocks.NearAt(stage));
        foreach (var (stage, reading) in touched)
            WriteStageClock(batch, state, stage, reading, moved: old != process);
        foreach (var stage in old.Stages.Where(s => process.Stage(s.Id) is null))
            Remove(batch, state, stage);
        WritePromises(batch, before, old, state, clocks, now);
        Count(batch, change);
    }

    private void WritePromises(WriteBatch batch, Case? before, ProcessDefinition old, Case state, CaseClocks clocks, DateTimeOffset now)
    {
        // What the promises said before this change is what their rows say.
        var said = before is null ? [] : PromiseClocks(before, new CaseClocks(before, old, calendars.Get(before.Calendar), now)).ToList();
        foreach (var (limit, _, _) in said.Where(was => clocks.Promises.All(p => $"promise:{p.Definition.Id}" != was.Limit)))
            RemoveClock(batch, state, limit);
        foreach (var (limit, due, next) in PromiseClocks(state, clocks).Where(c => !said.Contains(c)))
            WriteClock(batch, state, limit, 1, due, next);
    }

    private static IEnumerable<(string Limit, DateTimeOffset? Due, DateTimeOffset? Next)> PromiseClocks(Case state, CaseClocks clocks) =>
        clocks.Promises.Select(p => (
            $"promise:{p.Definition.Id}", p.Reading.DueAt, state.Status.IsRunning() && !p.Reading.Finished ? p.Reading.DueAt : null));

    private static void WriteWork(WriteBatch batch, Case state, ProcessDefinition process, StageDefinition stage, ClockReading? reading, DateTimeOffset? nearAt)
    {
        var at = state.Stage(stage.Id);
        if (at.Status.IsOpen())
        {
            batch.Upsert(
                "work_items", 2, ("case_id", state.Id.Value), ("stage", stage.Id), ("number", state.Number.Value), ("process", state.Process.Id),
                ("role", stage.Role), ("department", stage.Department), ("region", state.Facts.Region), ("assignee", at.Assignee),
                ("status", at.Status), ("paused", at.Pauses.Length > 0), ("rank", -process.Priority),
                ("due_at", reading?.DueAt ?? WorkItem.NotRunning), ("entered_at", at.EnteredAt),
                ("near_at", nearAt), ("breached_at", reading?.BreachedAt), ("whose", at.Now?.Owner ?? at.Owner));
        }
        else
        {
            batch.Add("DELETE FROM work_items WHERE case_id = $1 AND stage = $2", state.Id.Value, stage.Id);
        }
    }

    private static void WriteStageClock(WriteBatch batch, Case state, StageDefinition stage, ClockReading? reading, bool moved)
    {
        var at = state.Stage(stage.Id);
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
