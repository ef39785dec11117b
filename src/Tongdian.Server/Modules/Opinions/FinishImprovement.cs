using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>An improvement is done: once, by whoever says so first. From the next week on it shows what came of it.</summary>
public sealed class FinishImprovement(IDbContextFactory<TongdianContext> contexts, ShowTopics topics, TimeProvider time)
{
    /// <summary>Keeps who said so and when.</summary>
    public async Task<Result<ShowTopics.Whole>> Do(Guid topic, Guid id, StaffMember me, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        DateTimeOffset? now = time.GetUtcNow();
        var done = await context.Set<Improvement>().Where(i => i.Id == id && i.TopicId == topic && i.DoneAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.DoneAt, now).SetProperty(x => x.DoneBy, me.Id), cancel);
        if (done == 0)
            return await context.Set<Improvement>().AnyAsync(i => i.Id == id && i.TopicId == topic, cancel) ? OpinionErrors.ImprovementDone : OpinionErrors.ImprovementUnknown;
        return await topics.One(topic, me, cancel);
    }
}
