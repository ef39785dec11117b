using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Calls;

/// <summary>Somebody tried to reach the customer. Who was not reached is tried again; who cannot be reached at all is said to be so.</summary>
public sealed class TryCall(ListCalls calls, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>How many tries it takes before somebody can be said to be unreachable.</summary>
    public const int LeastTries = 3;

    /// <summary>How the try ended: reached and told; or not; or (after <see cref="LeastTries"/>) given up.</summary>
    /// <param name="Outcome"><see cref="CallOutcome.Reached"/>, <see cref="CallOutcome.Unreachable"/>, or null: not this time.</param>
    public sealed record Request(CallOutcome? Outcome);

    /// <summary>Keeps it.</summary>
    public async Task<Result<ListCalls.Item>> Do(Guid id, Request request, StaffMember me, KeyedRequest? once, CancellationToken cancel)
    {
        if (request.Outcome is CallOutcome.NotNeeded || (request.Outcome is { } outcome && !Enum.IsDefined(outcome)))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("outcome", "field.option")]);
        if (await calls.Find(id, me, cancel) is not { } call)
            return new Error(ErrorKind.NotFound, "call.not-found");
        if (call.Outcome is not null)
            return new Error(ErrorKind.Conflict, "call.over");
        if (request.Outcome == CallOutcome.Unreachable && call.Tries + 1 < LeastTries)
            return new Error(ErrorKind.Conflict, "call.too-few-tries").With("tries", (LeastTries - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var now = time.GetUtcNow();
        var (doneAt, doneBy) = request.Outcome is null ? ((DateTimeOffset?)null, (string?)null) : (now, me.Id);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var kept = await context.Set<Call>().Where(c => c.Id == id && c.Outcome == null).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Tries, c => c.Tries + 1).SetProperty(c => c.TriedAt, now).SetProperty(c => c.Outcome, request.Outcome)
                .SetProperty(c => c.DoneAt, doneAt).SetProperty(c => c.DoneBy, doneBy),
            cancel);
        if (kept == 0)
            return new Error(ErrorKind.Conflict, "call.over");
        Idempotency.Done(context, once, now);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return (await calls.Find(id, me, CancellationToken.None))!;
    }
}
