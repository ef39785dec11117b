using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>
/// What somebody can do to a case now. It asks the case itself and throws the answer away, so that a button is there exactly when its press is
/// granted, and no rule is written twice.
/// </summary>
public sealed class PossibleActions(CaseAccess access, WorkCalendar calendar)
{
    // Where a command needs a reason, any will do for the question.
    private const string AnyReason = "?";

    private static readonly (CaseId Id, CaseNumber Number) AnyOther = (new CaseId(Guid.Empty), CaseNumber.Make(DateOnly.MinValue, 0));

    private Case State => access.State;

    /// <summary>Take a stage that nobody has.</summary>
    public bool Claim(string stage) => May(new ClaimStage(stage));

    /// <summary>Give a stage back.</summary>
    public bool Release(string stage) => May(new ReleaseStage(stage));

    /// <summary>Say that one is on the way.</summary>
    public bool SetOut(string stage) => May(new SetOut(stage));

    /// <summary>Say that one is there.</summary>
    public bool CheckIn(string stage) => May(new CheckIn(stage));

    /// <summary>Begin work.</summary>
    public bool Start(string stage) => May(new StartStage(stage));

    /// <summary>Enter something.</summary>
    public bool Enter(string stage) => May(new SaveDraft(stage, Submission.Empty, null));

    /// <summary>Ask for the review or inspection in the customer's name.</summary>
    public bool Ask(string stage) => May(new RequestStage(stage, null, []));

    /// <summary>Say when somebody comes: a half-day of the next days will do for the question, as long as it is not what was said already.</summary>
    public bool AnswerVisit(string stage) => Enum.GetValues<DayPart>()
        .Any(part => May(new AgreeTime(stage, new VisitTime(VisitTimes.FirstDay(calendar, access.Now.AddDays(1)), part), null, calendar)));

    /// <summary>Give a stage to somebody.</summary>
    public bool Assign(string stage) => access.Actor.Steers && (State.Status.IsRunning() || access.Process.Stage(stage) is { AfterArchive: true }) && State.Stage(stage).Status.IsOpen();

    /// <summary>The stages to which this one can be sent back, in the order of the process.</summary>
    public IReadOnlyList<StageDefinition> SendBackTo(string stage) => [.. access.Process.Stages.Where(to => May(new SendBack(stage, to.Id)))];

    /// <summary>The reasons for which a stage can be paused.</summary>
    public IReadOnlyList<PauseReason> PauseFor(string stage) => [.. access.Process.PauseReasons.Where(r => May(new PauseStage(stage, r.Id, null)))];

    /// <summary>Approve or refuse a pause that somebody else began.</summary>
    public bool DecidePause(string stage, int number) => May(new DecidePause(stage, number, true));

    /// <summary>Record a pause of the last minute, which stands for any.</summary>
    public bool RecordPause(string stage) => access.Process.PauseReasons is [var reason, ..] && State.Stage(stage).EnteredAt is { } entered && entered < access.Now
        && May(new RecordPause(stage, reason.Id, null, entered, access.Now, []));

    /// <summary>Say that a missed limit is no fault.</summary>
    public bool CorrectBreach(string limit) => May(new CorrectBreach(limit, null, calendar));

    /// <summary>End the waiting.</summary>
    public bool Resume(string stage) => May(new ResumeStage(stage, null));

    /// <summary>End the case because the company cannot do it.</summary>
    public bool Reject => May(new RejectCase());

    /// <summary>End the case because the customer no longer wants it.</summary>
    public bool Withdraw => May(new WithdrawCase());

    /// <summary>Go on as another case.</summary>
    public bool Merge => May(new MergeInto(AnyOther.Id, AnyOther.Number));

    /// <summary>The colleagues who can become the first-asked owner.</summary>
    public IReadOnlyList<StaffMember> Owners(IEnumerable<StaffMember> colleagues) =>
        [.. colleagues.Where(s => May(new NameOwner(new Colleague(s.Id, s.Roles, s.Departments))))];

    /// <summary>Name a dedicated team.</summary>
    public bool NameTeam => access.Actor.Steers && State.Status.IsRunning() && State.Facts.Voltage == "high";

    /// <summary>The processes under which the case can go on.</summary>
    public IReadOnlyList<ProcessDefinition> ReassignTo(IEnumerable<ProcessDefinition> processes) => [.. processes.Where(p => May(new ReassignProcess(p)))];

    private bool May(CaseCommand command) => State.Decide(access.Process, command, access.Context(AnyReason)).Error is null;
}
