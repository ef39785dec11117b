using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Compares what stands beside a case with what its state alone would give.</summary>
public static class Projections
{
    /// <summary>Work items and clocks are those of the state; replaying the facts gives the state; versions have no gap.</summary>
    public static async Task AreFresh(TongdianServer server, string number)
    {
        var state = await server.Load(number);
        var process = server.Services.GetRequiredService<ProcessCatalog>().Get(state.Process);
        var clocks = new CaseClocks(state, process, server.Services.GetRequiredService<CalendarCatalog>().Get(state.Calendar), server.Clock.GetUtcNow());
        var id = state.Id.Value;

        var work = await server.Stored(db => db.Set<WorkItem>().AsNoTracking().Where(w => w.CaseId == id).ToListAsync());
        Assert.Equal(
            process.Stages.Where(s => state.Stage(s.Id).Status.IsOpen()).Select(s => (
                s.Id, s.Role, s.Department, state.Stage(s.Id).Assignee, state.Stage(s.Id).Status, state.Stage(s.Id).Pauses.Length > 0, -process.Priority,
                Millis(clocks.Stage(s)?.DueAt ?? new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero)))).Order(),
            work.Select(w => (w.Stage, w.Role, w.Department, w.Assignee, w.Status, w.Paused, w.Rank, Millis(w.DueAt))).Order());

        var kept = await server.Stored(db => db.Set<ClockRow>().AsNoTracking().Where(c => c.CaseId == id).ToListAsync());
        var stages = process.Stages.Select(s => (s.Id, At: state.Stage(s.Id), Reading: clocks.Stage(s))).Where(s => s.Reading is not null)
            .Select(s => ($"stage:{s.Id}", s.At.Occurrence, Millis(s.Reading!.DueAt), s.At.Status.IsOpen() ? Millis(s.Reading.DueAt) : null));
        var promises = clocks.Promises.Select(p => (
            $"promise:{p.Definition.Id}", 1, Millis(p.Reading.DueAt), state.Status.IsRunning() && !p.Reading.Finished ? Millis(p.Reading.DueAt) : null));
        Assert.Equal(
            stages.Concat(promises).Order(),
            kept.Select(c => (c.LimitId, c.Occurrence, Millis(c.DueAt), Millis(c.NextAt))).Order());

        var facts = await server.Stored(db => db.Set<CaseEventRow>().AsNoTracking().Where(e => e.CaseId == id)
            .OrderBy(e => e.Version).ThenBy(e => e.Ordinal).ToListAsync());
        var commits = facts.GroupBy(f => f.Version).Select(g => (Version: g.Key, Facts: g.Select(f => CaseStore.Fact(f.Payload)).ToList())).ToList();
        Assert.Equal(Enumerable.Range(1, state.Version), commits.Select(c => c.Version));
        var replayed = commits.Skip(1).Aggregate(Case.Begin(commits[0].Facts) with { Version = 1 }, (at, commit) => at.Commit(commit.Facts));
        Assert.Equal(CaseStore.Text(state), CaseStore.Text(replayed));
    }

    /// <summary>The counters, folded, are the real numbers of cases.</summary>
    public static async Task CountersAreRight(TongdianServer server)
    {
        var deltas = await server.Stored(db => db.Set<CounterDelta>().AsNoTracking().ToListAsync());
        var cases = await server.Stored(db => db.Set<CaseRow>().AsNoTracking().Select(c => new { c.Process, c.Status }).ToListAsync());
        Assert.Equal(
            cases.GroupBy(c => $"cases:{c.Process}:{c.Status}").Select(g => (g.Key, (long)g.Count())).Order(),
            deltas.GroupBy(d => d.Counter).Select(g => (g.Key, g.Sum(d => d.Delta))).Where(c => c.Item2 != 0).Order());
    }

    // PostgreSQL keeps microseconds.
    private static long? Millis(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();
}
