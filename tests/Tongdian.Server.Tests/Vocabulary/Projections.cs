using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
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
        var now = server.Clock.GetUtcNow();
        var clocks = new CaseClocks(state, process, server.Services.GetRequiredService<CalendarCatalog>().Get(state.Calendar), now);
        var id = state.Id.Value;

        var work = await server.Stored(db => db.Set<WorkItem>().AsNoTracking().Where(w => w.CaseId == id).ToListAsync());
        Assert.Equal(
            process.Stages.Where(s => state.Stage(s.Id).Status.IsOpen()).Select(s => (
                s.Id, s.Role, s.Department, state.Stage(s.Id).Assignee, state.Stage(s.Id).Status, state.Stage(s.Id).Pauses.Length > 0, -process.Priority,
                Millis(clocks.Stage(s)?.DueAt ?? new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero)))).Order(),
            work.Select(w => (w.Stage, w.Role, w.Department, w.Assignee, w.Status, w.Paused, w.Rank, Millis(w.DueAt))).Order());

        var kept = await server.Stored(db => db.Set<ClockRow>().AsNoTracking().Where(c => c.CaseId == id).ToListAsync());
        var stages = process.Stages.Where(s => clocks.Stage(s) is not null)
            .Select(s => Row($"stage:{s.Id}", state.Stage(s.Id).Occurrence, clocks.Thresholds(s), state.Stage(s.Id).Status.IsOpen(), now));
        var promises = clocks.Promises.Select(p => Row(
            $"promise:{p.Definition.Id}", 1, clocks.Thresholds(p.Definition), state.Status.IsRunning() && !p.Reading.Finished, now));
        Assert.Equal(
            stages.Concat(promises).Order(),
            kept.Where(c => c.LimitId.StartsWith("stage:", StringComparison.Ordinal) || c.LimitId.StartsWith("promise:", StringComparison.Ordinal))
                .Select(c => (c.LimitId, c.Occurrence, Millis(c.NearAt), Millis(c.VeryNearAt), Millis(c.DueAt), Millis(c.NextAt))).Order());
        var idle = process.Stages.Select(s => (s.Id, Stalls: clocks.StallAt(s, []))).Where(s => s.Stalls is not null).Select(s => (s.Id, Millis(s.Stalls))).Order();
        Assert.Equal(idle, kept.Where(c => c.LookFor == Threshold.Stall).Select(c => (c.Stage!, Millis(c.LookAt))).Order());
        Assert.Equal(idle, work.Where(w => w.StallAt is not null).Select(w => (w.Stage, Millis(w.StallAt))).Order());

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

    private static (string, int, long?, long?, long?, long?) Row(string limit, int occurrence, IReadOnlyList<ThresholdInstant> reached, bool open, DateTimeOffset now) => (
        limit, occurrence, Millis(reached.FirstOrDefault(t => t.Threshold == Threshold.Near)?.At), Millis(reached.FirstOrDefault(t => t.Threshold == Threshold.VeryNear)?.At),
        Millis(reached.FirstOrDefault(t => t.Threshold == Threshold.Breach)?.At), open ? Millis(reached.Where(t => t.At > now).Min(t => (DateTimeOffset?)t.At)) : null);

    // PostgreSQL keeps microseconds.
    private static long? Millis(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();
}
