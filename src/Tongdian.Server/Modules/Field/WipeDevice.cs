using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>A device that is lost forgets everything when it next comes, and opens no session from now on. There is no way back but to sign in on it anew.</summary>
public sealed class WipeDevice(IDbContextFactory<TongdianContext> contexts, ListDevices list, TimeProvider time)
{
    public async Task<Result<ListDevices.Item>> Do(Guid id, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (await context.Set<FieldDevice>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } device)
            return FieldErrors.NoSuchDevice;
        var now = time.GetUtcNow();
        // A second press changes nothing and is not told again.
        if (await context.Set<FieldDevice>().Where(d => d.Id == id && d.WipeAt == null)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.WipeAt, now).SetProperty(x => x.WipeBy, by.Id), cancel) == 1)
        {
            context.Add(AdministrationEntry.Of(by, now, Acts.DeviceWiped, device.Name, new Change("staff", device.Staff, null)));
            await context.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return (await list.Read(cancel)).First(d => d.Id == id);
    }
}
