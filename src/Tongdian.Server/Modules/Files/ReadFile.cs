using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Files;

/// <summary>Gives a file out: the derived copy of a picture, or the original. A PDF has no derived copy and goes out as it came.</summary>
public sealed class ReadFile(TongdianContext db, IFileStore store, FileKeys keys, Vault vault, TimeProvider time)
{
    /// <summary>Answers with a file of a case. The caller has seen to it that the asker may see the case.</summary>
    public async Task<IResult> Answer(Guid caseId, Guid id, bool original, bool isStaff, HttpContext http)
    {
        if (original && !isStaff)
            return Problem.From(FileErrors.OriginalForStaff);
        var found = await Find(id, http.RequestAborted);
        return await Answer(found?.CaseId == caseId ? found : null, original, http);
    }

    /// <summary>Answers with a file that a draft keeps, as whoever has the draft may see it.</summary>
    public async Task<IResult> AnswerOfDraft(Guid draftId, Guid id, HttpContext http)
    {
        var found = await Find(id, http.RequestAborted);
        return await Answer(found?.DraftId == draftId && found.ExpiresAt > time.GetUtcNow() ? found : null, original: false, http);
    }

    private Task<StoredFile?> Find(Guid id, CancellationToken cancellation) =>
        db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancellation);

    private async Task<IResult> Answer(StoredFile? found, bool original, HttpContext http)
    {
        if (found is null)
            return Problem.From(FileErrors.NotFound);
        if ((await Open(found, original, http.RequestAborted)).Failed(out var error, out var file))
            return Problem.From(error);
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers.CacheControl = "private, no-cache";
        headers.ContentDisposition = $"{(file.Derived ? "inline" : "attachment")}; filename=\"{file.Name}\"";
        return TypedResults.Stream(file.Content, file.MediaType, entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""));
    }

    /// <summary>The bytes of a file of a case, or of one that waits and that the caller is about to take into the case: of a picture the original unless the copy is asked for.</summary>
    internal async Task<Result<byte[]>> Bytes(Guid caseId, Guid id, CancellationToken cancellation, bool original = true)
    {
        var found = await Find(id, cancellation);
        if (found is null || (found.CaseId ?? caseId) != caseId || (found.DraftId ?? caseId) != caseId)
            return FileErrors.NotFound;
        if ((await Open(found, original, cancellation)).Failed(out var error, out var file))
            return error;
        await using var content = file.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    /// <summary>A file of a case, to be read from front to back: of a picture the original, or the copy. The caller has seen to it that the asker may see it.</summary>
    internal async Task<Result<OpenFile>> Content(Guid caseId, Guid id, bool original, CancellationToken cancellation) =>
        await Find(id, cancellation) is { } found && found.CaseId == caseId ? await Open(found, original, cancellation) : FileErrors.NotFound;

    private async Task<Result<OpenFile>> Open(StoredFile file, bool original, CancellationToken cancellation)
    {
        PersonKey? key = null;
        if (file.PersonId is { } personId)
        {
            var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == personId, cancellation);
            if (vault.OpenKey(person).Failed(out var erased, out key))
                return erased;
        }
        var derived = !original && file.DerivedBytes is not null;
        var (name, length) = derived ? (file.View, file.DerivedBytes!.Value) : (file.Original, file.Bytes);
        var fileKey = keys.Open(file, derived, key);
        var content = new DecryptingStream(await store.Open(name, cancellation), fileKey, length);
        var type = derived ? FileType.Jpeg : FileType.Of(file.MediaType);
        return new OpenFile(content, type.MediaType, $"{file.Id:N}.{type.Ending}", derived ? file.Sha256 + "-view" : file.Sha256, derived);
    }

    /// <summary>A file that is open.</summary>
    internal sealed record OpenFile(Stream Content, string MediaType, string Name, string Tag, bool Derived);
}
