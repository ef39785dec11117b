using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Cases.Desk.DeskTexts;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>What happened to a case, in words.</summary>
public static class EventWords
{
    /// <summary>A fact in words.</summary>
    public static string Of(CaseEvent fact, CaseOnDesk desk)
    {
        string Stage(string id) => desk.StageName(id);
        string Pause(string stage, int number) => desk.State.Stage(stage).Kept?.FirstOrDefault(p => p.Number == number) is { } pause ? desk.PauseName(pause.Reason) : "";
        string Limit(string id) => desk.Process.Promises.FirstOrDefault(p => p.Id == id) is { } promise ? Show.In(promise.Name) : desk.StageName(id);
        return fact switch
        {
            CaseSubmitted e => Text("event.case-submitted", Code($"channel.{e.Channel}", e.Channel)),
            OnlineCheckDone { Findings.IsEmpty: true } => Text("event.online-check-passed"),
            OnlineCheckDone e => Text("event.online-check-done", e.Findings.Length),
            StageEntered e => Text(e.AwaitsRequest ? "event.stage-awaits" : "event.stage-entered", Stage(e.Stage)),
            StageSkipped e => Text("event.stage-skipped", Stage(e.Stage)),
            StageRequested e => Text("event.stage-requested", Stage(e.Stage)),
            StageAssigned e => Text("event.stage-assigned", Stage(e.Stage), desk.Name(e.Assignee)),
            StageReleased e => Text("event.stage-released", Stage(e.Stage)),
            StageStarted e => Text("event.stage-started", Stage(e.Stage)),
            StageDrafted e => Text("event.stage-drafted", Stage(e.Stage)),
            StageCompleted e => Text("event.stage-completed", Stage(e.Stage)),
            DefectsFound e => Text("event.defects-found", Stage(e.Stage)),
            StageSentBack e => Text("event.stage-sent-back", Stage(e.From), Stage(e.To)),
            StagePaused e => Text("event.stage-paused", Stage(e.Stage), desk.PauseName(e.PauseReason), Text($"owner.{e.Owner}")),
            StageResumed e => Text("event.stage-resumed", Stage(e.Stage), desk.PauseName(e.PauseReason)),
            CaseAccepted => Text("event.case-accepted"),
            CaseEnergised => Text("event.case-energised"),
            CaseArchived => Text("event.case-archived"),
            CaseAmended e => Text("event.case-amended", string.Join(Text("list.and"), e.Changed.Select(c => Code($"changed.{c}", c)))),
            DocumentAdded e => Text("event.document-added", Document(e.Document.Kind, desk.Process)),
            CaseWithdrawn => Text("event.case-withdrawn"),
            CaseRejected => Text("event.case-rejected"),
            CaseMerged e => Text("event.case-merged", e.IntoNumber.Value),
            DuplicateTaken e => Text("event.duplicate-taken", e.FromNumber.Value),
            ProcessReassigned e => Text("event.process-reassigned", e.Process.Id == desk.Process.Key.Id ? Show.In(desk.Process.Name) : e.Process.Id),
            TeamNamed e => Text("event.team-named", desk.Name(e.Team.Lead), string.Join(Text("list.and"), e.Team.Members.Select(m => $"{Code($"role.{m.Key}", m.Key)} {desk.Name(m.Value)}"))),
            OwnerChanged e => Text("event.owner-changed", desk.Name(e.Owner)),
            LatenessTold e => Text("event.lateness-told", Show.Instant(e.Expected, desk.Access.Now)),
            SetOutForVisit e => Text("event.set-out", Stage(e.Stage)),
            CheckedIn { Place: { Doubtful: true } place } e => $"{Text("event.checked-in", Stage(e.Stage))} {Place(place)}",
            CheckedIn e => Text("event.checked-in", Stage(e.Stage)),
            VersionMoved e => Text("event.version-moved", e.Process.Version),
            StageOffered e => Text("event.stage-offered", Stage(e.Stage)),
            StageSigned e => Text("event.stage-signed", Stage(e.Stage)),
            ServiceNoticeSigned e => Text("event.service-notice-signed", Stage(e.Stage)),
            TimeAsked e => Text("event.time-asked", Stage(e.Stage), Time(e.Time, desk)),
            TimeProposed e => Text("event.time-proposed", Stage(e.Stage), Time(e.Time, desk)),
            TimeAgreed e => Text("event.time-agreed", Stage(e.Stage), Time(e.Time, desk)),
            PauseApproved e => Text("event.pause-approved", Stage(e.Stage), Pause(e.Stage, e.Number)),
            PauseRefused e => Text("event.pause-refused", Stage(e.Stage), Pause(e.Stage, e.Number)),
            PauseRecorded e => Text("event.pause-recorded", Stage(e.Stage), desk.PauseName(e.PauseReason), Show.Instant(e.From, desk.Access.Now), Show.Instant(e.Until, desk.Access.Now)),
            BreachCorrected e => Text("event.breach-corrected", Limit(e.Limit)),
            YearsAnnounced e => Text("event.years-announced", string.Join(Text("list.and"), e.Years)),
            _ => throw new InvalidOperationException($"No words for {fact.GetType().Name}"),
        };
    }

    /// <summary>What else was said with a fact: the note of a pause, a request, a visit.</summary>
    public static string? Note(CaseEvent fact) => fact switch
    {
        StagePaused e => e.Note, PauseRecorded e => e.Note, StageRequested e => e.Note, TimeAsked e => e.Note, TimeProposed e => e.Note, TimeAgreed e => e.Note, _ => null,
    };

    /// <summary>When somebody comes, in words.</summary>
    public static string Time(VisitTime time, CaseOnDesk desk) => time is { From: { } from, Until: { } until } ? Show.Hours(from, until, desk.Access.Now) :
        $"{Show.Day(time.Day, DateOnly.FromDateTime(Show.Local(desk.Access.Now).DateTime))} {Text($"part.{time.Part}")}";

    /// <summary>How far from the site somebody checked in, in words.</summary>
    public static string Place(CheckInPlace place) => place switch
    {
        { Mock: true } => Text("visit.mock"), { DistanceM: { } metres } => Text("visit.distance", metres, place.AccuracyM), _ => Text("visit.no-site"),
    };

    /// <summary>Why a stretch of time is whose it is.</summary>
    public static string Reason(string reason, CaseOnDesk desk) => reason switch
    {
        "awaiting-request" => Text("reason.awaiting-request"), "sent-back" => Text("reason.sent-back"), "customer-later-appointment" => Text("reason.later-appointment"),
        _ => desk.PauseName(reason),
    };

    /// <summary>The icon of a fact.</summary>
    public static string Icon(CaseEvent fact) => fact switch
    {
        CaseSubmitted => "inbox", StageAssigned => "user-check", StageReleased => "user-x", StageStarted => "play", StageDrafted => "save",
        StageCompleted or CaseAccepted or OnlineCheckDone { Findings.IsEmpty: true } => "circle-check",
        DefectsFound or OnlineCheckDone => "triangle-alert", StageSentBack => "undo-2", StagePaused => "circle-pause", StageResumed => "play",
        CaseEnergised => "zap", CaseArchived => "archive", CaseAmended => "pencil", DocumentAdded => "file-plus", CaseWithdrawn => "undo-2",
        CaseRejected => "circle-x", CaseMerged or DuplicateTaken => "git-merge", ProcessReassigned => "route", TeamNamed => "users", OwnerChanged => "user-check", LatenessTold => "message-square", SetOutForVisit => "truck", CheckedIn => "map-pin", StageRequested => "hand",
        StageSkipped => "skip-forward", VersionMoved => "route", StageOffered => "send", StageSigned or ServiceNoticeSigned => "pen-line",
        PauseApproved => "circle-check", PauseRefused => "circle-x", PauseRecorded => "circle-pause", BreachCorrected => "pencil",
        TimeAsked or TimeProposed or TimeAgreed or YearsAnnounced => "calendar-clock", _ => "arrow-right",
    };

    /// <summary>Who did it.</summary>
    public static string By(ActorRef by, CaseOnDesk desk) => by.Kind switch
    {
        ActorKind.System => Text("by.System"), ActorKind.Customer => Text("by.Customer"), ActorKind.Staff => desk.Name(by.Id),
        _ => throw new InvalidOperationException($"Unknown actor {by.Kind}"),
    };

    /// <summary>The kind of a file that proves a pause.</summary>
    internal const string Evidence = "evidence";

    /// <summary>The kind of a file with which an inspection is asked for.</summary>
    internal const string Rectification = "rectification";

    /// <summary>What a file of the application or of a stage is called.</summary>
    public static string Document(string kind, ProcessDefinition process) => kind is Evidence or Rectification ? Text($"files.{kind}") : process.Documents.FirstOrDefault(d => d.Kind == kind)?.Label.In(Language.Current)
        ?? process.Stages.SelectMany(s => s.Files).FirstOrDefault(f => f.Kind == kind)?.Label.In(Language.Current) ?? kind;
}
