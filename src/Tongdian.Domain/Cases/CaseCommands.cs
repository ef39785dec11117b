using System.Collections.Immutable;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Something that somebody wants to happen to a case. Who, why and when travel in <see cref="OperationContext"/>.</summary>
public abstract record CaseCommand;

/// <summary>A command about one stage.</summary>
public abstract record StageCommand(string Stage) : CaseCommand;

/// <summary>Everything known about a new case; the first command of its life.</summary>
public sealed record SubmitCase(
    CaseId Id, CaseNumber Number, CaseFacts Facts, LocalizedText VoltageReason, CalendarKey Calendar, PersonRef Customer, string Language,
    string Channel, string Owner, ImmutableArray<FileLink> Documents, OnlineCheckInput Check) : CaseCommand
{
    /// <summary>The colleague at the counter who saw the proof of identity itself; it stands in for no document.</summary>
    public string? IdentitySeenBy { get; init; }
}

/// <summary>A colleague who could do a stage.</summary>
public sealed record Colleague(string Id, ImmutableArray<string> Roles, ImmutableArray<string> Departments);

/// <summary>Give a stage to a colleague.</summary>
public sealed record AssignStage(string Stage, Colleague Assignee) : StageCommand(Stage);

/// <summary>Take a stage.</summary>
public sealed record ClaimStage(string Stage) : StageCommand(Stage);

/// <summary>Put a stage back into the pool.</summary>
public sealed record ReleaseStage(string Stage) : StageCommand(Stage);

/// <summary>Begin work on a stage.</summary>
public sealed record StartStage(string Stage) : StageCommand(Stage);

/// <summary>Keep what was entered so far. <paramref name="Sealed"/> refers to the sealed personal values among it.</summary>
public sealed record SaveDraft(string Stage, Submission Submission, Guid? Sealed) : StageCommand(Stage);

/// <summary>Finish a stage. <paramref name="Sealed"/> refers to the sealed personal values among what is handed in.</summary>
public sealed record CompleteStage(string Stage, Submission Submission, Guid? Sealed) : StageCommand(Stage);

/// <summary>Lay the document of a stage before the customer, to be signed. <paramref name="Document"/> says what <paramref name="Submission"/> says.</summary>
public sealed record OfferForSignature(string Stage, Submission Submission, Guid? Sealed, FileLink Document) : StageCommand(Stage);

/// <summary>The customer signs what was offered. <paramref name="Document"/> is the file that was read.</summary>
public sealed record SignStage(string Stage, Guid Document, SignatureLink Signature) : StageCommand(Stage);

/// <summary>The customer asks for a review or inspection.</summary>
public sealed record RequestStage(string Stage, string? Note, ImmutableArray<FileLink> Files) : StageCommand(Stage);

/// <summary>Go back to an earlier stage. Needs a reason, or remarks.</summary>
public sealed record SendBack(string Stage, string To) : StageCommand(Stage)
{
    /// <summary>What is said of parts of what the stage that it goes back to has handed in.</summary>
    public PartRemarks? Remarks { get; init; }
}

/// <summary>Wait for somebody else.</summary>
public sealed record PauseStage(string Stage, string PauseReason, string? Note) : StageCommand(Stage)
{
    /// <summary>What proves it.</summary>
    public ImmutableArray<FileLink> Files { get; init; } = [];
}

/// <summary>Approve a pause that somebody else began, or refuse it, which needs a reason. <paramref name="Number"/> is that of <see cref="KeptPause"/>.</summary>
public sealed record DecidePause(string Stage, int Number, bool Approved) : StageCommand(Stage);

/// <summary>Somebody else was waited for, and nobody said so then.</summary>
public sealed record RecordPause(
    string Stage, string PauseReason, string? Note, DateTimeOffset From, DateTimeOffset Until, ImmutableArray<FileLink> Files) : StageCommand(Stage);

/// <summary>Stop waiting: for one reason, or for all when null.</summary>
public sealed record ResumeStage(string Stage, string? PauseReason) : StageCommand(Stage);

/// <summary>The customer asks for a half-day for the visit of a stage, or says yes to the one that was offered. <paramref name="Calendar"/> says when people work.</summary>
public sealed record AskForTime(string Stage, VisitTime Time, string? Note, Clocks.WorkCalendar Calendar) : StageCommand(Stage);

/// <summary>The customer picks an exact time that is free, or moves the visit to it. Whoever asks has seen to it that nobody else has it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Time">When; with an exact beginning and end.</param>
/// <param name="Crew">Who has the stage from now on; null when whoever has it keeps it.</param>
/// <param name="Earliest">The earliest time that was free.</param>
/// <param name="Notice">How long before it what was agreed on can no longer be moved by the customer.</param>
public sealed record BookVisit(string Stage, VisitTime Time, Colleague? Crew, DateTimeOffset Earliest, TimeSpan Notice) : StageCommand(Stage);

/// <summary>The company says yes to the half-day that the customer asked for, or offers another.</summary>
public sealed record AgreeTime(string Stage, VisitTime Time, string? Note, Clocks.WorkCalendar Calendar) : StageCommand(Stage);

/// <summary>Somebody is on the way to the customer's place for the visit of a stage.</summary>
public sealed record SetOut(string Stage) : StageCommand(Stage);

/// <summary>Somebody arrived at the customer's place for the visit of a stage.</summary>
public sealed record CheckIn(string Stage) : StageCommand(Stage)
{
    /// <summary>How far from the site; null when the device does not say where it is.</summary>
    public CheckInPlace? Place { get; init; }
}

/// <summary>The customer signs the service notice of a visit: <paramref name="Document"/> is what was read, <paramref name="Copy"/> the same with the signature.</summary>
public sealed record SignServiceNotice(string Stage, SignatureLink Signature, FileLink Document, FileLink Copy) : StageCommand(Stage);

/// <summary>Another colleague is responsible to the customer from here on. Needs a reason.</summary>
public sealed record NameOwner(Colleague Owner) : CaseCommand;

/// <summary>The customer is told that a promise will not be kept, and when it is expected instead. The reason is what the customer is told.</summary>
public sealed record TellLateness(string Promise, DateTimeOffset Expected) : CaseCommand;

/// <summary>Say that a missed limit is no fault. Needs a reason.</summary>
/// <param name="Limit">Id of the stage or promise.</param>
/// <param name="Occurrence">The how-manieth time the stage was entered; the last when null.</param>
/// <param name="Calendar">The case's calendar.</param>
public sealed record CorrectBreach(string Limit, int? Occurrence, Clocks.WorkCalendar Calendar) : CaseCommand;

/// <summary>Take over years that were announced after the case's calendar was made, as a newer version of it has them.</summary>
public sealed record TakeAnnouncedYears(int Version, ImmutableArray<int> Years) : CaseCommand;

/// <summary>
/// Change what the customer told. <paramref name="Chosen"/> is the process that the new facts would get, <paramref name="ChosenBefore"/> the one that
/// the facts as they stand would get today: a case under a process that a coordinator chose can be amended as long as the choice stays the same.
/// </summary>
public sealed record AmendCase(
    ImmutableArray<string> Changed, PersonRef? Customer, CaseFacts? Facts, ProcessKey Chosen, ProcessKey ChosenBefore) : CaseCommand;

/// <summary>Add a document.</summary>
public sealed record AddDocument(FileLink Document) : CaseCommand;

/// <summary>The customer no longer wants it.</summary>
public sealed record WithdrawCase : CaseCommand;

/// <summary>The company cannot do it. Needs a reason.</summary>
public sealed record RejectCase : CaseCommand;

/// <summary>This case is a duplicate of another.</summary>
public sealed record MergeInto(CaseId Target, CaseNumber TargetNumber) : CaseCommand;

/// <summary>Another case is a duplicate of this one.</summary>
public sealed record TakeDuplicate(CaseId Duplicate, CaseNumber DuplicateNumber) : CaseCommand;

/// <summary>Go on under another process. Needs a reason.</summary>
public sealed record ReassignProcess(ProcessDefinition Target) : CaseCommand;

/// <summary>Go on under a newer version of the same process. Needs a reason.</summary>
public sealed record MoveToVersion(ProcessDefinition Target) : CaseCommand;

/// <summary>Somebody of a dedicated team, and the role whose stages they do.</summary>
public sealed record TeamMember(string Role, Colleague Colleague);

/// <summary>Name the dedicated team of a high-voltage case: who leads it, and who does the stages of which role. It takes the place of an earlier one.</summary>
public sealed record NameTeam(Colleague Lead, ImmutableArray<TeamMember> Members) : CaseCommand;

/// <summary>What the online check looks at besides the facts and documents themselves.</summary>
/// <param name="IdentityValid">Name and identity number are there and the number's check digit is right.</param>
/// <param name="ConsentGiven">The customer agreed to the use of the data.</param>
/// <param name="PossibleDuplicate">An open case of the same person at the same place exists.</param>
/// <param name="AccountNumberGiven">For an increase: the existing account is named.</param>
public sealed record OnlineCheckInput(bool IdentityValid, bool ConsentGiven, bool PossibleDuplicate, bool AccountNumberGiven);
