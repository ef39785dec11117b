using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Http;

/// <summary>The key of a request, and what it asks.</summary>
public sealed record OnceKey(string Key, byte[] Hash)
{
    /// <summary>The same, of somebody in particular.</summary>
    public KeyedRequest In(string scope) => new(scope, Key, Hash);
}

/// <summary>A request that carries a key: who asks, the key, and what was asked.</summary>
public sealed record KeyedRequest(string Scope, string Key, byte[] Hash)
{
    /// <summary>The answer, to be kept for when the request comes again.</summary>
    /// <param name="answer">JSON.</param>
    /// <param name="subject">The case or enquiry that it is about.</param>
    /// <param name="at">The instant of the operation.</param>
    /// <param name="status">Of HTTP.</param>
    internal IdempotencyRow Answered(string answer, Guid subject, DateTimeOffset at, int status) => new()
    {
        Scope = Scope, Key = Key, RequestHash = Hash, Status = status, Answer = answer, CaseId = subject, At = at,
    };
}

/// <summary>
/// A write with an <c>Idempotency-Key</c> has its effect once. The answer is committed with the effect, so a request that was cut off after
/// the commit gets it when it comes again; the same key with another body is refused.
/// </summary>
public sealed class Idempotency(IDbContextFactory<TongdianContext> contexts)
{
    private const int LongestKey = 200;

    /// <summary>Same key, other request.</summary>
    public static readonly Error OtherRequest = new(ErrorKind.Invalid, "idempotency.other-request");

    // Every write asks this first: translated once.
    private readonly Func<TongdianContext, string, string, CancellationToken, Task<IdempotencyRow?>> find = EF.CompileAsyncQuery(
        (TongdianContext context, string scope, string key, CancellationToken _) =>
            context.Set<IdempotencyRow>().AsNoTracking().FirstOrDefault(i => i.Scope == scope && i.Key == key));

    private static readonly Error BadKey = new Error(ErrorKind.Invalid, "idempotency.bad-key").With("status", "400");

    /// <summary>The key of a request with what it asks; null when it has none.</summary>
    public static Result<OnceKey?> Read(HttpContext http)
    {
        if (http.Request.Headers["Idempotency-Key"] is not [{ } key, ..])
            return (OnceKey?)null;
        if (key.Length is 0 or > LongestKey || key.Any(char.IsControl))
            return BadKey;
        var body = http.Features.Get<BodyHash>()?.Sha256 ?? [];
        var head = Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n");
        return new OnceKey(key, SHA256.HashData([.. head, .. body]));
    }

    /// <summary>What was answered when the request came first; null when it did not come before.</summary>
    public async Task<Result<IdempotencyRow?>> Answered(KeyedRequest request, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var row = await find(context, request.Scope, request.Key, cancel);
        if (row is null)
            return (IdempotencyRow?)null;
        return CryptographicOperations.FixedTimeEquals(row.RequestHash, request.Hash) ? row : OtherRequest;
    }

    /// <summary>Keeps in the same commit that it was done, where no answer is kept (<see cref="OncePerKey"/>).</summary>
    internal static void Done(TongdianContext context, KeyedRequest? once, DateTimeOffset at)
    {
        if (once is not null)
            context.Add(NoAnswer(once, at));
    }

    /// <inheritdoc cref="Done(TongdianContext, KeyedRequest, DateTimeOffset)"/>
    internal static void Done(WriteBatch batch, KeyedRequest? once, DateTimeOffset at)
    {
        if (once is not null)
            Write(batch, NoAnswer(once, at));
    }

    private static IdempotencyRow NoAnswer(KeyedRequest once, DateTimeOffset at) => once.Answered("", Guid.Empty, at, StatusCodes.Status409Conflict);

    internal static void Write(WriteBatch batch, IdempotencyRow row) => batch.Insert(
        "idempotency_keys", ("scope", row.Scope), ("key", row.Key), ("request_hash", row.RequestHash), ("status", row.Status),
        ("answer", row.Answer), ("case_id", row.CaseId), ("at", row.At));
}

/// <summary>Hash of the body, taken while it came in. Only requests with a key have one.</summary>
public sealed record BodyHash(byte[] Sha256);

/// <summary>Reads the body of requests with a key once, to know what was asked, and gives it to the endpoint from memory or disk.</summary>
public sealed class BodyHashing(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey("Idempotency-Key") && context.Request.HasJsonContentType())
        {
            try
            {
                context.Request.EnableBuffering();
                context.Features.Set(new BodyHash(await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted)));
                context.Request.Body.Position = 0;
            }
            catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                await Problem.From(BodyErrors.TooLarge).ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }
}
