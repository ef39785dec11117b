using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>A colleague who is signed in makes a device theirs. Its secret is told once.</summary>
public sealed class EnrolDevice(IDbContextFactory<TongdianContext> contexts, CompanyCard company, TimeProvider time)
{
    private const int LongestName = 60;
    private const int SecretBytes = 32;

    /// <summary>What its owner calls it.</summary>
    public sealed record Request(string Name);

    /// <summary>The device, its secret, and who works with it for whom.</summary>
    public sealed record Response(Guid Device, string Secret, Person Staff, Employer Company);

    /// <summary>Who works with it.</summary>
    public sealed record Person(string Id, string Name, string WorkNumber, string? Phone, IReadOnlyList<string> Roles);

    /// <summary>For whom.</summary>
    public sealed record Employer(string? Name, string Telephone);

    internal static async Task<IResult> Handle(Body<Request> body, HttpContext http, EnrolDevice use) =>
        body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable)
        : (await use.Do(request, StaffAccess.Me(http), OncePerKey.Of(http), http.RequestAborted)).Failed(out var refused, out var device) ? Problem.From(refused)
        : TypedResults.Created((string?)null, device);

    public async Task<Result<Response>> Do(Request request, StaffMember me, KeyedRequest? once, CancellationToken cancel)
    {
        // What a device opens has no scopes, so no system has one.
        if (me.Scopes is not null)
            return AccessErrors.NotAllowed;
        var name = request.Name?.Trim() ?? "";
        if ((name.Length == 0 ? new FieldError("name", "field.required") : FreeText.Fault("name", name, LongestName)) is { } fault)
            return new Error(ErrorKind.Invalid, "request.invalid").For([fault]);
        var (now, secret) = (time.GetUtcNow(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));
        var device = new FieldDevice
        {
            Id = Guid.CreateVersion7(now), Staff = me.Id, Name = name, SecretHash = FieldDevice.HashOf(secret), EnrolledAt = now, Stamp = me.SecurityStamp,
        };
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Add(device);
        Idempotency.Done(context, once, now);
        await context.SaveChangesAsync(cancel);
        return new Response(device.Id, secret, new Person(me.Id, me.Name, me.WorkNumber, me.Phone, me.Roles), new Employer(company.Name, company.Telephone));
    }
}
