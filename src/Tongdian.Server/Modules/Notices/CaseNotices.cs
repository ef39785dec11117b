using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Notices;

/// <summary>What the customer of a case is told, in the customer's language.</summary>
public sealed class CaseNotices(Case state, ProcessDefinition process, CaseClocks clocks, Company company, DateTimeOffset now)
{
    /// <summary>What a commit means to the customer; nothing when it only moved things inside the company.</summary>
    /// <param name="facts">The facts of the commit.</param>
    /// <param name="code">The access code, for the first message.</param>
    public IEnumerable<Notice> Of(IReadOnlyList<RecordedEvent> facts, Func<string> code)
    {
        var events = facts.Select(f => f.Event).ToList();
        var reason = facts.Select(f => f.Reason).FirstOrDefault(r => r is not null);
        if (events.OfType<CaseSubmitted>().Any())
            yield return Say(NoticeKinds.Submitted, ("code", code()), ("process", process.Name.In(state.Language)), ("expected", Expected));
        if (Ending(events, reason) is { } ending)
        {
            yield return ending;
            yield break;
        }

        if (Progress(events) is { } progress)
            yield return progress;
        foreach (var notice in events.Select(e => Event(e, reason)).OfType<Notice>())
            yield return notice;
    }

    /// <summary>The promise will not be kept: why, when it is expected instead, and whom to call.</summary>
    public Notice Late(string reason, DateTimeOffset expected) => Say(NoticeKinds.Late, ("reason", reason), ("expected", Instant(expected)));

    /// <summary>Nobody came to a visit that was agreed on.</summary>
    public Notice NobodyCame(StageDefinition stage) => Say(NoticeKinds.NoShow, ("stage", Name(stage)));

    /// <summary>Another time is expected than the customer was told.</summary>
    public Notice ExpectedChanged(DateTimeOffset before, DateTimeOffset after) =>
        Say(NoticeKinds.ExpectedChanged, ("before", Instant(before)), ("expected", Instant(after)));

    /// <summary>There are photographs of a stage.</summary>
    public Notice PhotosAdded(StageDefinition stage) => Say(NoticeKinds.PhotosAdded, ("stage", Name(stage)));

    /// <summary>Somebody comes tomorrow.</summary>
    public Notice VisitTomorrow(StageDefinition stage, Appointment visit, DateTimeOffset limit) => Visit(NoticeKinds.VisitTomorrow, stage, visit.Time) with { Limit = limit, Leads = LinkTarget.Visit };

    /// <summary>The power is expected tomorrow.</summary>
    public Notice PowerTomorrow(DateTimeOffset expected) => Say(NoticeKinds.PowerTomorrow, ("expected", Instant(expected))) with { Limit = expected };

    /// <summary>The scheme still waits.</summary>
    public Notice SchemeStillWaits(DateTimeOffset until) =>
        Say(NoticeKinds.SchemeReminder, ("until", Instant(until))) with { Limit = until, Leads = LinkTarget.Scheme };

    private string Expected => clocks.ExpectedAt is { } at ? Instant(at) : "";

    private Notice? Ending(List<CaseEvent> events, string? reason) => events.Select(e => e switch
    {
        CaseRejected => Say(NoticeKinds.Rejected, ("reason", reason ?? "")),
        CaseWithdrawn => Say(NoticeKinds.Withdrawn),
        CaseMerged merged => Say(NoticeKinds.Merged, ("into", merged.IntoNumber.Value)),
        CaseEnergised => Say(NoticeKinds.Energised),
        _ => null,
    }).FirstOrDefault(n => n is not null);

    // A stage is done: what was done, what comes, and whether it is the customer's turn.
    private Notice? Progress(List<CaseEvent> events)
    {
        var done = events.OfType<StageCompleted>().Select(e => process.Stage(e.Stage)).OfType<StageDefinition>().Where(s => s.Effect != StageEffect.Archives && !s.AfterArchive).ToList();
        if (done.Count == 0)
            return null;
        if (events.OfType<StageEntered>().Any(e => e.Stage == SchemeStages.Confirmation) && process.Stage(SchemeStages.Confirmation) is { } asked)
            return Say(NoticeKinds.SchemeWaiting, ("until", clocks.Stage(asked)?.DueAt is { } due ? Instant(due) : "")) with { Leads = LinkTarget.Scheme };
        var next = process.Stages.Where(s => !s.Beside && state.Stage(s.Id).Status.IsOpen()).Select(Name);
        return Say(NoticeKinds.StageFinished, ("stage", List(done.Select(Name))), ("next", List(next)), ("expected", Expected));
    }

    private Notice? Event(CaseEvent fact, string? reason) => fact switch
    {
        StageOffered { Stage: "contract" } => Say(NoticeKinds.ContractWaiting) with { Leads = LinkTarget.Contract },
        StageOffered => Say(NoticeKinds.ReportWaiting) with { Leads = LinkTarget.Report },
        StagePaused { Owner: TimeOwner.Customer } e => Say(NoticeKinds.WaitingForYou, ("what", Pause(e.PauseReason)), ("note", e.Note ?? "")),
        DefectsFound e when process.Stage(e.Stage) is { } stage && WaitsForCustomer(e.To) => Say(NoticeKinds.DefectsFound, ("stage", Name(stage))),
        StageSentBack e when process.Stage(e.To) is { } stage && stage.Role != Roles.Customer => Say(NoticeKinds.DoneAgain, ("stage", Name(stage)), ("reason", reason ?? "")),
        TimeProposed e when process.Stage(e.Stage) is { } stage => Visit(NoticeKinds.VisitProposed, stage, e.Time),
        TimeAgreed e when process.Stage(e.Stage) is { } stage => Visit(NoticeKinds.VisitAgreed, stage, e.Time),
        SetOutForVisit e when process.Stage(e.Stage) is { } stage => Visit(NoticeKinds.OnTheWay, stage, null),
        CheckedIn e when process.Stage(e.Stage) is { } stage => Visit(NoticeKinds.Arrived, stage, null),
        _ => null,
    };

    private bool WaitsForCustomer(string stage) =>
        process.Stage(stage)?.Role == Roles.Customer || state.Stage(stage).Status == StageStatus.AwaitingRequest;

    private Notice Visit(NoticeKind kind, StageDefinition stage, VisitTime? time)
    {
        var who = company.Staff.GetValueOrDefault(state.Stage(stage.Id).Assignee ?? "") ?? company.Staff.GetValueOrDefault(state.Owner);
        return Say(
            kind, ("stage", Name(stage)), ("time", time is null ? "" : In(() => Half(time))), ("who", who?.Name ?? ""), ("work", who?.WorkNumber ?? ""),
            ("phone", who?.Phone ?? ""));
    }

    private string Half(VisitTime time) => time is { From: { } from, Until: { } until } ? Show.Hours(from, until, now) : NoticeTexts.Text($"half.{time.Part}", Show.Day(time.Day, DateOnly.FromDateTime(Show.Local(now).DateTime)));

    private string Pause(string id) => process.PauseReasons.FirstOrDefault(r => r.Id == id)?.Name.In(state.Language) ?? id;

    private string Name(StageDefinition stage) => stage.Name.In(state.Language);

    private string List(IEnumerable<string> names) => In(() => string.Join(NoticeTexts.Text("and"), names));

    private string Instant(DateTimeOffset at) => In(() => Show.Instant(at, now));

    private T In<T>(Func<T> write) => Language.In(state.Language, write);

    // Who looks after the case is in all of them that can say so.
    private Notice Say(NoticeKind kind, params IEnumerable<(string Field, string Value)> values)
    {
        var all = values.ToDictionary(v => v.Field, v => v.Value, StringComparer.Ordinal);
        if (company.Staff.TryGetValue(state.Owner, out var owner))
        {
            all.TryAdd("owner", owner.Name);
            all.TryAdd("phone", owner.Phone ?? "");
        }

        return new Notice(kind, all);
    }
}
