using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>
/// Takes a file in pieces that may come with days between them. The device keeps its copy until it reads here that the whole is safe, with the hash
/// that it took at capture.
/// </summary>
public sealed class ReceiveUpload(IDbContextFactory<TongdianContext> contexts, CaseDoor door, UploadPieces pieces, UploadFile files, FileSettings settings, TimeProvider time)
{
    /// <summary>Most bytes of a piece.</summary>
    public const int LongestPiece = 256 * 1024;

    // The operation that needs the file may come much later than the file.
    private static readonly TimeSpan Waits = TimeSpan.FromDays(30);

    /// <summary>What is to come.</summary>
    public sealed record Request(string Number, string Stage, string Kind, string Sha256, long Bytes);

    /// <summary>How far it is.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Bytes">How long the whole is.</param>
    /// <param name="Received">How much of it is here; the next piece begins there.</param>
    /// <param name="Safe">The whole is kept, with this hash and length.</param>
    /// <param name="Sha256">Its hash.</param>
    public sealed record Progress(Guid Id, long Bytes, long Received, bool Safe, string Sha256);

    internal static async Task<IResult> HandleAnnounced(Guid id, Body<Request> body, HttpContext http, ReceiveUpload use) =>
        body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable)
        : Problem.Or(await use.Announce(id, request, StaffAccess.Me(http), http.RequestAborted));

    internal static async Task<IResult> HandlePiece(Guid id, HttpContext http, ReceiveUpload use)
    {
        if (!long.TryParse(http.Request.Headers["Upload-Offset"].ToString(), CultureInfo.InvariantCulture, out var offset) || offset < 0)
            return Problem.From(new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("Upload-Offset", "field.required")]));
        var piece = new byte[LongestPiece + 1];
        int length;
        try
        {
            length = await http.Request.Body.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, http.RequestAborted);
        }
        catch (IOException)
        {
            // Half a piece is none: what was here before still is.
            return Problem.From(FileErrors.Incomplete);
        }

        if (length > LongestPiece)
            return Problem.From(FieldErrors.PieceTooLong(LongestPiece));
        var taken = await use.Take(id, offset, piece.AsMemory(0, length), StaffAccess.Me(http), http.RequestAborted);
        // Whoever is told that the piece does not follow needs the number to go on from.
        return taken.Failed(out var error, out _) && error.Code == FieldErrors.Offset(0).Code
            ? Problem.From(error, new() { ["received"] = long.Parse(error.Values["received"], CultureInfo.InvariantCulture) })
            : Problem.Or(taken);
    }

    /// <summary>Says what will come; said again, it tells how far it is, and finishes what was here whole and not yet kept.</summary>
    public async Task<Result<Progress>> Announce(Guid id, Request request, StaffMember me, CancellationToken cancel)
    {
        if ((await door.Open(request.Number, Caller.Of(me), cancel)).Failed(out var closed, out var access))
            return closed;
        if (Faults(request, access) is { Count: > 0 } faults)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        if (request.Bytes > settings.Greatest)
            return FileErrors.TooLarge(settings.Greatest);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await pieces.Sweep(context, time.GetUtcNow() - Waits, cancel);
        if (await Find(context, id, cancel) is not { } upload)
        {
            upload = new FieldUpload
            {
                Id = id, Staff = me.Id, CaseId = access.State.Id.Value, Stage = request.Stage, Kind = request.Kind, Sha256 = request.Sha256, Bytes = request.Bytes,
                At = time.GetUtcNow(),
            };
            context.Add(upload);
            try
            {
                await context.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException)
            {
                context.ChangeTracker.Clear();
                if (await Find(context, id, cancel) is not { } other)
                    throw;
                upload = other;
            }
        }

        if (upload.Staff != me.Id)
            return FieldErrors.UploadUnknown;
        if ((upload.CaseId, upload.Stage, upload.Kind, upload.Sha256, upload.Bytes) != (access.State.Id.Value, request.Stage, request.Kind, request.Sha256, request.Bytes))
            return FieldErrors.UploadDiffers;
        if (upload.SafeAt is null)
            return await Finish(context, upload, cancel);
        // Thrown away since, because no operation brought it in for weeks: the device still has it, and sends it again.
        if (!await files.Renew(upload.Id, time.GetUtcNow() + Waits, cancel) && await pieces.Reopen(context, upload, time.GetUtcNow(), cancel))
            return new Progress(upload.Id, upload.Bytes, 0, false, upload.Sha256);
        return Of(upload);
    }

    /// <summary>Takes the next piece. One that is here already is not taken again: the answer says where to go on.</summary>
    public async Task<Result<Progress>> Take(Guid id, long offset, ReadOnlyMemory<byte> piece, StaffMember me, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await Find(context, id, cancel) is not { } upload || upload.Staff != me.Id)
            return FieldErrors.UploadUnknown;
        if (upload.SafeAt is not null)
            return Of(upload);
        if (offset != upload.Received || piece.IsEmpty || offset + piece.Length > upload.Bytes)
            return FieldErrors.Offset(upload.Received);
        var added = await pieces.Add(context, upload, piece, cancel);
        var now = (await Find(context, id, cancel))!;
        return added ? await Finish(context, now, cancel) : FieldErrors.Offset(now.Received);
    }

    private async Task<Result<Progress>> Finish(TongdianContext context, FieldUpload upload, CancellationToken cancel)
    {
        if (upload.SafeAt is not null || upload.Received < upload.Bytes)
            return Of(upload);
        await using var whole = await pieces.Whole(context, upload, cancel);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, cancel)) != upload.Sha256)
        {
            // Another request may have been faster with the same pieces, and took them away.
            return await pieces.Drop(context, upload, cancel) || await Find(context, upload.Id, cancel) is not { } finished ? FieldErrors.HashDiffers : Of(finished);
        }

        whole.Position = 0;
        var now = time.GetUtcNow();
        // Owned by the case until an operation brings it in: what is safe here waits for weeks.
        if ((await files.Keep(whole, upload.Staff, $"field:{upload.Id}", cancel, new FileOfDraft(upload.CaseId, upload.Kind, now + Waits), upload.Id)).Failed(out var unfit, out var kept))
            return unfit;
        await pieces.Finish(context, upload, now, ReadPictures.Ask(upload, kept, now), cancel);
        return new Progress(upload.Id, upload.Bytes, upload.Bytes, true, upload.Sha256);
    }

    private static Task<FieldUpload?> Find(TongdianContext context, Guid id, CancellationToken cancel) =>
        context.Set<FieldUpload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel);

    private static Progress Of(FieldUpload upload) => new(upload.Id, upload.Bytes, upload.Received, upload.SafeAt is not null, upload.Sha256);

    private static List<FieldError> Faults(Request request, CaseAccess access)
    {
        var faults = new List<FieldError>();
        if (access.Process.Stage(request.Stage) is null)
            faults.Add(new FieldError("stage", "field.option"));
        if (!Codes.IsCode(request.Kind))
            faults.Add(new FieldError("kind", "file.kind-unknown"));
        if (request.Sha256 is not { Length: 64 } || !request.Sha256.All(char.IsAsciiHexDigitLower) || request.Bytes <= 0)
            faults.Add(new FieldError(request.Bytes <= 0 ? "bytes" : "sha256", "field.wrong-type"));
        return faults;
    }
}
