using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>How large photographs are as they came: marks on them are in their pixels.</summary>
internal sealed class PhotoSizes(IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>The longer side of each, in pixels; 0 where it is not known.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Of(IReadOnlyCollection<Guid> files, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<StoredFile>().AsNoTracking().Where(f => files.Contains(f.Id))
            .ToDictionaryAsync(f => f.Id, f => Math.Max(f.Width ?? 0, f.Height ?? 0), cancel);
    }
}
