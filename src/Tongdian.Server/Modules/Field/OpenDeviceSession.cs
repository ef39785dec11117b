using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>
/// A device opens a short session with its secret. Short, so that one that was lost is cut off soon after somebody says so; and then it learns
/// here that it has to forget everything.
/// </summary>
public sealed class OpenDeviceSession(IDbContextFactory<TongdianContext> contexts, OpenSession sessions, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <summary>Which device.</summary>
    public sealed record Request(Guid Device, string Secret);

    /// <summary>The token, and the time here.</summary>
    public sealed record Response(string Token, DateTimeOffset ExpiresAt, DateTimeOffset Now);

    internal static async Task<IResult> Handle(Body<Request> body, HttpContext http, OpenDeviceSession use) =>
        body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable)
        : (await use.Do(request, http.RequestAborted)).Failed(out var refused, out var session) ? Problem.From(refused)
        : TypedResults.Created((string?)null, session);

    public async Task<Result<Response>> Do(Request request, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var device = await context.Set<FieldDevice>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == request.Device, cancel);
        if (device is null || !CryptographicOperations.FixedTimeEquals(device.SecretHash, FieldDevice.HashOf(request.Secret)))
            return FieldErrors.DeviceUnknown;
        var now = time.GetUtcNow();
        var mine = context.Set<FieldDevice>().Where(d => d.Id == device.Id);
        if (device.WipeAt is not null)
        {
            await mine.Where(d => d.WipedAt == null).ExecuteUpdateAsync(d => d.SetProperty(x => x.WipedAt, now), cancel);
            return FieldErrors.DeviceWiped;
        }

        if ((await sessions.StillIn(device.Staff)).Failed(out var refused, out var owner))
            return refused;
        var stamp = owner.SecurityStamp ?? "";
        // Another password or second factor since: whoever has the device signs in on it anew, and it keeps what it has.
        if (device.Stamp is { } signedIn && signedIn != stamp)
            return FieldErrors.DeviceUnknown;
        var session = sessions.Token(owner, Lasts);
        await mine.ExecuteUpdateAsync(d => d.SetProperty(x => x.SeenAt, now).SetProperty(x => x.Stamp, stamp), cancel);
        return new Response(session.Token, session.ExpiresAt, now);
    }
}
