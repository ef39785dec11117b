using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;
using Database = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Modules.Cases.Photos;

/// <summary>A colleague decides what the customer sees of a photograph of the works: all, a copy with black parts, or nothing. It can be decided anew.</summary>
public sealed class DecidePhoto(CustomerPhotos photos, CaseParties parties, TakeFiles takeFiles, Database database, IServiceScopeFactory scopes)
{
    private const string MaskedKind = "masked";

    /// <summary>What is decided.</summary>
    /// <param name="Standing"><c>shown</c>, <c>masked</c> or <c>withheld</c>.</param>
    /// <param name="Masks">What is to be black.</param>
    /// <param name="Reason">Why it is withheld.</param>
    public sealed record Request(PhotoStanding Standing, IReadOnlyList<PhotoMask>? Masks, string? Reason);

    /// <summary>A photograph of the works, and what the customer sees of it.</summary>
    /// <param name="File">Its id.</param>
    /// <param name="Stage">Of which stage.</param>
    /// <param name="Label">What it shows.</param>
    /// <param name="Seen">The customer sees it, or its masked copy.</param>
    /// <param name="Standing">What was decided; null: nothing yet.</param>
    /// <param name="Masks">What is black in the customer's copy.</param>
    /// <param name="Reason">Why it is withheld.</param>
    /// <param name="By">Who decided.</param>
    /// <param name="At">When.</param>
    public sealed record Item(Guid File, string Stage, string Label, bool Seen, PhotoStanding? Standing, IReadOnlyList<PhotoMask> Masks, string? Reason, string? By, DateTimeOffset? At);

    /// <summary>The photographs of the works, for colleagues.</summary>
    public async Task<Result<Item[]>> Look(CaseAccess access, CancellationToken cancel)
    {
        if (access.Staff is null)
            return CaseErrors.NotAllowed;
        var decided = await photos.Decided(access.State.Id, cancel);
        return CustomerPhotos.Of(access.State, access.Process).DistinctBy(p => p.File.File).Select(p =>
        {
            var about = decided.GetValueOrDefault(p.File.File);
            var label = p.Stage.Files.FirstOrDefault(f => f.Kind == p.File.Kind) is { } file ? Show.In(file.Label) : p.File.Kind;
            return new Item(p.File.File, p.Stage.Id, $"{Show.In(p.Stage.Name)} · {label}", photos.Sees(about?.Standing), about?.Standing, about?.ReadMasks() ?? [], about?.Reason, about?.DecidedBy, about?.At);
        }).ToArray();
    }

    /// <summary>Decides.</summary>
    public async Task<Result<Item[]>> Decide(CaseAccess access, Guid file, Request request, CancellationToken cancel)
    {
        if (access.Staff is not { } staff)
            return CaseErrors.NotAllowed;
        if (CustomerPhotos.Of(access.State, access.Process).All(p => p.File.File != file))
            return FileErrors.NotFound;
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        if (request.Standing == PhotoStanding.Withheld && string.IsNullOrWhiteSpace(request.Reason))
            return CaseErrors.ReasonMissing;
        var batch = new WriteBatch();
        Guid? copy = null;
        if (request.Standing == PhotoStanding.Masked)
        {
            if ((await Mask(access, file, request.Masks ?? [], staff.Id, batch, cancel)).Failed(out var refused, out var masked))
                return refused;
            copy = masked.Id;
        }

        batch.Upsert(
            "photo_releases", 1, ("file_id", file), ("case_id", access.State.Id.Value), ("number", access.State.Number.Value), ("standing", request.Standing),
            ("masks", copy is null ? null : JsonSerializer.Serialize(request.Masks)), ("masked_file", copy),
            ("reason", request.Standing == PhotoStanding.Withheld ? request.Reason!.Trim() : null), ("decided_by", staff.Id), ("at", access.Now));
        await database.Commit(batch, cancel);
        return await Look(access, cancel);
    }

    private async Task<Result<UploadedFile>> Mask(CaseAccess access, Guid file, IReadOnlyList<PhotoMask> masks, string by, WriteBatch batch, CancellationToken cancel)
    {
        if (PhotoMask.Check(masks) is { Length: > 0 } faults)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        if (await parties.Key(access.State, cancel) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        await using var scope = scopes.CreateAsyncScope();
        var id = access.State.Id.Value;
        if ((await scope.ServiceProvider.GetRequiredService<ReadFile>().Bytes(id, file, cancel, original: false)).Failed(out var gone, out var picture))
            return gone;
        using var content = new MemoryStream(MaskPicture.Draw(picture, masks));
        if ((await scope.ServiceProvider.GetRequiredService<UploadFile>().Keep(content, by, "", cancel)).Failed(out var notKept, out var copy))
            return notKept;
        if ((await takeFiles.Take([new FileClaim(copy.Id, MaskedKind)], id, key, access.Now, cancel)).Failed(out var notTaken, out var taken))
            return notTaken;
        foreach (var row in taken.Rows)
            row(batch);
        return copy;
    }
}
