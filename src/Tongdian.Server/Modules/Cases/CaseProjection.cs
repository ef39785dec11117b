using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The rows that stand beside a case: work items, clocks, alerts, counters. Only what a change touched is written.</summary>
public sealed class CaseProjection(ProcessCatalog processes, CalendarCatalog calendars)
{
    /// <summary>The clocks of a case as of an instant.</summary>
    internal (ProcessDefinition Process, CaseClocks Clocks, CaseClockRows Rows) Read(Case state, Company company, DateTimeOffset now)
    {
        var process = processes.Get(state.Process);
        var clocks = new CaseClocks(state, process, calendars.Get(state.Calendar), now);
        return (process, clocks, new CaseClockRows(clocks, state, process, company, now));
    }

    /// <summary>The calendar of a case.</summary>
    internal WorkCalendar Calendar(Case state) => calendars.Get(state.Calendar);

    internal void Write(WriteBatch batch, CaseChange change, Company company, DateTimeOffset now)
    {
        var (before, state) = (change.Before, change.After);
        var (process, clocks, rows) = Read(state, company, now);
        var touched = process.Stages.Where(s => before?.Process != state.Process || before.Stages.GetValueOrDefault(s.Id) != state.Stages.GetValueOrDefault(s.Id)).ToList();
        var lines = touched.SelectMany(rows.Of).ToList();
        var promises = rows.OfPromises().ToList();
        // Row by row of one table: consecutive rows make one statement.
        foreach (var stage in touched)
            WriteWork(batch, state, process, stage, clocks, lines);
        if (before is null)
        {
            foreach (var line in lines.Concat(promises))
                rows.Write(batch, line);
            Alert(batch, rows, lines.Concat(promises), DateTimeOffset.MinValue);
        }
        else
        {
            WriteLines(batch, before, state, rows, (lines, promises), company, now);
        }

        Count(batch, change);
    }

    private void WriteLines(
        WriteBatch batch, Case before, Case state, CaseClockRows rows, (List<CaseClockRows.Line> Stages, List<CaseClockRows.Line> Promises) says, Company company,
        DateTimeOffset now)
    {
        var (old, _, was) = Read(before, company, now);
        var other = before.Process != state.Process;
        var said = (Stages: old.Stages.Where(s => other || before.Stage(s.Id).Status.IsOpen()).SelectMany(was.Of).ToList(), Promises: was.OfPromises().ToList());
        // What the promises said before this change is what their rows say.
        foreach (var line in says.Stages.Concat(says.Promises.Where(p => other || !said.Promises.Exists(p.Same))))
            rows.Write(batch, line);
        foreach (var limit in said.Promises.Concat(other ? said.Stages : []).Select(l => l.LimitId).Except(says.Stages.Concat(says.Promises).Select(l => l.LimitId)))
            rows.Remove(batch, limit);
        if (other)
        {
            foreach (var stage in old.Stages.Where(s => processes.Get(state.Process).Stage(s.Id) is null))
                RemoveWork(batch, state, stage);
        }

        // What was reached since the last change, whether or not anybody watched; and what is over at once, because its limit is zero or shorter than before.
        Alert(batch, was, said.Stages.Concat(said.Promises), before.ChangedAt);
        Alert(batch, rows, says.Stages.Concat(says.Promises), other ? DateTimeOffset.MinValue : before.ChangedAt);
    }

    private static void Alert(WriteBatch batch, CaseClockRows rows, IEnumerable<CaseClockRows.Line> lines, DateTimeOffset after)
    {
        foreach (var line in lines.Where(l => l.Watched))
            rows.Alert(batch, line, after);
    }

    private static void WriteWork(
        WriteBatch batch, Case state, ProcessDefinition process, StageDefinition stage, CaseClocks clocks, List<CaseClockRows.Line> lines)
    {
        var at = state.Stage(stage.Id);
        if (!at.Status.IsOpen())
        {
            RemoveWork(batch, state, stage);
            return;
        }

        var reading = clocks.Stage(stage);
        batch.Upsert(
            "work_items", 2, ("case_id", state.Id.Value), ("stage", stage.Id), ("number", state.Number.Value), ("process", state.Process.Id),
            ("role", stage.Role), ("department", stage.Department), ("region", state.Facts.Region), ("assignee", at.Assignee),
            ("status", at.Status), ("paused", at.Pauses.Length > 0), ("rank", -process.Priority),
            ("due_at", reading?.DueAt ?? WorkItem.NotRunning), ("entered_at", at.EnteredAt),
            ("near_at", clocks.NearAt(stage)), ("breached_at", reading?.BreachedAt),
            ("stall_at", lines.Find(l => l.LimitId == CaseClockRows.StallOf(stage))?.At(Threshold.Stall)), ("whose", at.Now?.Owner ?? at.Owner),
            ("awaits_approval", at.Kept?.Any(p => p.Standing == PauseStanding.Awaiting) ?? false));
    }

    private static void RemoveWork(WriteBatch batch, Case state, StageDefinition stage) =>
        batch.Add("DELETE FROM work_items WHERE case_id = $1 AND stage = $2", state.Id.Value, stage.Id);

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
