using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>
/// A request for electricity on its way to power-on. The state is the fold of its events (<see cref="Apply"/>); it changes by decisions only
/// (<see cref="CaseDecisions"/>). What may follow what is in <see cref="Lifecycle"/>.
/// </summary>
public sealed record Case
{
    /// <summary>Shape of the stored document. A change of shape raises it and adds an upcaster.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Identity.</summary>
    public required CaseId Id { get; init; }

    /// <summary>Number for people.</summary>
    public required CaseNumber Number { get; init; }

    /// <summary>Grows by one with every commit.</summary>
    public int Version { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required CaseStatus Status { get; init; }

    /// <summary>The process version it follows.</summary>
    public required ProcessKey Process { get; init; }

    /// <summary>Why this process.</summary>
    public required LocalizedText ProcessReason { get; init; }

    /// <summary>Why this voltage.</summary>
    public required LocalizedText VoltageReason { get; init; }

    /// <summary>The calendar version it was submitted under.</summary>
    public required CalendarKey Calendar { get; init; }

    /// <summary>What decides about it.</summary>
    public required CaseFacts Facts { get; init; }

    /// <summary>The customer and the sealed details.</summary>
    public required PersonRef Customer { get; init; }

    /// <summary>The customer's language: <c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The door it came in by.</summary>
    public required string Channel { get; init; }

    /// <summary>First-asked owner: staff user.</summary>
    public required string Owner { get; init; }

    /// <summary>When the customer asked.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the power came on.</summary>
    public DateTimeOffset? EnergisedAt { get; init; }

    /// <summary>When the last fact came. Never runs back, even when the machine's clock does: whatever came later happened no earlier.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was archived, withdrawn, rejected or merged.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The colleague at the counter who saw the proof of identity itself; null when nobody did.</summary>
    public string? IdentitySeenBy { get; init; }

    /// <summary>Documents of the application, not of a stage.</summary>
    public ImmutableArray<FileLink> Documents { get; init; } = [];

    /// <summary>What the online check found; null before it was made.</summary>
    public ImmutableArray<string>? OnlineFindings { get; init; }

    /// <summary>The stages that were ever entered or skipped. Absent: <see cref="StageStatus.Pending"/>.</summary>
    public ImmutableSortedDictionary<string, StageState> Stages { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        ImmutableSortedDictionary.Create<string, StageState>(StringComparer.Ordinal);

    /// <summary>Whose time every moment since the submission was, as it was told then; <see cref="CaseClocks.PromiseTimeline"/> knows what was told later.</summary>
    public ImmutableArray<TimelineSpan> Time { get; init; } = [];

    /// <summary>Missed limits that were said to be no fault; null when there are none.</summary>
    public ImmutableArray<BreachCorrection>? Corrections { get; init; }

    /// <summary>The case as which this one goes on.</summary>
    public CaseNumber? MergedInto { get; init; }

    /// <summary>Duplicates that go on as this one.</summary>
    public ImmutableArray<CaseNumber> Duplicates { get; init; } = [];

    /// <summary>What the customer was told about promises that will not be kept; null when nothing was.</summary>
    public ImmutableArray<LateNotice>? LateNotices { get; init; }

    /// <summary>The dedicated team of a high-voltage case; null when none was named.</summary>
    public CaseTeam? Team { get; init; }

    // The coordinator's own words are with the event.
    private static readonly LocalizedText Overridden = new("由协调员改派流程", "A coordinator chose this process");

    /// <summary>The state of a stage.</summary>
    public StageState Stage(string id) => Stages.GetValueOrDefault(id, StageState.Pending);

    /// <summary>What is known: <c>case.&lt;name&gt;</c> or <c>&lt;stage&gt;.&lt;field&gt;</c>; null when it is not. Personal values are not facts.</summary>
    public JsonElement? Fact(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (where, name) = (path[..dot], path[(dot + 1)..]);
        if (where == "case")
            return Facts.Get(name);
        return Stage(where).Entry is { } entry && entry.Fields.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>The case that a first commit makes.</summary>
    /// <exception cref="InvalidOperationException">The first fact is not a submission.</exception>
    public static Case Begin(IReadOnlyList<RecordedEvent> commit)
    {
        if (commit is not [{ Event: CaseSubmitted submitted } first, ..])
            throw new InvalidOperationException("A case begins with its submission");
        var begun = new Case
        {
            Id = submitted.Id, Number = submitted.Number, Status = CaseStatus.Submitted, Process = submitted.Process,
            ProcessReason = submitted.ProcessReason, VoltageReason = submitted.VoltageReason, Calendar = submitted.Calendar,
            Facts = submitted.Facts, Customer = submitted.Customer, Language = submitted.Language, Channel = submitted.Channel,
            Owner = submitted.Owner, IdentitySeenBy = submitted.IdentitySeenBy, SubmittedAt = first.At, ChangedAt = first.At, Documents = submitted.Documents,
            Time = [new TimelineSpan(first.At, null, TimeOwner.Utility)],
        };
        return begun.Commit(commit.Skip(1));
    }

    /// <summary>The case after one more commit.</summary>
    public Case Commit(IEnumerable<RecordedEvent> commit) =>
        commit.Aggregate(this, (state, fact) => state.Apply(fact)) with { Version = Version + 1 };

    /// <summary>When something happens that the machine's clock says happens now.</summary>
    internal DateTimeOffset NotBeforeLast(DateTimeOffset at) => at < ChangedAt ? ChangedAt : at;

    /// <summary>The case after one more fact.</summary>
    internal Case Apply(RecordedEvent recorded)
    {
        var at = NotBeforeLast(recorded.At);
        var next = recorded.Event switch
        {
            OnlineCheckDone e => this with { OnlineFindings = e.Findings },
            StageEntered e => On(e.Stage, s => Enter(s, e, at)),
            StageSkipped e => On(e.Stage, s => s.Move(StageStatus.Skipped) with { FinishedAt = at }),
            StageRequested e => On(e.Stage, s => s.Move(StageStatus.Open) with
            {
                Occurrence = s.RequestedAt is null ? s.Occurrence : s.Occurrence + 1, RequestedAt = at, StartedAt = null,
                Requested = [.. s.Requested, .. e.Files],
            }),
            StageAssigned e => On(e.Stage, s => s with { Assignee = e.Assignee }),
            StageReleased e => On(e.Stage, s => (s.Status == StageStatus.Started ? s.Move(StageStatus.Open) : s) with { Assignee = null, StartedAt = null }),
            StageStarted e => On(e.Stage, s => s.Move(StageStatus.Started) with { StartedAt = at }),
            StageDrafted e => On(e.Stage, s => s with { Entry = e.Entry, Offer = null }),
            StageOffered e => On(e.Stage, s => s with { Entry = e.Entry, Offer = new StageOffer(e.Document, at, [], null) }),
            StageSigned e => On(e.Stage, s => s with
            {
                Offer = s.Offer is { } offer
                    ? offer with { Signatures = offer.Signatures.Add(e.Signature), SignedAt = at }
                    : throw new InvalidOperationException($"Nothing of {e.Stage} lies there to be signed"),
            }),
            ServiceNoticeSigned e => On(e.Stage, s => s with { Notices = [.. s.Notices ?? [], new SignedNotice(e.Occurrence, at, e.Signature, e.Document, e.Copy)] }),
            StageCompleted e => On(e.Stage, s => s.Move(StageStatus.Completed).EndPauses(at) with { Entry = e.Entry, FinishedAt = at, Remarks = null }),
            DefectsFound e => On(e.Stage, s => (e.To == e.Stage ? LaterAppointment.Over(s.Move(StageStatus.AwaitingRequest), at) : s) with
            {
                Entry = e.Entry, Rejections = s.Rejections + 1,
            }),
            StageSentBack e => e.Reset.Aggregate(this, (state, id) => state.With(id, at, s => Reset(s, at) with { Remarks = id == e.To ? e.Remarks : s.Remarks })),
            StagePaused e => On(e.Stage, s => Pause(s, e, at)),
            StageResumed e => On(e.Stage, s => s.EndPauses(at, e.PauseReason)),
            PauseApproved e => On(e.Stage, s => s.WithPause(e.Number, p => p with { Standing = PauseStanding.Approved, DecidedBy = e.By })),
            PauseRefused e => On(e.Stage, s => Refuse(s, e, at)),
            PauseRecorded e => On(e.Stage, s => s with
            {
                Kept = [.. s.Kept ?? [], new KeptPause(e.Number, e.PauseReason, e.Owner, e.From, e.Until, PauseStanding.Approved)
                {
                    Note = e.Note, Files = e.Files ?? [], By = e.By, DecidedBy = e.By, Recorded = true,
                }],
            }),
            TimeAsked e => On(e.Stage, s => LaterAppointment.Asked(s, e, at)),
            TimeProposed e => On(e.Stage, s => LaterAppointment.Proposed(s, e, at)),
            TimeAgreed e => On(e.Stage, s => LaterAppointment.Agreed(s, e, at) with { SetOutAt = null, ArrivedAt = null, ArrivedPlace = null }),
            CaseAccepted => this with { Status = Status.To(CaseStatus.Accepted) },
            CaseEnergised => this with { Status = Status.To(CaseStatus.Energised), EnergisedAt = at },
            CaseArchived => Ended(CaseStatus.Archived, at),
            // What was offered says who the customer is.
            CaseAmended e => this with
            {
                Customer = e.Customer ?? Customer, Facts = e.Facts ?? Facts,
                Stages = Stages.SetItems(Stages.Where(s => s.Value.Offer is not null).Select(s => KeyValuePair.Create(s.Key, s.Value with { Offer = null }))),
            },
            DocumentAdded e => this with { Documents = Documents.Add(e.Document) },
            CaseWithdrawn => Closed(CaseStatus.Withdrawn, at),
            CaseRejected => Closed(CaseStatus.Rejected, at),
            CaseMerged e => Closed(CaseStatus.Merged, at) with { MergedInto = e.IntoNumber },
            DuplicateTaken e => this with { Duplicates = Duplicates.Add(e.FromNumber) },
            ProcessReassigned e => e.Dropped.Aggregate(this, (state, id) => state.With(id, at, s => Reset(s, at))) with
            {
                Process = e.Process, ProcessReason = Overridden,
            },
            VersionMoved e => e.Dropped.Aggregate(this, (state, id) => state.With(id, at, s => Reset(s, at))) with { Process = e.Process },
            TeamNamed e => this with { Team = e.Team },
            OwnerChanged e => this with { Owner = e.Owner },
            LatenessTold e => this with { LateNotices = [.. LateNotices ?? [], new LateNotice(e.Promise, at, e.Expected)] },
            SetOutForVisit e => On(e.Stage, s => s with { SetOutAt = at }),
            CheckedIn e => On(e.Stage, s => s with { ArrivedAt = at, ArrivedPlace = e.Place }),
            BreachCorrected e => this with { Corrections = [.. Corrections ?? [], new BreachCorrection(e.Limit, e.Occurrence, e.BreachedAt, e.By, e.Why, at)] },
            YearsAnnounced e => this with { Calendar = e.Calendar },
            var unknown => throw new InvalidOperationException($"Unknown fact {unknown.GetType().Name}"),
        };
        return next with { Time = CaseTime(next, at), ChangedAt = at };

        // What the platform does by itself is nobody's work on the stage.
        Case On(string stage, Func<StageState, StageState> change) =>
            With(stage, at, s => change(s) is var changed && recorded.By.Kind == ActorKind.System ? changed : changed with { ActiveAt = at });
    }

    private static StageState Pause(StageState stage, StagePaused e, DateTimeOffset at) => stage with
    {
        Pauses = stage.Pauses.Add(new ActivePause(e.PauseReason, e.Owner, e.Note, at)),
        Kept = e.Number is not { } number ? stage.Kept : [.. stage.Kept ?? [], new KeptPause(
            number, e.PauseReason, e.Owner, at, null, e.Approved == true ? PauseStanding.Approved : PauseStanding.Awaiting)
        {
            Note = e.Note, Files = e.Files ?? [], By = e.By ?? "", DecidedBy = e.Approved == true ? e.By : null,
        }],
    };

    private static StageState Refuse(StageState stage, PauseRefused e, DateTimeOffset at)
    {
        var lasting = stage.Kept?.FirstOrDefault(p => p.Number == e.Number && p.Until is null);
        return (lasting is null ? stage : stage.EndPauses(at, lasting.Reason))
            .WithPause(e.Number, p => p with { Standing = PauseStanding.Refused, DecidedBy = e.By, Why = e.Why });
    }

    private static StageState Enter(StageState stage, StageEntered e, DateTimeOffset at) =>
        LaterAppointment.Over(stage.Move(e.AwaitsRequest ? StageStatus.AwaitingRequest : StageStatus.Open), at) with
        {
            Owner = e.Time, Beside = e.Beside, Occurrence = stage.Occurrence + 1, NotBefore = e.NotBefore,
            EnteredAt = stage.EnteredAt ?? at, ActiveAt = at, SetOutAt = null, ArrivedAt = null, ArrivedPlace = null, RequestedAt = null, StartedAt = null, FinishedAt = null,
        };

    private static StageState Reset(StageState stage, DateTimeOffset at) =>
        LaterAppointment.Over(stage.Move(StageStatus.Pending).EndPauses(at), at) with { StartedAt = null, FinishedAt = null, SetOutAt = null, ArrivedAt = null, ArrivedPlace = null };

    private Case Closed(CaseStatus status, DateTimeOffset at) =>
        Stages.Where(s => s.Value.Status.IsOpen()).Aggregate(this, (state, s) => state.With(s.Key, at, x => x.Move(StageStatus.Cancelled).EndPauses(at)))
            .Ended(status, at);

    /// <summary>Closed, with no clock left that waits for a stage to be entered again.</summary>
    private Case Ended(CaseStatus status, DateTimeOffset at) => this with
    {
        Status = Status.To(status),
        ClosedAt = at,
        Stages = Stages.SetItems(Stages.Where(s => s.Value.Status == StageStatus.Pending)
            .Select(s => KeyValuePair.Create(s.Key, s.Value with { Time = TimeKeeping.Close(s.Value.Time, at) }))),
    };

    private Case With(string stage, DateTimeOffset at, Func<StageState, StageState> change) =>
        this with { Stages = Stages.SetItem(stage, change(Stage(stage)).WithTime(at)) };

    private static ImmutableArray<TimelineSpan> CaseTime(Case state, DateTimeOffset at)
    {
        if (!state.Status.IsRunning())
            return TimeKeeping.Close(state.Time, at);
        return WhoseTime.Deciding(state.Stages.Values.Select(s => (s.Beside, s.Now))) is var (owner, reason)
            ? TimeKeeping.Switch(state.Time, at, owner, reason)
            : state.Time;
    }
}
