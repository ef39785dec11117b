using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>Removes drafts that nobody went on with, and the person with each. Whoever begins a draft does a little of it (decision 4).</summary>
public sealed class RemoveExpiredDrafts(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const int AtOnce = 20;

    // Somebody who submitted in its last moment may still be committing.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public async Task Sweep(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Grace;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var expired = await context.Set<Draft>().AsNoTracking().Where(d => d.ExpiresAt < before).OrderBy(d => d.ExpiresAt).Take(AtOnce)
            .Select(d => new { d.Id, d.PersonId, d.CaseId }).ToListAsync(cancel);
        foreach (var draft in expired)
        {
            var gone = await context.Set<Draft>().Where(d => d.Id == draft.Id && d.CaseId == draft.CaseId).ExecuteDeleteAsync(cancel);
            if (gone == 1 && draft.CaseId is null)
                await context.Set<Person>().Where(p => p.Id == draft.PersonId).ExecuteDeleteAsync(cancel);
        }
    }
}
