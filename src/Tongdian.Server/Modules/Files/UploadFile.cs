using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Files;

/// <summary>Answer to an upload.</summary>
public sealed record UploadedFile(Guid Id, string Sha256, long Bytes, string MediaType);

/// <summary>The draft that owns a file, what as, and until when.</summary>
public sealed record FileOfDraft(Guid Draft, string Kind, DateTimeOffset ExpiresAt);

/// <summary>Takes a file into quarantine, where it waits for a case.</summary>
[TakesKey]
public sealed class UploadFile(
    TongdianContext db, IFileStore store, FileKeys keys, FileSettings settings, RemoveExpiredFiles expired, TimeProvider time)
{
    private const int MostParts = 4;
    private const int RoomForForm = 64 * 1024;

    internal static async Task<IResult> Handle(HttpContext http, UploadFile upload, CancellationToken cancellation)
    {
        var uploader = http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? StoredFile.Anonymous;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        return (await upload.Receive(http, uploader, key, cancellation)).Failed(out var error, out var file)
            ? Problem.From(error)
            : TypedResults.Created($"/api/v1/files/{file.Id}", file);
    }

    private async Task<Result<UploadedFile>> Receive(HttpContext http, string uploader, string key, CancellationToken cancellation)
    {
        // The bounds are kept here. The server's own would cut the line before an ordinary client has read why.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (http.Request.ContentLength > settings.Greatest + RoomForForm)
            return FileErrors.TooLarge(settings.Greatest);
        await expired.Sweep(cancellation);
        try
        {
            if (await Content(http.Request, cancellation) is not { } content)
                return FileErrors.NoFile;
            return await Keep(content, uploader, key, cancellation);
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException)
        {
            return FileErrors.Incomplete;
        }
    }

    private async Task<Stream?> Content(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            return null;
        var parts = new MultipartReader(boundary, request.Body) { BodyLengthLimit = settings.Greatest + RoomForForm };
        for (var read = 0; read < MostParts && await Next(parts, cancellation) is { } part; read++)
        {
            if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
                && HeaderUtilities.RemoveQuotes(disposition.Name).Equals("file", StringComparison.Ordinal))
                return part.Body;
        }
        return null;
    }

    private static async Task<MultipartSection?> Next(MultipartReader parts, CancellationToken cancellation)
    {
        try
        {
            return await parts.ReadNextSectionAsync(cancellation);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form ends before its last boundary", broken);
        }
    }

    /// <summary>Keeps a file whose bytes are at hand; with <paramref name="owner"/> it lives as long as the draft, with <paramref name="id"/> it is called that.</summary>
    internal async Task<Result<UploadedFile>> Keep(
        Stream content, string uploader, string key, CancellationToken cancellation, FileOfDraft? owner = null, Guid? id = null)
    {
        var now = time.GetUtcNow();
        if ((await IncomingFile.Receive(content, id ?? Guid.CreateVersion7(now), settings, cancellation)).Failed(out var error, out var incoming))
            return error;
        using (incoming)
            return await Keep(incoming, uploader, Scope(uploader, key), owner, now, cancellation);
    }

    /// <summary>Lets a file that no case has taken yet wait until then.</summary>
    /// <returns>Whether there is such a file, taken or not.</returns>
    internal async Task<bool> Renew(Guid id, DateTimeOffset until, CancellationToken cancellation)
    {
        var file = db.Set<StoredFile>().Where(f => f.Id == id);
        await file.Where(f => f.CaseId == null && f.ExpiresAt < until).ExecuteUpdateAsync(f => f.SetProperty(x => x.ExpiresAt, until), cancellation);
        return await file.AnyAsync(cancellation);
    }

    private async Task<Result<UploadedFile>> Keep(
        IncomingFile incoming, string uploader, string? scope, FileOfDraft? owner, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await Earlier(scope, incoming, owner, cancellation) is { } answer)
            return answer;
        var file = Row(incoming, uploader, scope, owner, now);
        db.Add(file);
        try
        {
            // The row first: when the store fails after it, the row expires and takes with it whatever was kept.
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (scope is not null)
        {
            db.ChangeTracker.Clear();
            if (await Earlier(scope, incoming, owner, cancellation) is { } won)
                return won;
            throw;
        }
        await store.Keep(file.Original, incoming.Original, cancellation);
        if (incoming.Picture is not null)
            await store.Keep(file.View, incoming.View, cancellation);
        return new UploadedFile(file.Id, file.Sha256, file.Bytes, file.MediaType);
    }

    private async Task<Result<UploadedFile>?> Earlier(string? scope, IncomingFile incoming, FileOfDraft? owner, CancellationToken cancellation)
    {
        if (scope is null)
            return null;
        var earlier = await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.IdempotencyScope == scope, cancellation);
        if (earlier is null)
            return null;
        if (earlier.Sha256 != incoming.Sha256)
            return FileErrors.KeyReused;
        if (owner is not null)
            await Renew(earlier.Id, owner.ExpiresAt, cancellation);
        await MakeGood(earlier, incoming, cancellation);
        return new UploadedFile(earlier.Id, earlier.Sha256, earlier.Bytes, earlier.MediaType);
    }

    /// <summary>
    /// Whoever sent it first may have died between the row and the content. What is missing is kept now, under the key that the row has: the same
    /// bytes under the same key are the same cipher text, so two who do this at once do the same.
    /// </summary>
    private async Task MakeGood(StoredFile earlier, IncomingFile incoming, CancellationToken cancellation)
    {
        if (earlier.PersonId is not null)
            return;
        if (!await store.Has(earlier.Original, cancellation))
            await store.Keep(earlier.Original, await incoming.Under(keys.Open(earlier, derived: false, null), view: false, cancellation), cancellation);
        if (incoming.Picture is not null && !await store.Has(earlier.View, cancellation))
            await store.Keep(earlier.View, await incoming.Under(keys.Open(earlier, derived: true, null), view: true, cancellation), cancellation);
    }

    private StoredFile Row(IncomingFile incoming, string uploader, string? scope, FileOfDraft? owner, DateTimeOffset now)
    {
        var (original, view) = (new StoredObject(incoming.Id, Derived: false), new StoredObject(incoming.Id, Derived: true));
        var picture = incoming.Picture;
        return new StoredFile
        {
            Id = incoming.Id,
            Sha256 = incoming.Sha256,
            Bytes = incoming.Bytes,
            MediaType = incoming.Type.MediaType,
            UploadedAt = now,
            ExpiresAt = owner?.ExpiresAt ?? now + settings.Quarantine,
            DraftId = owner?.Draft,
            Kind = owner?.Kind,
            Uploader = uploader,
            WrappedKey = keys.Wrap(incoming.Key, original),
            DerivedWrappedKey = picture is null ? null : keys.Wrap(incoming.ViewKey, view),
            DerivedBytes = picture?.View.Length,
            SealedFacts = picture?.Facts is { } facts ? FileKeys.SealFacts(incoming.Key, facts, original) : null,
            Width = picture?.Width,
            Height = picture?.Height,
            IdempotencyScope = scope,
        };
    }

    private static string? Scope(string uploader, string key) =>
        key.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{uploader}\n{key}")));
}
