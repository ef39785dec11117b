using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>Something is to be done about a topic: what, by whom, until when.</summary>
public sealed class AddImprovement(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ShowTopics topics, TimeProvider time)
{
    /// <summary>Keeps it with the topic.</summary>
    public async Task<Result<ShowTopics.Whole>> Do(Guid topic, Undertaking request, StaffMember me, KeyedRequest? once, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(Show.Local(now).DateTime);
        var faults = request.Faults(await directory.Get(cancel), today).ToList();
        if (faults.Count > 0)
            return OpinionErrors.Invalid(faults);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (!await context.Set<OpinionTopic>().AnyAsync(t => t.Id == topic, cancel))
            return OpinionErrors.TopicUnknown;
        context.Add(new Improvement
        {
            Id = Guid.CreateVersion7(now), TopicId = topic, What = request.What.Trim(), Owner = request.Owner, Until = request.Until, CreatedAt = now, CreatedBy = me.Id,
        });
        Idempotency.Done(context, once, now);
        await context.SaveChangesAsync(cancel);
        return await topics.One(topic, me, cancel);
    }
}
