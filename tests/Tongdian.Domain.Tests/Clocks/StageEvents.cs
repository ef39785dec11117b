using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Clocks.Oracle;
using Tongdian.Domain.Tests.Vocabulary;

namespace Tongdian.Domain.Tests.Clocks;

/// <summary>A story of the oracle as the facts of a case, as far as they have happened.</summary>
internal static class StageEvents
{
    public static readonly StageDefinition Definition = TestProcesses.Linear.Stage("survey")!;

    public static TimeOwner Owner(Whose whose) => whose switch
    {
        Whose.Company => TimeOwner.Utility,
        Whose.Customer => TimeOwner.Customer,
        Whose.Permits => TimeOwner.ThirdParty,
        Whose.Weather => TimeOwner.ForceMajeure,
        _ => TimeOwner.Nobody,
    };

    public static Case Fold(Story story, int now, TimeSpan offset)
    {
        var begun = CaseStory.Submission(CaseStory.Home);
        return Facts(story, offset).Where(f => f.At <= now).OrderBy(f => f.At).ThenBy(f => f.Order).Aggregate(
            Case.Begin([Recorded(story.Start, new CaseSubmitted(
                begun.Id, begun.Number, begun.Facts, TestProcesses.Linear.Key, begun.VoltageReason, begun.VoltageReason, begun.Calendar, begun.Customer,
                begun.Language, begun.Channel, begun.Owner, []))]),
            (state, fact) => state.Commit([Recorded(fact.At, fact.Event)]));

        RecordedEvent Recorded(int at, CaseEvent fact) => new(RandomAlmanac.Instant(at, offset), Actor.System.Ref, null, fact);
    }

    // Of one minute first what ends, then what begins; each in the order in which the oracle looks.
    private static IEnumerable<(int At, int Order, CaseEvent Event)> Facts(Story story, TimeSpan offset)
    {
        if (story.Deferred.Until > story.Deferred.From)
        {
            var day = new VisitTime(DateOnly.MinValue, DayPart.Morning);
            yield return (story.Start, 3, new TimeProposed("survey", day, null) { Begins = RandomAlmanac.Instant(story.Deferred.From, offset) });
            yield return (story.Start, 4, new TimeAsked("survey", day, null) { Begins = RandomAlmanac.Instant(story.Deferred.Until, offset) });
        }

        foreach (var (place, wait) in story.Waits.Index().Where(w => w.Item.Told == Told.Afterwards))
        {
            yield return (wait.Later, 20, new PauseRecorded(
                "survey", place, $"reason-{wait.Reason}", Owner(wait.Whose), null, RandomAlmanac.Instant(wait.From, offset),
                RandomAlmanac.Instant(wait.Until, offset), null, "coordinator"));
        }

        foreach (var (index, (from, until)) in story.Open.Index())
        {
            yield return (from, 2, new StageEntered("survey", TimeOwner.Utility, false, false, null));
            foreach (var (place, wait) in story.Waits.Index().Where(w => w.Item.From >= from && w.Item.From < until && w.Item.Told != Told.Afterwards))
            {
                yield return (wait.From, 5 + place, new StagePaused("survey", $"reason-{wait.Reason}", Owner(wait.Whose), null) { Number = place, Approved = false });
                if (wait.Told == Told.InVain)
                    yield return (wait.Later, 20, new PauseRefused("survey", place, "coordinator", "why"));
                if (wait.Until < until)
                    yield return (wait.Until, 0, new StageResumed("survey", $"reason-{wait.Reason}"));
            }

            if (index < story.Open.Length - 1)
                yield return (until, 1, new StageSentBack("construction", "survey", ["survey"]));
            else
            {
                yield return (until, 0, new StageStarted("survey"));
                yield return (until, 1, new StageCompleted("survey", StageEntry.Empty));
            }
        }
    }
}
