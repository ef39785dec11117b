using System.Globalization;

namespace Tongdian.Domain.Cases;

/// <summary>Every way a command on a case can be refused.</summary>
public static class CaseErrors
{
    /// <summary>The stage is not one of the case's process.</summary>
    public static Error UnknownStage(string stage) => new Error(ErrorKind.NotFound, "stage.unknown").With("stage", stage);

    /// <summary>The stage is not open: an earlier one is not finished, or it is finished itself.</summary>
    public static Error StageNotOpen(string stage, StageStatus status) =>
        new Error(ErrorKind.Conflict, "stage.not-open").With("stage", stage).With("status", status.ToString());

    /// <summary>The stage waits for the customer's request.</summary>
    public static Error StageAwaitsRequest(string stage) => new Error(ErrorKind.Conflict, "stage.awaits-request").With("stage", stage);

    /// <summary>The stage does not wait for a request.</summary>
    public static Error StageNotAwaitingRequest(string stage) => new Error(ErrorKind.Conflict, "stage.not-awaiting-request").With("stage", stage);

    /// <summary>Somebody else has the stage.</summary>
    public static Error AssignedToOther(string stage) => new Error(ErrorKind.Conflict, "stage.assigned-to-other").With("stage", stage);

    /// <summary>Nobody has the stage.</summary>
    public static Error NotAssigned(string stage) => new Error(ErrorKind.Conflict, "stage.not-assigned").With("stage", stage);

    /// <summary>Work on the stage began already.</summary>
    public static Error AlreadyStarted(string stage) => new Error(ErrorKind.Conflict, "stage.already-started").With("stage", stage);

    /// <summary>The stage is paused.</summary>
    public static Error Paused(string stage) => new Error(ErrorKind.Conflict, "stage.paused").With("stage", stage);

    /// <summary>The stage is not paused, or not for this reason.</summary>
    public static Error NotPaused(string stage) => new Error(ErrorKind.Conflict, "stage.not-paused").With("stage", stage);

    /// <summary>The stage is already paused for this reason.</summary>
    public static Error AlreadyPaused(string stage) => new Error(ErrorKind.Conflict, "stage.already-paused").With("stage", stage);

    /// <summary>The stage has no pause of this number.</summary>
    public static Error UnknownPause(string stage, int number) =>
        new Error(ErrorKind.NotFound, "pause.unknown").With("stage", stage).With("pause", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The pause was approved or refused already.</summary>
    public static Error PauseDecided(string stage, int number) =>
        new Error(ErrorKind.Conflict, "pause.already-decided").With("stage", stage).With("pause", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A pause that is recorded afterwards ends before it begins, begins before the stage, or lies in the future.</summary>
    public static Error PauseDoesNotFit(IEnumerable<FieldError> faults) => new Error(ErrorKind.Invalid, "pause.invalid").For(faults);

    /// <summary>The case has no such limit, or its clock never began.</summary>
    public static Error UnknownLimit(string limit) => new Error(ErrorKind.NotFound, "limit.unknown").With("limit", limit);

    /// <summary>The limit was not missed.</summary>
    public static Error NotBreached(string limit) => new Error(ErrorKind.Conflict, "limit.not-breached").With("limit", limit);

    /// <summary>The stage was not entered so often.</summary>
    public static Error NoSuchOccurrence(int last) => new Error(ErrorKind.Invalid, "request.invalid")
        .For([new FieldError("occurrence", "limit.no-such-occurrence").With("last", last.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The breach has its correction already.</summary>
    public static Error CorrectedAlready(string limit) => new Error(ErrorKind.Conflict, "limit.corrected-already").With("limit", limit);

    /// <summary>The stage may not be done yet.</summary>
    public static Error TooEarly(string stage, DateTimeOffset notBefore) =>
        new Error(ErrorKind.Conflict, "stage.too-early").With("stage", stage).With("notBefore", notBefore.ToString("O"));

    /// <summary>A stage inside this one is not finished.</summary>
    public static Error InnerStageOpen(string stage, string inner) =>
        new Error(ErrorKind.Conflict, "stage.inner-open").With("stage", stage).With("inner", inner);

    /// <summary>The stage named is not before this one, or not finished, or beyond what can be undone.</summary>
    public static Error CannotSendBackTo(string stage, string to) =>
        new Error(ErrorKind.Conflict, "stage.cannot-send-back").With("stage", stage).With("to", to);

    /// <summary>The notice of a visit is signed while the visit is on, or within a day after it.</summary>
    public static Error NoticeNotOpen(string stage) => new Error(ErrorKind.Conflict, "service-notice.not-open").With("stage", stage);

    /// <summary>Nobody comes to the customer's place for this stage.</summary>
    public static Error NoVisit(string stage) => new Error(ErrorKind.Conflict, "appointment.no-visit").With("stage", stage);

    /// <summary>Nobody can come then.</summary>
    public static Error TimeDoesNotFit(FieldError fault) => new Error(ErrorKind.Invalid, "appointment.invalid").For([fault]);

    /// <summary>The time is the one that was said before.</summary>
    public static readonly Error SameTime =
        new Error(ErrorKind.Invalid, "appointment.invalid").For([new FieldError("day", "appointment.same")]);

    /// <summary>Somebody else has the time, or it is not one that can be picked.</summary>
    public static readonly Error SlotTaken = new(ErrorKind.Conflict, "appointment.slot-taken");

    /// <summary>The visit is too near to be moved by the customer alone.</summary>
    public static readonly Error TooLateToMove = new(ErrorKind.Conflict, "appointment.too-late");

    /// <summary>Somebody is on the way already to the visit.</summary>
    public static Error AlreadyOnTheWay(string stage) => new Error(ErrorKind.Conflict, "visit.already-on-the-way").With("stage", stage);

    /// <summary>Somebody is there already for the visit that was agreed on.</summary>
    public static Error AlreadyThere(string stage) => new Error(ErrorKind.Conflict, "visit.already-there").With("stage", stage);

    /// <summary>The process promises nothing of this name.</summary>
    public static Error PromiseUnknown(string promise) => new Error(ErrorKind.NotFound, "limit.unknown").With("limit", promise);

    /// <summary>The colleague does not speak with customers.</summary>
    public static readonly Error OwnerDoesNotFit =
        new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("owner", "owner.does-not-fit")]);

    /// <summary>What is expected lies ahead.</summary>
    public static readonly Error ExpectedInThePast =
        new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("expected", "expected.in-the-past")]);

    /// <summary>The actor may not do this.</summary>
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "case.not-allowed");

    /// <summary>The colleague's role or department does not fit the stage.</summary>
    public static Error AssigneeDoesNotFit(string stage) =>
        new Error(ErrorKind.Invalid, "stage.assignee-does-not-fit").With("stage", stage).For([new FieldError("assignee", "stage.assignee-does-not-fit")]);

    /// <summary>A reason must be given.</summary>
    public static readonly Error ReasonMissing =
        new Error(ErrorKind.Invalid, "case.reason-missing").For([new FieldError("reason", "field.required")]);

    /// <summary>Something was said of parts that the stage does not have.</summary>
    public static Error RemarksUnknown(IEnumerable<string> parts) =>
        new Error(ErrorKind.Invalid, "request.invalid").For(parts.Select(p => new FieldError($"comments.{p}", "field.unknown")));

    /// <summary>The reason of a pause is not on the list of the process.</summary>
    public static readonly Error UnknownPauseReason =
        new Error(ErrorKind.Invalid, "stage.unknown-pause-reason").For([new FieldError("reason", "field.option")]);

    /// <summary>What was handed in for the stage is not complete or not right.</summary>
    public static Error FormInvalid(string stage, IEnumerable<FieldError> fields) =>
        new Error(ErrorKind.Invalid, "stage.form-invalid").With("stage", stage).For(fields);

    /// <summary>The stage has no document that the customer signs.</summary>
    public static Error NothingToSign(string stage) => new Error(ErrorKind.Conflict, "stage.nothing-to-sign").With("stage", stage);

    /// <summary>Nothing of the stage lies before the customer to be signed.</summary>
    public static Error NotOffered(string stage) => new Error(ErrorKind.Conflict, "stage.not-offered").With("stage", stage);

    /// <summary>What was read is no longer what lies there to be signed.</summary>
    public static Error OfferChanged(string stage) => new Error(ErrorKind.Conflict, "stage.offer-changed").With("stage", stage);

    /// <summary>It was signed already.</summary>
    public static Error AlreadySigned(string stage) => new Error(ErrorKind.Conflict, "stage.already-signed").With("stage", stage);

    /// <summary>What is handed in is not what was signed: offer it anew.</summary>
    public static Error NotWhatWasSigned(string stage) => new Error(ErrorKind.Conflict, "stage.not-what-was-signed").With("stage", stage);

    /// <summary>Documents that must be there before acceptance are missing.</summary>
    public static Error DocumentsMissing(IEnumerable<string> kinds) =>
        new Error(ErrorKind.Invalid, "case.documents-missing").For(kinds.Select(k => new FieldError($"documents.{k}", "document.missing")));

    /// <summary>The kind of document is not one the process asks for, or there are too many of it.</summary>
    public static Error DocumentNotWanted(string kind) =>
        new Error(ErrorKind.Invalid, "case.document-not-wanted").With("kind", kind).For([new FieldError("kind", "field.option")]);

    /// <summary>The case is closed, or too far for this.</summary>
    public static Error NotInThisState(CaseStatus status) => new Error(ErrorKind.Conflict, "case.not-in-this-state").With("status", status.ToString());

    /// <summary>The survey is done: what it was made for can no longer change.</summary>
    public static readonly Error TooLateToAmend = new(ErrorKind.Conflict, "case.too-late-to-amend");

    /// <summary>The change would need another process: a coordinator must decide that.</summary>
    public static readonly Error AmendmentChangesProcess = new(ErrorKind.Conflict, "case.amendment-changes-process");

    /// <summary>Nothing would change.</summary>
    public static readonly Error NothingToChange = new(ErrorKind.Invalid, "case.nothing-to-change");

    /// <summary>A case cannot be merged into itself.</summary>
    public static readonly Error MergeIntoSelf = new(ErrorKind.Invalid, "case.merge-into-self");

    /// <summary>Only a high-voltage case has a dedicated team.</summary>
    public static readonly Error NoTeam = new(ErrorKind.Conflict, "case.no-team");

    /// <summary>Nobody is named, or somebody for a role that the process does not have or that they do not fill.</summary>
    public static Error TeamDoesNotFit(IEnumerable<string> roles) =>
        new Error(ErrorKind.Invalid, "team.does-not-fit").For(roles.Select(r => new FieldError($"members.{r}", "team.member-does-not-fit")));

    /// <summary>The case has this process already.</summary>
    public static readonly Error SameProcess = new(ErrorKind.Conflict, "case.same-process");

    /// <summary>The version is not one of the case's process, or not newer than the one it follows.</summary>
    public static readonly Error NotANewerVersion = new(ErrorKind.Conflict, "case.not-a-newer-version");

    /// <summary>The power is on, and under the version it would have to be put on again.</summary>
    public static readonly Error VersionUndoesPowerOn = new(ErrorKind.Conflict, "case.version-undoes-power-on");
}
