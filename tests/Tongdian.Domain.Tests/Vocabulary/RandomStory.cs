using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>One step of a random story. What the numbers mean depends on what the case has come to.</summary>
internal sealed record RandomStep(int Command, int Stage, int Who, int Minutes, int Flavour);

/// <summary>Any commands by anybody at any time. Mostly somebody sensible does something sensible, so that cases get far.</summary>
internal static class RandomStory
{
    private const int Sensible = 60;

    private static readonly Gen<RandomStep> Step = Gen.Select(
        Gen.Int[0, 99], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.OneOf(Gen.Int[-600, 600], Gen.Const(0), Gen.Const(10_081)), Gen.Int[0, 15],
        (command, stage, who, minutes, flavour) => new RandomStep(command, stage, who, minutes, flavour));

    public static readonly Gen<RandomStep[]> Steps = Step.Array[1, 90];

    /// <summary>A new case, or one that has come some way already.</summary>
    public static CaseStory Begin(ProcessDefinition process, int flavour)
    {
        var story = CaseStory.Submitted(
            process,
            CaseStory.Home with { CustomerKind = flavour % 2 == 0 ? "residential" : "business", Sources = (flavour / 2 % 2) + 1, Critical = flavour % 3 == 0, Voltage = flavour % 2 == 0 ? "high" : "low" },
            new OnlineCheckInput(flavour % 5 != 0, true, false, true),
            complete: flavour % 7 != 0);
        return flavour % 7 == 0 ? story : story.GoOn(stages: flavour % 13);
    }

    /// <summary>What is tried, by whom, and why.</summary>
    public static (CaseCommand Command, Actor By, string? Reason) Next(
        CaseStory story, RandomStep step, IReadOnlyList<ProcessDefinition> processes, WorkCalendar calendar)
    {
        var open = story.Process.Stages.Where(s => story.At(s.Id).Status.IsOpen()).ToList();
        var stage = open.Count > 0 && step.Flavour != 15 ? open[step.Stage % open.Count] : story.Process.Stages[step.Stage % story.Process.Stages.Length];
        var at = story.At(stage.Id);
        if (step.Command < Sensible)
        {
            var worker = at.Assignee is { } assignee && People.All.FirstOrDefault(a => a.Ref.Id == assignee) is { } has ? has : People.For(stage);
            return at switch
            {
                { Status: StageStatus.AwaitingRequest } => (new RequestStage(stage.Id, null, []), Actor.Customer, null),
                { Appointment: { Status: AppointmentStatus.Asked } wish } when step.Flavour % 2 == 0 => (new AgreeTime(stage.Id, wish.Time, null, calendar), worker, null),
                { Pauses.Length: > 0 } => (new ResumeStage(stage.Id, null), People.Coordinator, null),
                { Offer: { Signatures: [] } offer } when step.Flavour % 3 != 0 => (Signing(stage, offer.Document.File), Actor.Customer, null),
                { Offer: null } when step.Flavour % 2 == 0 && stage.Role != Roles.Customer && stage.Signatures.Length > 0 =>
                    (FilledForm.Offer(stage, story.State, step.Flavour), worker, null),
                _ => (story.Filled(stage.Id, failing: step.Flavour % 4 == 0, no: step.Flavour % 3 == 0), worker, null),
            };
        }

        var by = step.Flavour % 2 == 0 ? People.For(stage) : People.All[step.Who % People.All.Length];
        var command = Any(story, step, stage, processes, calendar);
        var steering = command is MoveToVersion or TakeAnnouncedYears ? People.Administrator : People.Coordinator;
        return (command, step.Flavour % 5 == 0 ? steering : by, step.Flavour == 1 ? null : "有原因");
    }

    private static CaseCommand Another(CaseStory story, RandomStep step, IReadOnlyList<ProcessDefinition> processes)
    {
        var newer = processes.Where(p => p.Key.Id == story.Process.Key.Id && p.Key.Version > story.Process.Key.Version).ToList();
        return step.Stage % 2 == 0 && newer.Count > 0 ? new MoveToVersion(newer[step.Who % newer.Count]) : new ReassignProcess(processes[step.Who % processes.Count]);
    }

    private static SignStage Signing(StageDefinition stage, Guid document) => new(stage.Id, document, FilledForm.Signature(Roles.Customer));

    private static CaseCommand Any(
        CaseStory story, RandomStep step, StageDefinition stage, IReadOnlyList<ProcessDefinition> processes, WorkCalendar calendar) => step.Command switch
    {
        < 63 => new ClaimStage(stage.Id),
        < 66 => new AssignStage(stage.Id, People.All[step.Who % People.All.Length].AsColleague()),
        < 69 => new ReleaseStage(stage.Id),
        < 70 when step.Who % 4 == 3 => FilledForm.Notice(stage),
        < 70 => step.Who % 3 == 0 ? new SetOut(stage.Id) : step.Who % 2 == 0 ? new CheckIn(stage.Id) { Place = step.Who % 4 == 0 ? new CheckInPlace(step.Who, 20, step.Who % 8 == 0) : null } : new StartStage(stage.Id),
        < 71 => step.Who % 2 == 0 ? FilledForm.Offer(stage, story.State, step.Who) : Signing(stage, story.At(stage.Id).Offer?.Document.File ?? Guid.Empty),
        < 74 => new SaveDraft(stage.Id, FilledForm.Of(stage, story.State), null),
        < 75 => new SaveDraft(stage.Id, Submission.Empty, null),
        < 77 => new CompleteStage(stage.Id, Submission.Empty, null),
        < 83 => new SendBack(stage.Id, story.Process.Stages[step.Who % story.Process.Stages.Length].Id),
        < 86 => new PauseStage(stage.Id, story.Process.PauseReasons[step.Who % story.Process.PauseReasons.Length].Id, null),
        < 87 => new DecidePause(stage.Id, (step.Who % 3) + 1, step.Flavour % 2 == 0),
        < 88 => new RecordPause(
            stage.Id, story.Process.PauseReasons[step.Who % story.Process.PauseReasons.Length].Id, null, story.Now.AddMinutes(-step.Who), story.Now, []),
        < 90 => new ResumeStage(stage.Id, story.Process.PauseReasons[step.Who % story.Process.PauseReasons.Length].Id),
        < 91 => new RequestStage(stage.Id, "请来检验", []),
        91 when step.Flavour % 2 == 0 => new AskForTime(stage.Id, SomeTime(story, step), null, calendar),
        91 when step.Flavour % 3 == 0 => Picked(story, step, stage, calendar),
        91 => new AgreeTime(stage.Id, SomeTime(story, step), "我们那天上门", calendar),
        < 93 => new AddDocument(FilledForm.File(story.Process.Documents[step.Who % story.Process.Documents.Length], step.Stage)),
        < 95 => new AmendCase(["capacity"], CaseStory.Somebody(step.Who), story.State.Facts with { CapacityKw = step.Who }, story.Process.Key, story.Process.Key),
        < 96 => Another(story, step, processes),
        < 97 => CaseStory.TeamOf(stage.Role, People.All[step.Who % People.All.Length]),
        97 when step.Flavour > 13 => new TakeAnnouncedYears(step.Who, [2027]),
        97 when step.Flavour > 10 => new CorrectBreach(stage.Id, step.Who % 3 == 0 ? null : step.Who % 3, calendar),
        97 => new TakeDuplicate(new CaseId(new Guid(step.Who, 0, 0, new byte[8])), CaseNumber.Make(new DateOnly(2026, 3, 1), step.Who)),
        // The end of a story: seldom, so that most go on.
        98 when step.Flavour > 12 => new MergeInto(new CaseId(new Guid(step.Who, 0, 0, new byte[8])), CaseNumber.Make(new DateOnly(2026, 3, 1), step.Who)),
        99 when step.Flavour > 12 => step.Who % 2 == 0 ? new WithdrawCase() : new RejectCase(),
        98 => new NameOwner(People.All[step.Who % People.All.Length].AsColleague()),
        99 => new TellLateness(story.Process.Promises[step.Who % story.Process.Promises.Length].Id, story.Now.AddHours(step.Who - 2)),
        _ => new StartStage("no-such-stage"),
    };

    private static BookVisit Picked(CaseStory story, RandomStep step, StageDefinition stage, WorkCalendar calendar)
    {
        var from = story.Now.AddHours(step.Who % 200);
        return new BookVisit(
            stage.Id, VisitTime.Exact(from, from.AddHours(1), calendar), People.For(stage).AsColleague(), story.Now.AddHours(Math.Min(2, step.Who % 200)), TimeSpan.FromHours(step.Stage % 4));
    }

    private static VisitTime SomeTime(CaseStory story, RandomStep step) => new(
        DateOnly.FromDateTime(story.Now.DateTime).AddDays((step.Who % 64) - 2), step.Flavour % 3 == 0 ? DayPart.Morning : DayPart.Afternoon);
}
