using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Clocks;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>A case and the hour its story has come to. Every step is a decision of the domain; scenarios build on each other.</summary>
internal sealed class CaseStory
{
    /// <summary>Monday morning, a plain working week ahead.</summary>
    public static readonly DateTimeOffset Monday = Given.At("2026-03-02 09:00");

    public static readonly CaseFacts Home = new("residential", false, "new", "low", 8, null, "normal", 1, "home", "demo-county");

    public static readonly OnlineCheckInput Consistent = new(true, true, false, true);

    private readonly List<ImmutableArray<RecordedEvent>> commits = [];
    private Case? state;

    private CaseStory(ProcessDefinition process) => Process = process;

    public ProcessDefinition Process { get; private set; }

    public DateTimeOffset Now { get; set; } = Monday;

    public Case State => state ?? throw new InvalidOperationException("Not submitted yet");

    /// <summary>The facts so far, one array per commit.</summary>
    public IReadOnlyList<ImmutableArray<RecordedEvent>> Commits => commits;

    /// <summary>The last commit.</summary>
    public IEnumerable<CaseEvent> Last => commits[^1].Select(e => e.Event);

    public IEnumerable<CaseEvent> Events => commits.SelectMany(c => c).Select(e => e.Event);

    /// <summary>A case that was just submitted with all its documents.</summary>
    public static CaseStory Submitted(ProcessDefinition process, CaseFacts? facts = null, OnlineCheckInput? check = null, bool complete = true)
    {
        var story = new CaseStory(process);
        var wanted = facts ?? Home;
        var documents = complete
            ? process.Documents.Where(d => d.Min > 0 && Condition.AllHold(d.When, wanted.Read)).SelectMany(d => Enumerable.Range(1, d.Min).Select(n => FilledForm.File(d, n)))
            : [];
        story.Keep(CaseDecisions.Submit(
            process, Submission(wanted) with { Documents = [.. documents], Check = check ?? Consistent }, new OperationContext(Actor.Customer, story.Now)).Value);
        return story;
    }

    public static SubmitCase Submission(CaseFacts facts) => new(
        new CaseId(new Guid("0195a000-0000-7000-8000-000000000001")), CaseNumber.Make(new DateOnly(2026, 3, 2), 123456), facts,
        new LocalizedText("低压", "Low voltage"), new CalendarKey("cn", 1), Somebody(1), "zh-CN", "online", "owner", [], Consistent);

    /// <summary>A reference to a person: never what they are called.</summary>
    public static PersonRef Somebody(int number) => new(new Guid(number, 1, 0, new byte[8]), new Guid(number, 2, 0, new byte[8]));

    /// <summary>A team with one member.</summary>
    public static NameTeam TeamOf(string role, Actor member) => new(People.Coordinator.AsColleague(), [new TeamMember(role, member.AsColleague())]);

    public StageState At(string stage) => State.Stage(stage);

    public StageDefinition Definition(string stage) => Process.Stage(stage) ?? throw new ArgumentException($"No stage {stage}", nameof(stage));

    public CaseStory Later(double hours)
    {
        Now = Now.AddHours(hours);
        return this;
    }

    /// <summary>Somebody does something, which is granted.</summary>
    public CaseStory Do(CaseCommand command, Actor by, string? reason = null)
    {
        if (Try(command, by, reason).Failed(out var refused, out var change))
            throw new InvalidOperationException($"{command} by {by.Ref}: {refused.Code} {string.Join(' ', refused.Fields.Select(f => $"{f.Field}:{f.Code}"))}");
        Keep(change);
        Process = command switch
        {
            ReassignProcess other => other.Target,
            MoveToVersion newer => newer.Target,
            _ => Process,
        };
        return this;
    }

    /// <summary>The code with which something is refused.</summary>
    public string? Refused(CaseCommand command, Actor by, string? reason = null) => Try(command, by, reason).Error?.Code;

    public Result<CaseChange> Try(CaseCommand command, Actor by, string? reason = null) =>
        State.Decide(Process, command, new OperationContext(by, Now, reason));

    /// <summary>The stage's form, filled.</summary>
    public CompleteStage Filled(string stage, bool failing = false, bool no = false) =>
        new(stage, FilledForm.Of(Definition(stage), State, failing, no), new Guid(7, 7, 7, new byte[8]));

    public CaseStory Complete(string stage, Actor? by = null, bool no = false) => Do(Filled(stage, no: no), by ?? People.For(Definition(stage)));

    /// <summary>The review or inspection finds defects.</summary>
    public CaseStory FindDefects(string stage) => Do(Filled(stage, failing: true), People.For(Definition(stage)));

    public CaseStory Ask(string stage, params ImmutableArray<FileLink> files) => Do(new RequestStage(stage, null, files), Actor.Customer);

    public CaseStory SendBack(string stage, string to) => Do(new SendBack(stage, to), People.For(Definition(stage)), "照片看不清，请补拍");

    /// <summary>Does one stage after the other, an hour each, until the named one is open; one that stands beside the path only when it is its turn.</summary>
    public CaseStory GoOnTo(string stage)
    {
        while (!At(stage).Status.IsOpen())
            DoNext();
        return this;
    }

    /// <summary>Does some stages, or fewer when the case is archived before.</summary>
    public CaseStory GoOn(int stages)
    {
        for (; stages > 0 && State.Status.IsRunning(); stages--)
            DoNext();
        return this;
    }

    /// <summary>Everything until the case is archived.</summary>
    public CaseStory GoOnToTheEnd()
    {
        while (State.Status.IsRunning())
            DoNext();
        return this;
    }

    private void DoNext()
    {
        var next = Process.Stages.Where(s => At(s.Id).Status.IsOpen() && !s.AfterArchive)
            .OrderBy(s => s.Beside).ThenBy(s => s.Inside is null).First();
        Later(1);
        _ = At(next.Id).Status == StageStatus.AwaitingRequest ? Ask(next.Id) : Complete(next.Id);
    }

    private void Keep(CaseChange change)
    {
        state = change.After;
        commits.Add(change.Events);
    }
}
