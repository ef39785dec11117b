using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Notices;
using Tongdian.Domain.Processes;
using Xunit;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>Tells random stories of processes and looks at the case after every step.</summary>
internal static class CaseProperties
{
    private const int MostRounds = 20;

    public static void Hold(IReadOnlyList<ProcessDefinition> processes, WorkCalendar calendar, int stories)
    {
        // Stories that never get anywhere would prove nothing: more are told until every kind of fact has come up.
        var untold = typeof(CaseEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CaseEvent))).ToHashSet();
        // A case moves to a version only where there are two.
        if (processes.DistinctBy(p => p.Key.Id).Count() == processes.Count)
            untold.Remove(typeof(VersionMoved));
        for (var round = 0; round == 0 || (untold.Count > 0 && round < MostRounds); round++)
            TellMany(processes, calendar, stories, untold);
        Assert.Empty(untold);
    }

    private static void TellMany(IReadOnlyList<ProcessDefinition> processes, WorkCalendar calendar, int stories, HashSet<Type> untold) =>
        Gen.Select(Gen.Int[0, processes.Count - 1], Gen.Int[0, 1000], RandomStory.Steps).Sample(
            (process, flavour, steps) =>
            {
                var story = RandomStory.Begin(processes[process], flavour);
                Tell(processes, calendar, story, steps);
                untold.ExceptWith(story.Events.Select(e => e.GetType()));
            },
            iter: stories,
            threads: 1);

    private static void Tell(IReadOnlyList<ProcessDefinition> processes, WorkCalendar calendar, CaseStory story, RandomStep[] steps)
    {
        CaseInvariants.Hold(story);
        foreach (var step in steps)
        {
            story.Now = story.Now.AddMinutes(step.Minutes);
            var (command, by, reason) = RandomStory.Next(story, step, processes, calendar);
            var (before, process) = (story.State, story.Process);
            var text = step.Flavour == 0 ? CaseText.Of(before) : null;
            if (story.Try(command, by, reason).Error is not null)
            {
                Assert.True(text is null || text == CaseText.Of(story.State), "A refused command changed something");
                continue;
            }

            story.Do(command, by, reason);
            CaseInvariants.Kept(before, story.State, story.Last);
            CaseInvariants.ActedFor(by, story.Commits[^1]);
            if (before.Status == CaseStatus.Archived)
                CaseInvariants.ArchivedStays(before, story.State, process);
            CaseInvariants.Hold(story);
            if (step.Flavour == 0)
                ClocksCanBeRead(story, calendar);
        }

        ClocksCanBeRead(story, calendar);
        IsWhatItsFactsMake(story);
    }

    private static void ClocksCanBeRead(CaseStory story, WorkCalendar calendar)
    {
        var clocks = new CaseClocks(story.State, story.Process, calendar, story.Now);
        Assert.Equal(PromiseKind.Promise, clocks.Promise.Definition.Kind);
        foreach (var stage in story.Process.Stages)
        {
            var at = story.At(stage.Id);
            if (clocks.Stage(stage) is { } reading)
                Assert.True(at.Status.IsOpen() || !reading.Running, $"{stage.Id} is {at.Status} and its clock runs");
            if (story.State.Status.IsRunning() && !at.Status.IsPassed())
                Assert.True(clocks.Expected(stage.Id) >= story.Now, $"{stage.Id} is expected in the past");
        }

        RemindersAreOfUse(story, clocks, calendar);
    }

    private static void RemindersAreOfUse(CaseStory story, CaseClocks clocks, WorkCalendar calendar)
    {
        var plan = ReminderPlan.Of(story.State, story.Process, clocks, calendar);
        Assert.Equal(plan.Length, plan.Select(r => (r.Kind, r.Key)).Distinct().Count());
        Assert.DoesNotContain(plan, r => r.At > r.Limit);
        Assert.DoesNotContain(plan, r => story.At(r.Stage).Status is StageStatus.Completed or StageStatus.Skipped or StageStatus.Cancelled);
    }

    private static void IsWhatItsFactsMake(CaseStory story)
    {
        var text = CaseText.Of(story.State);
        Assert.Equal(text, CaseText.Of(CaseText.Case(text)));
        Assert.Equal(text, CaseText.Of(CaseText.Replay(story.Commits)));
        Assert.DoesNotContain(FilledForm.Canary, text, StringComparison.Ordinal);
        Assert.All(story.Commits.SelectMany(c => c), e => Assert.DoesNotContain(FilledForm.Canary, CaseText.Of(e), StringComparison.Ordinal));
    }
}
