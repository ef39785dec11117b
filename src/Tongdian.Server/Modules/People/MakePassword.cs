using Microsoft.AspNetCore.Identity;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>Somebody forgot their password: a new one, shown once. Open sessions end, and a lock after wrong passwords is lifted.</summary>
public sealed class MakePassword(ColleagueDesk desk)
{
    private static readonly PasswordHasher<StaffUser> Hasher = new();

    /// <summary>The password, shown this once.</summary>
    public sealed record Response(string Password);

    public async Task<Result<Response>> Do(Guid id, StaffMember by, CancellationToken cancel)
    {
        var password = ColleagueDesk.NewPassword();
        var changed = await desk.Change(
            id, null, by, Acts.PasswordMade,
            user =>
            {
                user.PasswordHash = Hasher.HashPassword(user, password);
                (user.SecurityStamp, user.MustChangePassword, user.LockoutEnd, user.AccessFailedCount) = (ColleagueDesk.NewStamp(), true, null, 0);
                return [];
            },
            cancel);
        return changed.Failed(out var refused, out _) ? refused : new Response(password);
    }
}
