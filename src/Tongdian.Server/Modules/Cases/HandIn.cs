using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Handing in what a stage asks for: as a draft or to complete it; the customer's confirmation, objection and requests are the same thing.</summary>
public static class HandIn
{
    /// <summary>A file that was uploaded before.</summary>
    public sealed record FileRef(string Kind, Guid File);

    /// <summary>A signature that was uploaded before, as a picture.</summary>
    public sealed record SignatureRef(string Role, Guid File);

    /// <summary>What is handed in.</summary>
    public sealed record Request(IReadOnlyDictionary<string, JsonElement>? Fields, IReadOnlyList<FileRef>? Files, IReadOnlyList<SignatureRef>? Signatures);

    /// <summary>What the customer asks for: a review or inspection, perhaps with what was mended.</summary>
    public sealed record InspectionRequest(string? Note, IReadOnlyList<FileRef>? Files);

    /// <summary>What the customer does not agree with.</summary>
    public sealed record ObjectionRequest(string Reason);

    internal static Task<IResult> Draft(string number, string stage, Body<Request> body, HttpContext http, CaseDoor door, StageFiles files) =>
        door.Change(number, http, access => Work(access, stage, body, files, (s, sealedAs) => new SaveDraft(stage, s, sealedAs), http.RequestAborted));

    internal static Task<IResult> Complete(string number, string stage, Body<Request> body, HttpContext http, CaseDoor door, StageFiles files) =>
        door.Change(number, http, access => Work(access, stage, body, files, (s, sealedAs) => new CompleteStage(stage, s, sealedAs), http.RequestAborted));

    internal static Task<IResult> Accept(string number, Body<Request> body, HttpContext http, CaseDoor door, StageFiles files) =>
        Complete(number, "confirmation", body, http, door, files);

    internal static Task<IResult> Object(string number, Body<ObjectionRequest> body, HttpContext http, CaseDoor door) =>
        door.Change(number, http, access => body.Read.Failed(out var unreadable, out var request)
            ? StageActions.Refused(unreadable)
            : FreeText.Check("reason", request.Reason) is { } tooLong
                ? StageActions.Refused(tooLong)
                : StageActions.Wanted(new SendBack("confirmation", "scheme"), request.Reason));

    internal static Task<IResult> Ask(string number, string stage, Body<InspectionRequest> body, HttpContext http, CaseDoor door, StageFiles files) =>
        door.Change(number, http, async access =>
        {
            if (body.Read.Failed(out var unreadable, out var request))
                return unreadable;
            if (FreeText.Check("note", request.Note) is { } tooLong)
                return tooLong;
            if ((await files.Take(access, request.Files ?? [], [], http.RequestAborted)).Failed(out var refused, out var taken))
                return refused;
            return new CaseWork(new RequestStage(stage, request.Note, taken.Files)) { With = taken.Rows };
        });

    private static async Task<Result<CaseWork>> Work(
        CaseAccess access, string stage, Body<Request> body, StageFiles files, Func<Submission, Guid?, CaseCommand> command, CancellationToken cancel)
    {
        if (body.Read.Failed(out var unreadable, out var request))
            return unreadable;
        if (access.Process.Stage(stage) is not { } definition)
            return CaseErrors.UnknownStage(stage);
        if ((await files.Take(access, request.Files ?? [], request.Signatures ?? [], cancel)).Failed(out var refused, out var taken))
            return refused;
        var fields = (request.Fields ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var submission = new Submission(fields, taken.Files, taken.Signatures);
        var sealing = taken.Key is { } key ? CaseParties.SealEntry(key, definition, submission, access.Now) : null;
        return new CaseWork(command(submission, sealing?.Id))
        {
            With = sealing is var (_, rows) ? [.. taken.Rows, rows] : taken.Rows,
        };
    }
}

/// <summary>Files and signatures of a case that are taken, the rows that say so, and the customer's key they are wrapped with.</summary>
public sealed record TakenFiles(
    ImmutableArray<FileLink> Files, ImmutableArray<SignatureLink> Signatures, Platform.Privacy.PersonKey? Key, IReadOnlyList<Action<WriteBatch>> Rows);
