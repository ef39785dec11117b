using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>
/// How often a password or a code may be wrong: ten times, then nothing is compared for five minutes. A try is taken before anything is compared, in one statement, so that of
/// any number at the same instant no more than ten are. The framework's own count is written with the row's version: of many at once one counts.
/// </summary>
public sealed class SignInTries(TongdianContext context, TimeProvider time)
{
    private const int Most = 10;

    private static readonly TimeSpan Closed = TimeSpan.FromMinutes(5);

    /// <summary>Takes one.</summary>
    /// <returns>False when there is none left for now.</returns>
    public async Task<bool> Take(StaffUser user)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + Closed;
        // What is left of a lock that is over is no failure any more.
        var taken = await Of(user).Where(u => u.LockoutEnd == null || u.LockoutEnd <= now).ExecuteUpdateAsync(u => u
            .SetProperty(x => x.AccessFailedCount, x => x.LockoutEnd == null ? x.AccessFailedCount + 1 : 1)
            .SetProperty(x => x.LockoutEnd, x => x.LockoutEnd == null && x.AccessFailedCount + 1 >= Most ? until : null));
        await Read(user);
        return taken == 1;
    }

    /// <summary>Gives back the one that was taken last: nothing was wrong, and something else is still to be compared.</summary>
    public async Task GiveBack(StaffUser user)
    {
        await Of(user).Where(u => u.AccessFailedCount > 0).ExecuteUpdateAsync(u => u
            .SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount - 1).SetProperty(x => x.LockoutEnd, (DateTimeOffset?)null));
        await Read(user);
    }

    /// <summary>Everything was right: all ten are there again.</summary>
    public async Task BeginAnew(StaffUser user)
    {
        await Of(user).ExecuteUpdateAsync(u => u.SetProperty(x => x.AccessFailedCount, 0).SetProperty(x => x.LockoutEnd, (DateTimeOffset?)null));
        await Read(user);
    }

    private IQueryable<StaffUser> Of(StaffUser user) => context.Users.Where(u => u.Id == user.Id);

    // A colleague is written as a whole: with an older count, whatever is written next would bring that back.
    private Task Read(StaffUser user) => context.Entry(user).ReloadAsync();
}
