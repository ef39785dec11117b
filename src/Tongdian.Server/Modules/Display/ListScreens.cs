using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Display;

/// <summary>The screens of all halls, those in use first. What opens them is in no list.</summary>
public sealed class ListScreens(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    /// <summary>One screen; names of colleagues as they are called now.</summary>
    public sealed record Item(
        Guid Id, string Office, string Name, DateTimeOffset MadeAt, string MadeBy, DateTimeOffset? OpenedAt, DateTimeOffset? RevokedAt, string? RevokedBy);

    public async Task<IReadOnlyList<Item>> Read(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<HallScreen>().AsNoTracking().OrderBy(s => s.Office).ThenBy(s => s.MadeAt).ThenBy(s => s.Id).ToListAsync(cancel);
        var staff = (await directory.Get(cancel)).Staff;
        return
        [
            .. rows.OrderBy(s => s.RevokedAt is not null).Select(s => new Item(s.Id, s.Office, s.Name, s.MadeAt, Name(s.MadeBy)!, s.OpenedAt, s.RevokedAt, Name(s.RevokedBy))),
        ];

        string? Name(string? id) => id is null ? null : staff.GetValueOrDefault(id)?.Name ?? id;
    }
}
