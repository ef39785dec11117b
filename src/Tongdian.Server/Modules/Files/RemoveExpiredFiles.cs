using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Files;

/// <summary>Removes what no case has taken in time. Each upload does a little of it, so no schedule is needed.</summary>
public sealed class RemoveExpiredFiles(TongdianContext db, IFileStore store, FileSettings settings, TimeProvider time)
{
    private const int AtOnce = 20;

    // A case that took a file in its last moment may still be committing.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public async Task Sweep(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - Grace;
        var expired = await db.Set<StoredFile>().AsNoTracking()
            .Where(f => f.ExpiresAt < before && f.CaseId == null)
            .OrderBy(f => f.ExpiresAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        foreach (var file in expired)
        {
            // Content first: a row without content is removed next time, content without a row never.
            await store.Delete(file.Original, cancellation);
            await store.Delete(file.View, cancellation);
            await db.Set<StoredFile>().Where(f => f.Id == file.Id && f.CaseId == null).ExecuteDeleteAsync(cancellation);
        }
        RemoveLeftovers(before - settings.Quarantine);
    }

    // What a process left on its way in when it died.
    private void RemoveLeftovers(DateTimeOffset before)
    {
        if (!Directory.Exists(settings.Incoming))
            return;
        foreach (var path in Directory.EnumerateFiles(settings.Incoming).Where(p => File.GetLastWriteTimeUtc(p) < before.UtcDateTime).Take(AtOnce))
            File.Delete(path);
    }
}
