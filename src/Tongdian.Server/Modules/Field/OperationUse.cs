using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Visits;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>What an operation wants of a case, with the row that says that it is done.</summary>
public sealed class OperationUse(
    HandIn handIn, StageActions actions, CheckInOnSite checkIn, SignNotice notices, OfferOnSite offering, SiteSheets sheets, CaseParties parties)
{
    // What brings an entry: made from the one that was there.
    private static readonly string[] Entering = ["draft", "complete", "offer"];

    private static readonly HandIn.Request Nothing = new(null, null, null);

    /// <summary>What a draft or completion brings: a form's values, files and signatures, and what belongs to them.</summary>
    public sealed record EntryBody(
        IReadOnlyDictionary<string, JsonElement>? Fields, IReadOnlyList<HandIn.FileRef>? Files, IReadOnlyList<HandIn.SignatureRef>? Signatures, SiteSheet? Sheet,
        IReadOnlyDictionary<string, ValueOrigin>? Origins);

    /// <summary>The use case of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="ahead">How much the device's clock is ahead.</param>
    /// <param name="me">Who did it.</param>
    public CaseUse Of(Operation operation, TimeSpan ahead, StaffMember me) => async access =>
    {
        if (access.Process.Stage(operation.Stage) is not { } stage)
            return CaseErrors.UnknownStage(operation.Stage);
        if (Read(operation, out var entry, out var pause, out var signature) is { } unreadable)
            return unreadable;
        if (Entering.Contains(operation.Kind) && (operation.Base ?? "") != EntryTag.Of(access.State.Stage(stage.Id)))
            return Differs(access, stage);
        var sheet = await Sheet(entry, access, stage.Id);
        var handedIn = entry is null ? Nothing : new HandIn.Request(entry.Fields, entry.Files, entry.Signatures);
        CaseUse? use = operation.Kind switch
        {
            "set-out" => StageActions.SetOut(stage.Id),
            "check-in" => checkIn.Do(stage.Id, new CheckInOnSite.Request(operation.Place?.Lat, operation.Place?.Lon, operation.Place?.AccuracyM, operation.Place?.Mock)),
            "start" => StageActions.Start(stage.Id),
            "draft" => handIn.Draft(stage.Id, handedIn),
            "complete" => handIn.Complete(stage.Id, handedIn),
            "offer" => offering.Lay(stage.Id, handedIn, sheet),
            "pause" => actions.Pause(stage.Id, pause!),
            "sign-notice" => notices.Sign(stage.Id, signature!),
            "resume" => StageActions.Resume(stage.Id, new StageActions.ResumeRequest(pause?.Reason)),
            _ => null,
        };
        if (use is null)
            return FieldErrors.OperationUnknown;
        if ((await use(access)).Failed(out var refused, out var work))
            return refused;
        var tag = work.Command switch
        {
            SaveDraft draft => EntryTag.Of(stage, draft.Submission, draft.Sealed),
            CompleteStage done => EntryTag.Of(stage, done.Submission, done.Sealed),
            OfferForSignature offer => EntryTag.Of(stage, offer.Submission, offer.Sealed),
            _ => EntryTag.Of(access.State.Stage(stage.Id)),
        };
        var row = await Row(operation, ahead, me, access, tag);
        return work with { With = [.. work.With, row, .. await Keep(sheet, access, stage.Id)] };
    };

    // What somebody else entered is shown to whoever does the stage, and to nobody else.
    private static Error Differs(CaseAccess access, StageDefinition stage) => access.State.Stage(stage.Id) switch
    {
        { Status: not (StageStatus.Open or StageStatus.Started) and var status } => CaseErrors.StageNotOpen(stage.Id, status),
        _ when !access.Actor.MayDo(stage) => CaseErrors.NotAllowed,
        { Assignee: { } assignee } when !access.Actor.StandsFor(assignee) => CaseErrors.AssignedToOther(stage.Id),
        _ => FieldErrors.Conflict,
    };

    // An entry that says nothing of the sheet leaves what was measured before; null when it says nothing of it at all.
    private async Task<SiteSheet?> Sheet(EntryBody? entry, CaseAccess access, string stage)
    {
        if (entry is null or { Sheet: null, Origins: not { Count: > 0 } })
            return null;
        var kept = await sheets.Read(access.State, stage, CancellationToken.None);
        var origins = new Dictionary<string, ValueOrigin>(StringComparer.Ordinal);
        foreach (var (field, origin) in new[] { kept?.Origins, entry.Sheet?.Origins, entry.Origins }.SelectMany(o => o ?? new Dictionary<string, ValueOrigin>()))
            origins[field] = origin;
        return (entry.Sheet ?? kept ?? SiteSheet.Empty) with { Origins = origins.Count > 0 ? origins : null };
    }

    private async Task<IReadOnlyList<Action<WriteBatch>>> Keep(SiteSheet? sheet, CaseAccess access, string stage) =>
        sheet is not null && await parties.Key(access.State, CancellationToken.None) is { } key
            ? [SiteSheets.Keep(key, access.State, stage, sheet, access.Now)]
            : [];

    private async Task<Action<WriteBatch>> Row(Operation operation, TimeSpan ahead, StaffMember me, CaseAccess access, string tag)
    {
        var told = operation.Place is null ? null : await parties.Read(access.State.Customer, CancellationToken.None);
        var place = operation.Place is { } at
            ? CheckInPlace.Of(at.Lat, at.Lon, at.AccuracyM, at.Mock, told is { Lat: { } lat, Lon: { } lon } ? (lat, lon) : null)
            : null;
        return batch => batch.Insert(
            "field_operations", ("id", operation.Id), ("staff", me.Id), ("case_id", access.State.Id.Value), ("stage", operation.Stage), ("kind", operation.Kind),
            ("said_at", operation.SaidAt - ahead), ("clock_ahead", (int)Math.Clamp(ahead.TotalSeconds, int.MinValue, int.MaxValue)), ("done_at", access.Now),
            ("distance_m", place?.DistanceM), ("accuracy_m", place?.AccuracyM), ("mock", place?.Mock ?? false), ("entry", tag));
    }

    private static Error? Read(Operation operation, out EntryBody? entry, out StageActions.PauseRequest? pause, out SignNotice.Request? signature)
    {
        (entry, pause, signature) = (null, null, null);
        try
        {
            if (Entering.Contains(operation.Kind))
                entry = operation.Body?.Deserialize<EntryBody>(ApiJson.Options);
            else if (operation.Kind is "pause" || (operation.Kind is "resume" && operation.Body is not null))
                pause = operation.Body?.Deserialize<StageActions.PauseRequest>(ApiJson.Options);
            else if (operation.Kind is "sign-notice")
                signature = operation.Body?.Deserialize<SignNotice.Request>(ApiJson.Options);
        }
        catch (JsonException wrong)
        {
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("body" + (wrong.Path ?? "$").TrimStart('$'), "field.wrong-type")]);
        }

        return (operation.Kind is "pause" && pause is null) || (operation.Kind is "sign-notice" && signature is null)
            ? new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("body", "field.required")])
            : null;
    }
}
