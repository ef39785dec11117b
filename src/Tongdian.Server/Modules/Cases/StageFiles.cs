using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Takes uploaded files into a case, as documents, deliverables or signatures.</summary>
public sealed class StageFiles(TakeFiles takeFiles, CaseParties parties)
{
    private const int Most = 200;

    /// <summary>Takes files into a case that exists.</summary>
    public async Task<Result<TakenFiles>> Take(
        CaseAccess access, IReadOnlyList<HandIn.FileRef> files, IReadOnlyList<HandIn.SignatureRef> signatures, CancellationToken cancel,
        string filesAre = "files") =>
        await parties.Key(access.State, cancel) is { } key
            ? await Take(access.State.Id, key, files, signatures, access.Now, cancel, filesAre)
            : new Error(ErrorKind.NotFound, "person.erased");

    /// <summary>Takes files into a case, under its customer's key.</summary>
    public async Task<Result<TakenFiles>> Take(
        CaseId id, PersonKey key, IReadOnlyList<HandIn.FileRef> files, IReadOnlyList<HandIn.SignatureRef> signatures, DateTimeOffset now,
        CancellationToken cancel, string filesAre = "files", Guid? draft = null)
    {
        if (files.Count + signatures.Count > Most)
            return new Error(ErrorKind.Invalid, "file.too-many").With("max", "200");
        if (Faults(files, signatures, filesAre) is { Count: > 0 } faults)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        var claims = files.Select(f => new FileClaim(f.File, f.Kind)).Concat(signatures.Select(s => new FileClaim(s.File, $"signature-{s.Role}"))).ToList();
        if (claims.Count == 0)
            return new TakenFiles([], [], key, []);
        if ((await takeFiles.Take(claims, id.Value, key, now, cancel, draft)).Failed(out var error, out var taken))
            return error.For(Named(error, files, signatures, filesAre));
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

    /// <summary>Where the file that was refused stands in the request.</summary>
    private static IEnumerable<FieldError> Named(
        Error error, IReadOnlyList<HandIn.FileRef> files, IReadOnlyList<HandIn.SignatureRef> signatures, string filesAre)
    {
        var refused = error.Values.GetValueOrDefault("file");
        return files.Index().Where(f => f.Item.File.ToString() == refused).Select(f => $"{filesAre}[{f.Index}].file")
            .Concat(signatures.Index().Where(s => s.Item.File.ToString() == refused).Select(s => $"signatures[{s.Index}].file"))
            .Select(field => new FieldError(field, error.Code, error.Values));
    }

    private static List<FieldError> Faults(IReadOnlyList<HandIn.FileRef?> files, IReadOnlyList<HandIn.SignatureRef?> signatures, string filesAre) =>
    [
        .. files.Index().Where(f => f.Item is null).Select(f => new FieldError($"{filesAre}[{f.Index}]", "field.required")),
        .. files.Index().Where(f => f.Item is { } file && !Codes.IsCode(file.Kind)).Select(f => new FieldError($"{filesAre}[{f.Index}].kind", "file.kind-unknown")),
        .. signatures.Index().Where(s => s.Item is null).Select(s => new FieldError($"signatures[{s.Index}]", "field.required")),
        .. signatures.Index().Where(s => s.Item is { } signature && !Codes.IsCode(signature.Role))
            .Select(s => new FieldError($"signatures[{s.Index}].role", "signature.unknown")),
    ];
}
