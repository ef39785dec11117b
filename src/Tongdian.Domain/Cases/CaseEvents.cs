using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>A fact about a case. Facts hold no personal data, only references to sealed values. Names and shapes are stored: never change them, add new ones.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CaseSubmitted), "case-submitted")]
[JsonDerivedType(typeof(OnlineCheckDone), "online-check-done")]
[JsonDerivedType(typeof(StageEntered), "stage-entered")]
[JsonDerivedType(typeof(StageSkipped), "stage-skipped")]
[JsonDerivedType(typeof(StageRequested), "stage-requested")]
[JsonDerivedType(typeof(StageAssigned), "stage-assigned")]
[JsonDerivedType(typeof(StageReleased), "stage-released")]
[JsonDerivedType(typeof(StageStarted), "stage-started")]
[JsonDerivedType(typeof(StageDrafted), "stage-drafted")]
[JsonDerivedType(typeof(StageOffered), "stage-offered")]
[JsonDerivedType(typeof(StageSigned), "stage-signed")]
[JsonDerivedType(typeof(StageCompleted), "stage-completed")]
[JsonDerivedType(typeof(DefectsFound), "defects-found")]
[JsonDerivedType(typeof(StageSentBack), "stage-sent-back")]
[JsonDerivedType(typeof(StagePaused), "stage-paused")]
[JsonDerivedType(typeof(StageResumed), "stage-resumed")]
[JsonDerivedType(typeof(CaseAccepted), "case-accepted")]
[JsonDerivedType(typeof(CaseEnergised), "case-energised")]
[JsonDerivedType(typeof(CaseArchived), "case-archived")]
[JsonDerivedType(typeof(CaseAmended), "case-amended")]
[JsonDerivedType(typeof(DocumentAdded), "document-added")]
[JsonDerivedType(typeof(CaseWithdrawn), "case-withdrawn")]
[JsonDerivedType(typeof(CaseRejected), "case-rejected")]
[JsonDerivedType(typeof(CaseMerged), "case-merged")]
[JsonDerivedType(typeof(DuplicateTaken), "duplicate-taken")]
[JsonDerivedType(typeof(ProcessReassigned), "process-reassigned")]
[JsonDerivedType(typeof(VersionMoved), "version-moved")]
[JsonDerivedType(typeof(TimeAsked), "time-asked")]
[JsonDerivedType(typeof(TimeProposed), "time-proposed")]
[JsonDerivedType(typeof(TimeAgreed), "time-agreed")]
[JsonDerivedType(typeof(TeamNamed), "team-named")]
[JsonDerivedType(typeof(OwnerChanged), "owner-changed")]
[JsonDerivedType(typeof(LatenessTold), "lateness-told")]
[JsonDerivedType(typeof(SetOutForVisit), "set-out")]
[JsonDerivedType(typeof(CheckedIn), "checked-in")]
[JsonDerivedType(typeof(PauseApproved), "pause-approved")]
[JsonDerivedType(typeof(PauseRefused), "pause-refused")]
[JsonDerivedType(typeof(PauseRecorded), "pause-recorded")]
[JsonDerivedType(typeof(BreachCorrected), "breach-corrected")]
[JsonDerivedType(typeof(YearsAnnounced), "years-announced")]
[JsonDerivedType(typeof(ServiceNoticeSigned), "service-notice-signed")]
public abstract record CaseEvent;

/// <summary>A case came in.</summary>
public sealed record CaseSubmitted(
    CaseId Id, CaseNumber Number, CaseFacts Facts, ProcessKey Process, LocalizedText ProcessReason, LocalizedText VoltageReason,
    CalendarKey Calendar, PersonRef Customer, string Language, string Channel, string Owner, ImmutableArray<FileLink> Documents) : CaseEvent
{
    /// <summary>The colleague at the counter who saw the proof of identity itself; null when nobody did.</summary>
    public string? IdentitySeenBy { get; init; }
}

/// <summary>The online check was made; no finding means it passed.</summary>
public sealed record OnlineCheckDone(ImmutableArray<string> Findings) : CaseEvent;

/// <summary>A stage was entered, or entered again.</summary>
/// <param name="Stage">Its id.</param>
/// <param name="Time">Whose time it is.</param>
/// <param name="Beside">It runs beside the main path.</param>
/// <param name="AwaitsRequest">It waits for the customer's request before its clock starts.</param>
/// <param name="NotBefore">It may not be done before this instant.</param>
public sealed record StageEntered(string Stage, TimeOwner Time, bool Beside, bool AwaitsRequest, DateTimeOffset? NotBefore) : CaseEvent;

/// <summary>A stage does not apply to this case.</summary>
public sealed record StageSkipped(string Stage) : CaseEvent;

/// <summary>The customer asked for the review or inspection, perhaps with a rectification.</summary>
public sealed record StageRequested(string Stage, string? Note, ImmutableArray<FileLink> Files) : CaseEvent;

/// <summary>A stage has somebody who does it: taken by themselves, or given by somebody else (see the event's actor).</summary>
public sealed record StageAssigned(string Stage, string Assignee) : CaseEvent;

/// <summary>A stage went back to the pool.</summary>
public sealed record StageReleased(string Stage) : CaseEvent;

/// <summary>Work on a stage began.</summary>
public sealed record StageStarted(string Stage) : CaseEvent;

/// <summary>What was entered so far was kept.</summary>
public sealed record StageDrafted(string Stage, StageEntry Entry) : CaseEvent;

/// <summary>The document of a stage was laid before the customer, to be signed; what was signed before no longer counts.</summary>
public sealed record StageOffered(string Stage, StageEntry Entry, FileLink Document) : CaseEvent;

/// <summary>What was offered was signed. <paramref name="Document"/> is the hash of what was signed.</summary>
public sealed record StageSigned(string Stage, SignatureLink Signature, string Document) : CaseEvent;

/// <summary>A stage is done.</summary>
public sealed record StageCompleted(string Stage, StageEntry Entry) : CaseEvent;

/// <summary>A review or inspection found defects; the case goes back, or waits for rectification when <paramref name="To"/> is the stage itself.</summary>
public sealed record DefectsFound(string Stage, StageEntry Entry, string To) : CaseEvent;

/// <summary>The case went back. The stages of <paramref name="Reset"/> are to be passed again; what was entered in them is kept.</summary>
public sealed record StageSentBack(string From, string To, ImmutableArray<string> Reset) : CaseEvent
{
    /// <summary>What was said of parts of what the stage that it went back to had handed in; null when nothing was.</summary>
    public PartRemarks? Remarks { get; init; }
}

/// <summary>Something was said of parts of what a stage handed in. The words are personal and sealed elsewhere.</summary>
/// <param name="Parts">Of which: names as in <see cref="EntryParts"/>.</param>
/// <param name="Sealed">Under which id the words are sealed.</param>
public sealed record PartRemarks(ImmutableArray<string> Parts, Guid Sealed);

/// <summary>Waiting for somebody else began.</summary>
public sealed record StagePaused(string Stage, string PauseReason, TimeOwner Owner, string? Note) : CaseEvent
{
    /// <summary>Its number in the stage; null in facts from before pauses were approved.</summary>
    public int? Number { get; init; }

    /// <summary>Whether whoever began it steers, so that nobody else has to approve it.</summary>
    public bool? Approved { get; init; }

    /// <summary>Staff user who began it; empty for the customer and the platform.</summary>
    public string? By { get; init; }

    /// <summary>What proves it; null when nothing was given.</summary>
    public ImmutableArray<FileLink>? Files { get; init; }
}

/// <summary>Somebody who steers approved a pause.</summary>
public sealed record PauseApproved(string Stage, int Number, string By) : CaseEvent;

/// <summary>Somebody who steers refused a pause: it is void from its beginning.</summary>
public sealed record PauseRefused(string Stage, int Number, string By, string Why) : CaseEvent;

/// <summary>A pause was recorded that nobody told of while it lasted.</summary>
public sealed record PauseRecorded(
    string Stage, int Number, string PauseReason, TimeOwner Owner, string? Note, DateTimeOffset From, DateTimeOffset Until,
    ImmutableArray<FileLink>? Files, string By) : CaseEvent;

/// <summary>A missed limit was said to be no fault; the breach itself stays.</summary>
public sealed record BreachCorrected(string Limit, int Occurrence, DateTimeOffset BreachedAt, string By, string Why) : CaseEvent;

/// <summary>Years that nobody had announced when the case came in were announced: everything is computed anew with them.</summary>
/// <param name="Years">The years.</param>
/// <param name="Calendar">The case's calendar from now on: the pinned one with these years.</param>
public sealed record YearsAnnounced(ImmutableArray<int> Years, CalendarKey Calendar) : CaseEvent;

/// <summary>Waiting for somebody else ended.</summary>
public sealed record StageResumed(string Stage, string PauseReason) : CaseEvent;

/// <summary>The application was accepted.</summary>
public sealed record CaseAccepted : CaseEvent;

/// <summary>The power is on.</summary>
public sealed record CaseEnergised : CaseEvent;

/// <summary>The case is closed.</summary>
public sealed record CaseArchived : CaseEvent;

/// <summary>The customer's data or the request changed. Only names of what changed are told.</summary>
public sealed record CaseAmended(ImmutableArray<string> Changed, PersonRef? Customer, CaseFacts? Facts) : CaseEvent;

/// <summary>A document came in after the submission.</summary>
public sealed record DocumentAdded(FileLink Document) : CaseEvent;

/// <summary>The customer no longer wants it.</summary>
public sealed record CaseWithdrawn : CaseEvent;

/// <summary>The company cannot do it.</summary>
public sealed record CaseRejected : CaseEvent;

/// <summary>The case is a duplicate and goes on as another one.</summary>
public sealed record CaseMerged(CaseId Into, CaseNumber IntoNumber) : CaseEvent;

/// <summary>A duplicate goes on as this case.</summary>
public sealed record DuplicateTaken(CaseId From, CaseNumber FromNumber) : CaseEvent;

/// <summary>The case goes on under another process, by decision of a coordinator.</summary>
/// <param name="Process">The new process.</param>
/// <param name="Dropped">Stages that the new process does not have or must pass again; what was entered is kept.</param>
public sealed record ProcessReassigned(ProcessKey Process, ImmutableArray<string> Dropped) : CaseEvent;

/// <summary>The case goes on under a newer version of its process.</summary>
/// <param name="Process">The version.</param>
/// <param name="Dropped">Stages that the version does not have or that must be passed again; what was entered is kept.</param>
public sealed record VersionMoved(ProcessKey Process, ImmutableArray<string> Dropped) : CaseEvent;

/// <summary>The customer asked for a half-day for the visit of a stage.</summary>
public sealed record TimeAsked(string Stage, VisitTime Time, string? Note) : CaseEvent
{
    /// <summary>The instant at which the visit begins; null in facts from before later appointments were counted.</summary>
    public DateTimeOffset? Begins { get; init; }
}

/// <summary>The company offered a half-day for the visit of a stage.</summary>
public sealed record TimeProposed(string Stage, VisitTime Time, string? Note) : CaseEvent
{
    /// <inheritdoc cref="TimeAsked.Begins"/>
    public DateTimeOffset? Begins { get; init; }
}

/// <summary>Both sides said yes to a time for the visit of a stage.</summary>
public sealed record TimeAgreed(string Stage, VisitTime Time, string? Note) : CaseEvent
{
    /// <inheritdoc cref="TimeAsked.Begins"/>
    public DateTimeOffset? Begins { get; init; }

    /// <summary>The earliest time that was free when the customer first picked one; null when the time was agreed on in another way.</summary>
    public DateTimeOffset? Offered { get; init; }
}

/// <summary>A dedicated team was named: staff users by the role whose stages they do.</summary>
public sealed record TeamNamed(CaseTeam Team) : CaseEvent;

/// <summary>Another colleague is the first-asked owner from here on.</summary>
public sealed record OwnerChanged(string Owner) : CaseEvent;

/// <summary>The customer was told that a promise will not be kept, why (the fact's reason), and when it is expected instead.</summary>
public sealed record LatenessTold(string Promise, DateTimeOffset Expected) : CaseEvent;

/// <summary>Somebody is on the way to the customer's place for the visit of a stage.</summary>
public sealed record SetOutForVisit(string Stage) : CaseEvent;

/// <summary>Somebody arrived at the customer's place for the visit of a stage.</summary>
public sealed record CheckedIn(string Stage) : CaseEvent
{
    /// <summary>How far from the site that was; null when the device did not say where it is.</summary>
    public CheckInPlace? Place { get; init; }
}

/// <summary>The customer signed the service notice at the end of a visit.</summary>
/// <param name="Stage">The stage of the visit.</param>
/// <param name="Occurrence">The how-manieth time the stage was entered.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Document">The notice that was read, without a signature.</param>
/// <param name="Copy">The same with the signature below.</param>
public sealed record ServiceNoticeSigned(string Stage, int Occurrence, SignatureLink Signature, FileLink Document, FileLink Copy) : CaseEvent;

/// <summary>The people who do a high-voltage case.</summary>
/// <param name="Lead">Staff user who leads it.</param>
/// <param name="Members">Staff users by role.</param>
public sealed record CaseTeam(string Lead, ImmutableSortedDictionary<string, string> Members)
{
    /// <summary>Staff users by role, in the order of code units on every machine, also when read back.</summary>
    public ImmutableSortedDictionary<string, string> Members { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        Members.WithComparers(StringComparer.Ordinal);
}

/// <summary>A version of a calendar.</summary>
public sealed record CalendarKey(string Id, int Version)
{
    /// <summary>
    /// The version up to which years that were not announced in <see cref="Version"/> are taken over, each as it was first announced; null when
    /// none were. Nothing else of a later version counts.
    /// </summary>
    public int? Announced { get; init; }
}

/// <summary>A person and the sealed value with what they told.</summary>
public sealed record PersonRef(Guid Person, Guid Details);

/// <summary>What was entered at a stage. Personal values are sealed elsewhere under <paramref name="Sealed"/>.</summary>
public sealed record StageEntry(
    ImmutableSortedDictionary<string, JsonElement> Fields,
    Guid? Sealed,
    ImmutableArray<FileLink> Files,
    ImmutableArray<SignatureLink> Signatures)
{
    /// <summary>Values by field, in the order of code units on every machine, also when read back.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Fields { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        Fields.WithComparers(StringComparer.Ordinal);

    /// <summary>Nothing entered.</summary>
    public static readonly StageEntry Empty = new(ImmutableSortedDictionary<string, JsonElement>.Empty, null, [], []);
}

/// <summary>A fact with who, why and when, as it is stored.</summary>
public sealed record RecordedEvent(DateTimeOffset At, ActorRef By, string? Reason, CaseEvent Event)
{
    /// <summary>The absent colleague for whom it was done, by their deputy: id of the staff user; null when everybody acted for themselves.</summary>
    public string? For { get; init; }
}
