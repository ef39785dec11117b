using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Display;

/// <summary>A screen that is gone, or whose token somebody has: it shows nothing more, at once. There is no way back but a new token.</summary>
public sealed class RevokeScreen(IDbContextFactory<TongdianContext> contexts, ListScreens list, TimeProvider time)
{
    public async Task<Result<ListScreens.Item>> Do(Guid id, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (await context.Set<HallScreen>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel) is not { } screen)
            return DisplayErrors.ScreenUnknown;
        var now = time.GetUtcNow();
        // A second press changes nothing and is not told again.
        if (await context.Set<HallScreen>().Where(s => s.Id == id && s.RevokedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, now).SetProperty(x => x.RevokedBy, by.Id), cancel) == 1)
        {
            context.Add(AdministrationEntry.Of(by, now, Acts.ScreenRevoked, screen.Name, new Change("office", screen.Office, null)));
            await context.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return (await list.Read(cancel)).First(s => s.Id == id);
    }
}
