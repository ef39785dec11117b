using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>Closes a round: from then on it is a record. What was not decided comes first in the next.</summary>
public sealed class CloseRound(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>Which round was closed.</summary>
    public sealed record Response(DateTimeOffset Hour);

    /// <summary>Closes it. Errors: <c>round.unknown</c>, <c>round.closed</c>.</summary>
    public async Task<Result<Response>> Do(DateTimeOffset hour, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (rounds, now, who) = (context.Set<DispatchRound>(), time.GetUtcNow(), by.Id);
        if (await rounds.Where(r => r.Hour == hour && r.ClosedAt == null)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.ClosedAt, now).SetProperty(x => x.ClosedBy, who), cancel) == 1)
        {
            return new Response(hour);
        }

        return await rounds.AnyAsync(r => r.Hour == hour, cancel) ? CoordinationErrors.RoundClosed : CoordinationErrors.RoundUnknown;
    }
}
