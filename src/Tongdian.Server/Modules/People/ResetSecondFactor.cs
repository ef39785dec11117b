using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>Somebody lost their telephone and the recovery codes: the second factor is taken away, and they set up another. Open sessions end.</summary>
public sealed class ResetSecondFactor(ColleagueDesk desk, IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    public async Task<Result<ListColleagues.Item>> Do(Guid id, StaffMember by, CancellationToken cancel)
    {
        var changed = await desk.Change(
            id, null, by, Acts.SecondFactorReset,
            user =>
            {
                (user.TwoFactorEnabled, user.SecurityStamp) = (false, ColleagueDesk.NewStamp());
                return [];
            },
            cancel);
        if (changed.Failed(out var refused, out var user))
            return refused;
        // Key and codes are of no use to anybody any more.
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == id).ExecuteDeleteAsync(cancel);
        return ListColleagues.Item.Of(user, await directory.Get(cancel));
    }
}
