using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Insight;

/// <summary>Something is to be done about a figure of a review.</summary>
public sealed class AddAction(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, Causes causes, TimeProvider time)
{
    /// <summary>What, who sees to it, until when, and the figure that shall move.</summary>
    public sealed record Request(string What, string Owner, DateOnly Until, string Figure);

    /// <summary>Keeps it with the review.</summary>
    public async Task<Result<ActionView>> Do(string week, Request request, StaffMember me, KeyedRequest? once, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<WeeklyReview>().AsNoTracking().FirstOrDefaultAsync(r => r.Week == week, cancel) is not { } review)
            return InsightErrors.ReviewUnknown;
        var (company, figures, now) = (await directory.Get(cancel), review.Read(), time.GetUtcNow());
        var today = DateOnly.FromDateTime(Show.Local(now).DateTime);
        var faults = new Undertaking(request.What, request.Owner, request.Until).Faults(company, today).ToList();
        if (figures.Rate(request.Figure) is null && figures.Bottlenecks.All(b => b.Figure != request.Figure))
            faults.Add(InsightErrors.FigureUnknown);
        if (faults.Count > 0)
            return InsightErrors.Invalid(faults);
        var action = new ReviewAction
        {
            Id = Guid.CreateVersion7(now), Week = week, What = request.What.Trim(), Owner = request.Owner, Until = request.Until, Figure = request.Figure,
            CreatedAt = now, CreatedBy = me.Id,
        };
        context.Add(action);
        Idempotency.Done(context, once, now);
        await context.SaveChangesAsync(cancel);
        return ShowReview.View(action, figures, new ReviewNames(processes, company, await causes.List(cancel)));
    }
}
