using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination.Wall;

/// <summary>
/// Looks at what wants attention now. Every question goes by an index that holds only that, so the cost follows the trouble there is, not the
/// cases that are open; those are counted by counters.
/// </summary>
public sealed class ReadWall(IDbContextFactory<TongdianContext> contexts, CountCases counts, TimeProvider time)
{
    private const int Most = 60;

    private sealed record Group(string Process, string Region, bool Late, int Stages);

    public async Task<WallPicture> Now(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var work = context.Set<WorkItem>().AsNoTracking();
        // A clock that runs: near, or past its end. One that stands still, and was missed before.
        var running = work.Where(w => w.NearAt != null && w.NearAt <= now && w.BreachedAt == null);
        var missed = work.Where(w => w.BreachedAt != null);
        var stalled = work.Where(w => w.StallAt != null && w.StallAt <= now);
        var standing = await running.Where(w => !w.Paused || w.DueAt <= now).GroupBy(w => new { w.Process, w.Region, Late = w.DueAt <= now })
            .Select(g => new Group(g.Key.Process, g.Key.Region, g.Key.Late, g.Count())).ToListAsync(cancel);
        standing.AddRange(await missed.GroupBy(w => new { w.Process, w.Region }).Select(g => new Group(g.Key.Process, g.Key.Region, true, g.Count())).ToListAsync(cancel));
        var idle = await stalled.GroupBy(w => new { w.Process, w.Region }).Select(g => new Group(g.Key.Process, g.Key.Region, false, g.Count())).ToListAsync(cancel);
        var outside = await ListWork.Marked(work, WorkMark.Out, now).GroupBy(w => new { w.Process, w.Region })
            .Select(g => new Group(g.Key.Process, g.Key.Region, false, g.Count())).ToListAsync(cancel);
        var worst = await stalled.OrderBy(w => w.Rank).ThenBy(w => w.StallAt).ThenBy(w => w.CaseId).Take(Most).ToListAsync(cancel);
        worst.AddRange(await missed.OrderBy(w => w.Rank).ThenBy(w => w.BreachedAt).ThenBy(w => w.CaseId).Take(Most).ToListAsync(cancel));
        worst.AddRange(await running.Where(w => w.DueAt <= now).OrderBy(w => w.Rank).ThenBy(w => w.DueAt).ThenBy(w => w.CaseId).Take(Most).ToListAsync(cancel));

        var places = standing.Concat(idle).Concat(outside).Select(g => (g.Process, g.Region)).Distinct().Order().Select(p => new WallFigure(
            p.Process, p.Region, Sum(standing.Where(g => !g.Late), p), Sum(standing.Where(g => g.Late), p), Sum(idle, p), Sum(outside, p)));
        return new WallPicture(now, await counts.Read(cancel), [.. places], [.. worst.DistinctBy(w => (w.CaseId, w.Stage)).OrderBy(w => w.Rank).ThenBy(Since).Select(View)]);

        static int Sum(IEnumerable<Group> groups, (string Process, string Region) place) =>
            groups.Where(g => (g.Process, g.Region) == place).Sum(g => g.Stages);

        DateTimeOffset Since(WorkItem item) => item.StallAt <= now ? item.StallAt.Value : item.BreachedAt ?? item.DueAt;

        WallCase View(WorkItem item) => new(
            item.Number, item.Process, item.Stage, item.Region, item.Assignee, ListWork.StateOf(item, now), Since(item), item.StallAt <= now);
    }
}
