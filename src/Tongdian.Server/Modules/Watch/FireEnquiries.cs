using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Watch;

/// <summary>
/// Takes the enquiries of which a limit comes near or has passed, the oldest first, and writes their alerts. An alert and the next instant of its enquiry
/// are one commit, and both hold for the version that was read only. There are few enquiries: every server looks, and who comes second finds nothing to do.
/// </summary>
public sealed class FireEnquiries(Database database, IDbContextFactory<TongdianContext> contexts, EnquiryStore store, TimeProvider time)
{
    /// <summary>So many are taken at once.</summary>
    public const int AtOnce = 500;

    private sealed record Due(Guid Id, int Version, DateTimeOffset? NextAt, string State);

    /// <summary>Takes what is due now.</summary>
    /// <returns>How many enquiries were taken; <see cref="AtOnce"/> when there may be more.</returns>
    public async Task<int> Do(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var due = await context.Set<EnquiryRow>().AsNoTracking().Where(e => e.NextAt != null && e.NextAt <= now)
            .OrderBy(e => e.NextAt).ThenBy(e => e.Id).Take(AtOnce).Select(e => new Due(e.Id, e.Version, e.NextAt, e.State)).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        var batch = new WriteBatch();
        foreach (var one in due)
        {
            var state = EnquiryStore.Read(one.State);
            var clocks = new EnquiryClocks(state, store.Calendar, now);
            batch.Add(
                "UPDATE enquiries SET next_at = $1 WHERE id = $2 AND version = $3 AND next_at = $4", clocks.NextAfter(now), one.Id, one.Version, one.NextAt);
            foreach (var alert in EnquiryAlerts.Of(state, clocks, now))
                EnquiryAlerts.Write(batch, alert, one.Version);
        }

        await database.Commit(batch, cancel);
        return due.Count;
    }
}
