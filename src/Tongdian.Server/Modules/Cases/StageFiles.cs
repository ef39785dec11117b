using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Takes uploaded files into a case, as documents, deliverables or signatures.</summary>
public sealed class StageFiles(TakeFiles takeFiles, CaseParties parties)
{
    private const int Most = 200;

    /// <summary>Takes files into a case that exists.</summary>
    public async Task<Result<TakenFiles>> Take(
        CaseAccess access, IReadOnlyList<HandIn.FileRef> files, IReadOnlyList<HandIn.SignatureRef> signatures, CancellationToken cancel) =>
        await parties.Key(access.State, cancel) is { } key
            ? await Take(access.State.Id, key, files, signatures, access.Now, cancel)
            : new Error(ErrorKind.NotFound, "person.erased");

    /// <summary>Takes files into a case, under its customer's key.</summary>
    public async Task<Result<TakenFiles>> Take(
        CaseId id, PersonKey key, IReadOnlyList<HandIn.FileRef> files, IReadOnlyList<HandIn.SignatureRef> signatures, DateTimeOffset now,
        CancellationToken cancel)
    {
        if (files.Count + signatures.Count > Most)
            return new Error(ErrorKind.Invalid, "file.too-many").With("max", "200");
        var claims = files.Select(f => new FileClaim(f.File, f.Kind)).Concat(signatures.Select(s => new FileClaim(s.File, $"signature-{s.Role}"))).ToList();
        if (claims.Count == 0)
            return new TakenFiles([], [], key, []);
        if ((await takeFiles.Take(claims, id.Value, key, now, cancel)).Failed(out var error, out var taken))
            return error;
        var found = taken.Files.ToDictionary(f => f.Id);
        var notDrawn = signatures.Where(s => !found[s.File].MediaType.StartsWith("image/", StringComparison.Ordinal)).ToList();
        if (notDrawn.Count > 0)
            return new Error(ErrorKind.Invalid, "request.invalid").For(notDrawn.Select(s => new FieldError($"signatures.{s.Role}", "signature.not-a-picture")));
        return new TakenFiles(
            [.. files.Select(f => new FileLink(f.Kind, f.File, found[f.File].MediaType, found[f.File].Sha256))],
            [.. signatures.Select(s => new SignatureLink(s.Role, s.File, found[s.File].Sha256))],
            key,
            taken.Rows);
    }
}
