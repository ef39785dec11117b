using System.Data.Common;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Http;

/// <summary>
/// What would be there twice if it were sent twice, and keeps no answer: often that was a secret, which is told once. With an <c>Idempotency-Key</c> it has its effect once all
/// the same: the use case commits the key with it, and the second time it is said that it was done.
/// </summary>
internal sealed class OncePerKey(Idempotency idempotency) : IEndpointFilter
{
    /// <summary>It was done with this key; what was answered then is not kept.</summary>
    public static readonly Error Done = new(ErrorKind.Conflict, "idempotency.done");

    /// <summary>The key that the use case commits with its effect; null when the request has none.</summary>
    public static KeyedRequest? Of(HttpContext http) => http.Features.Get<KeyedRequest>();

    /// <summary>Lets these calls come once under a key.</summary>
    public static void Guard(RouteHandlerBuilder call) => call.AddEndpointFilter<OncePerKey>().WithMetadata(new TakesKeyAttribute(), Marked.Here);

    /// <summary>Whether a call keeps no answer.</summary>
    /// <param name="metadata">Of its endpoint.</param>
    public static bool On(IEnumerable<object> metadata) => metadata.OfType<Marked>().Any();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Idempotency.Read(http).Failed(out var badKey, out var once) && badKey is not null)
            return Problem.From(badKey);
        if (once is null)
            return await next(context);
        var keyed = once.In($"once:{http.User.FindFirstValue(ClaimTypes.NameIdentifier)}");
        if (await Before(keyed, http.RequestAborted) is { } before)
            return Problem.From(before);
        http.Features.Set(keyed);
        try
        {
            var answer = await next(context);
            // Whoever was refused by what the same request did a moment ago is told that.
            return answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status409Conflict } && await Before(keyed, http.RequestAborted) is { } twin ? Problem.From(twin) : answer;
        }
        catch (Exception e) when (e is DbException or DbUpdateException or DuplicateKeyException)
        {
            // Of two at once the other one was quicker; or it was this one, and the answer to its commit was lost.
            if (await Before(keyed, http.RequestAborted) is { } other)
                return Problem.From(other);
            throw;
        }
    }

    private sealed class Marked
    {
        public static readonly Marked Here = new();
    }

    private async Task<Error?> Before(KeyedRequest keyed, CancellationToken cancel) =>
        (await idempotency.Answered(keyed, cancel)).Failed(out var other, out var row) ? other : row is null ? null : Done;
}
