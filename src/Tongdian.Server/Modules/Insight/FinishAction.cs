using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Insight;

/// <summary>An action is done: once, by whoever says so first.</summary>
public sealed class FinishAction(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, Causes causes, TimeProvider time)
{
    /// <summary>Keeps who said so and when.</summary>
    public async Task<Result<ActionView>> Do(string week, Guid id, StaffMember me, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        DateTimeOffset? now = time.GetUtcNow();
        var done = await context.Set<ReviewAction>().Where(a => a.Id == id && a.Week == week && a.DoneAt == null)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.DoneAt, now).SetProperty(x => x.DoneBy, me.Id), cancel);
        if (await context.Set<ReviewAction>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.Week == week, cancel) is not { } action)
            return InsightErrors.ActionUnknown;
        if (done == 0)
            return InsightErrors.ActionDone;
        var review = await context.Set<WeeklyReview>().AsNoTracking().FirstAsync(r => r.Week == week, cancel);
        return ShowReview.View(action, review.Read(), new ReviewNames(processes, await directory.Get(cancel), await causes.List(cancel)));
    }
}
