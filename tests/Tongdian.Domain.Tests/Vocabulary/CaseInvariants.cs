using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Xunit;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>What is true of every case at every moment, whatever was done to it.</summary>
internal static class CaseInvariants
{
    private static readonly (CaseStatus From, CaseStatus To)[] StatusMoves =
    [
        (CaseStatus.Submitted, CaseStatus.Accepted), (CaseStatus.Submitted, CaseStatus.Withdrawn), (CaseStatus.Submitted, CaseStatus.Rejected),
        (CaseStatus.Submitted, CaseStatus.Merged), (CaseStatus.Accepted, CaseStatus.Energised), (CaseStatus.Accepted, CaseStatus.Withdrawn),
        (CaseStatus.Accepted, CaseStatus.Rejected), (CaseStatus.Accepted, CaseStatus.Merged), (CaseStatus.Energised, CaseStatus.Archived),
    ];

    /// <summary>Of the case after a granted command.</summary>
    public static void Hold(CaseStory story)
    {
        var (state, process) = (story.State, story.Process);
        Assert.Equal(process.Key, state.Process);
        Assert.All(state.Stages.Where(s => s.Value.Status != StageStatus.Pending), s => Assert.NotNull(process.Stage(s.Key)));
        foreach (var stage in process.Stages)
        {
            Order(state, process, stage);
            Assert.All(stage.After, before => Assert.NotNull(process.Stage(before)));
            InTime(state, stage, state.Stage(stage.Id));
        }

        EnteredOncePerRound(story);
        Assert.True(story.Events.Count(e => e is CaseEnergised) <= 1);
        Assert.Equal(state.Status is CaseStatus.Energised or CaseStatus.Archived, state.EnergisedAt is not null);
        Assert.Equal(state.Status.IsRunning(), state.ClosedAt is null);
        Ordered(state.Time);
        Assert.Equal(state.SubmittedAt, state.Time[0].From);
        Assert.Equal(state.Status.IsRunning(), state.Time[^1].To is null);
        if (state.Status.IsRunning())
            Assert.Equal(WhoseTime(state), state.Time[^1].Owner);
    }

    /// <summary>Of the case before and after one granted command.</summary>
    public static void Kept(Case before, Case after, IEnumerable<CaseEvent> events)
    {
        Assert.Equal(before.Version + 1, after.Version);
        Assert.NotEmpty(events);
        Assert.True(after.ChangedAt >= before.ChangedAt);
        // Of a case that has ended nothing more is said, but that a limit which it missed was no fault.
        Assert.True(before.Status is not (CaseStatus.Withdrawn or CaseStatus.Rejected or CaseStatus.Merged) || events.All(e => e is BreachCorrected));
        if (before.Status != after.Status)
            Assert.Contains((before.Status, after.Status), StatusMoves);
        if (before.EnergisedAt is { } on)
            Assert.Equal(on, after.EnergisedAt);
        Assert.Equal(before.Documents, after.Documents.Take(before.Documents.Length));
        foreach (var (id, was) in before.Stages)
        {
            var now = after.Stage(id);
            Assert.True(was.Entry is null || now.Entry is not null, $"{id} lost what was entered");
            Assert.Equal(was.Requested, now.Requested.Take(was.Requested.Length));
            Assert.True(now.Occurrence >= was.Occurrence && now.Rejections >= was.Rejections);
        }
    }

    /// <summary>Of the facts of one granted command: only a deputy acts for somebody, and for nobody but those who named them.</summary>
    public static void ActedFor(Actor by, IEnumerable<RecordedEvent> facts) => Assert.All(facts, e =>
        Assert.True(e.For is not { } whom || (e.By == by.Ref && by.ActsFor.Contains(whom)), $"{e.By} acted for {e.For}"));

    /// <summary>After the archive only what comes after the archive goes on, and notices are signed.</summary>
    public static void ArchivedStays(Case before, Case after, ProcessDefinition process)
    {
        Assert.Equal(CaseStatus.Archived, after.Status);
        Assert.Equal(before.Time, after.Time);
        foreach (var stage in process.Stages.Where(s => !s.AfterArchive))
        {
            // The notice of a visit may be signed when the case is put away already.
            var was = before.Stage(stage.Id);
            Assert.Equal(was, after.Stage(stage.Id) with { Notices = was.Notices, ActiveAt = was.ActiveAt });
        }
    }

    private static void Order(Case state, ProcessDefinition process, StageDefinition stage)
    {
        var at = state.Stage(stage.Id);
        if (at.Status != StageStatus.Pending)
            Assert.All(stage.After, before => Assert.True(state.Stage(before).Status.IsPassed(), $"{stage.Id} is {at.Status}, {before} is not passed"));
        if (stage.Inside is { } outer)
        {
            var around = state.Stage(outer).Status;
            Assert.False(at.Status.IsOpen() && !around.IsOpen(), $"{stage.Id} is {at.Status} inside {outer}, which is {around}");
            Assert.False(at.Status != StageStatus.Pending && around == StageStatus.Pending, $"{stage.Id} is {at.Status} before {outer}");
            Assert.False(around == StageStatus.Completed && !at.Status.IsPassed(), $"{outer} is finished, {stage.Id} inside it is {at.Status}");
        }

        // What is due is open: nothing waits for nobody.
        var ready = state.Status.IsRunning() && at.Status == StageStatus.Pending && stage.After.All(b => state.Stage(b).Status.IsPassed())
            && (stage.Inside is not { } host || state.Stage(host).Status.IsOpen());
        Assert.False(ready, $"{stage.Id} was forgotten");
        Assert.True(!state.Status.IsRunning() || process.Stages.Any(s => state.Stage(s.Id).Status.IsOpen()), "The case is stuck");
    }

    private static void InTime(Case state, StageDefinition stage, StageState at)
    {
        Ordered(at.Time);
        var lasts = at.Time is [.., { To: null } last] ? last : null;
        Assert.Equal(at.Status.IsOpen(), lasts is { Owner: not TimeOwner.Nobody });
        Assert.Equal(
            at.Status == StageStatus.Pending && at.Time.Length > 0 && (state.Status.IsRunning() || (lasts is not null && stage.AfterArchive)),
            lasts is { Owner: TimeOwner.Nobody });
        Assert.Equal(at.Status.IsPassed(), at.FinishedAt is not null);
        DateTimeOffset?[] instants = [at.EnteredAt, at.StartedAt, at.FinishedAt, at.RequestedAt, at.Appointment?.Since, .. at.Pauses.Select(p => (DateTimeOffset?)p.Since)];
        Assert.All(instants.OfType<DateTimeOffset>(), i => Assert.InRange(i, state.SubmittedAt, state.ChangedAt));
        Assert.True(at.Appointment is null || at.Status is StageStatus.Open or StageStatus.Started or StageStatus.Completed or StageStatus.Cancelled, $"{stage.Id} is {at.Status} and somebody comes");
        Assert.True(at.Pauses.IsEmpty || at.Status is StageStatus.Open or StageStatus.Started, $"{stage.Id} is {at.Status} and paused");
        Assert.Equal(at.Pauses.Length, at.Pauses.DistinctBy(p => p.Reason).Count());
    }

    private static void Ordered(ImmutableArray<TimelineSpan> spans)
    {
        for (var i = 0; i < spans.Length; i++)
        {
            Assert.True(spans[i].To is not { } to || to >= spans[i].From, "A stretch ends before it begins");
            Assert.True(i == 0 || spans[i - 1].To == spans[i].From, "A gap or an overlap");
        }
    }

    // A stage that is not waiting for its turn was entered (or skipped) once more than it was reset: never twice in one round.
    private static void EnteredOncePerRound(CaseStory story)
    {
        var rounds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var fact in story.Events)
        {
            var (stages, change) = fact switch
            {
                StageEntered e => ([e.Stage], 1),
                StageSkipped e => ([e.Stage], 1),
                StageSentBack e => (e.Reset, -1),
                ProcessReassigned e => (e.Dropped, -1),
                VersionMoved e => (e.Dropped, -1),
                _ => (ImmutableArray<string>.Empty, 0),
            };
            foreach (var stage in stages)
                Assert.InRange(rounds[stage] = rounds.GetValueOrDefault(stage) + change, 0, 1);
        }

        foreach (var (stage, round) in rounds)
            Assert.Equal(story.At(stage).Status == StageStatus.Pending ? 0 : 1, round);
    }

    private static TimeOwner WhoseTime(Case state)
    {
        var open = state.Stages.Values.Where(s => s.Status.IsOpen()).ToList();
        var deciding = open.Any(s => !s.Beside) ? open.Where(s => !s.Beside) : open;
        return deciding.Min(s => s switch
        {
            { Status: StageStatus.AwaitingRequest } => TimeOwner.Customer,
            { Pauses: [var first, ..] } => first.Owner,
            _ => s.Owner,
        });
    }
}
