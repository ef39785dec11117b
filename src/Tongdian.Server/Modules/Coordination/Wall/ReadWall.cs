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
    private const int Most = 180;

    private enum Column
    {
        Near,
        Late,
        Stalled,
        Out,
    }

    private sealed record Group(string Process, string Region, Column Column, int Stages);

    public async Task<WallPicture> Now(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var work = context.Set<WorkItem>().AsNoTracking();
        // A clock that runs: near, or past its end. One that stands still, and was missed before.
        var running = work.Where(w => w.NearAt != null && w.NearAt <= now && w.BreachedAt == null);
        var missed = work.Where(w => w.BreachedAt != null);
        var stalled = work.Where(w => w.StallAt != null && w.StallAt <= now);
        // One question for all the figures and one for the list.
        var figures = await running.Where(w => !w.Paused || w.DueAt <= now).Select(w => new { w.Process, w.Region, Column = w.DueAt <= now ? Column.Late : Column.Near })
            .Concat(missed.Select(w => new { w.Process, w.Region, Column = Column.Late }))
            .Concat(stalled.Select(w => new { w.Process, w.Region, Column = Column.Stalled }))
            .Concat(ListWork.Marked(work, WorkMark.Out, now).Select(w => new { w.Process, w.Region, Column = Column.Out }))
            .GroupBy(w => new { w.Process, w.Region, w.Column }).Select(g => new Group(g.Key.Process, g.Key.Region, g.Key.Column, g.Count())).ToListAsync(cancel);
        // None is in two of these.
        var worst = await stalled
            .Concat(missed.Where(w => w.StallAt == null || w.StallAt > now))
            .Concat(running.Where(w => w.DueAt <= now && (w.StallAt == null || w.StallAt > now)))
            .OrderBy(w => w.Rank).ThenBy(w => w.StallAt <= now ? w.StallAt : w.BreachedAt ?? w.DueAt).ThenBy(w => w.CaseId).Take(Most).ToListAsync(cancel);

        var places = figures.Select(g => (g.Process, g.Region)).Distinct().Order().Select(p => new WallFigure(
            p.Process, p.Region, Sum(Column.Near, p), Sum(Column.Late, p), Sum(Column.Stalled, p), Sum(Column.Out, p)));
        return new WallPicture(now, await counts.Read(cancel), [.. places], [.. worst.Select(View)]);

        int Sum(Column trouble, (string Process, string Region) place) =>
            figures.Where(g => g.Column == trouble && (g.Process, g.Region) == place).Sum(g => g.Stages);

        DateTimeOffset Since(WorkItem item) => item.StallAt <= now ? item.StallAt.Value : item.BreachedAt ?? item.DueAt;

        WallCase View(WorkItem item) => new(
            item.Number, item.Process, item.Stage, item.Region, item.Assignee, ListWork.StateOf(item, now), Since(item), item.StallAt <= now);
    }
}
