using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Insight;

/// <summary>One event of a process-mining log.</summary>
/// <param name="Fact">The fact it comes from.</param>
/// <param name="Activity">Id of the stage, or what happened to the case as a whole: <c>case-submitted</c>.</param>
/// <param name="Transition">What happened to the activity, in the words of the standard model of XES (IEEE 1849-2016, Lifecycle extension).</param>
/// <param name="Stage">The stage; null for what concerns the case as a whole.</param>
/// <param name="To">Where the case went back to; else null.</param>
public sealed record LogEntry(RecordedEvent Fact, string Activity, string Transition, string? Stage, string? To = null);

/// <summary>The facts of a case as events of a process-mining log. Drafts, offers, appointments and amendments are no steps of the process and are left out.</summary>
public static class LogTrace
{
    /// <summary>The events in order.</summary>
    public static IEnumerable<LogEntry> Of(IEnumerable<RecordedEvent> facts)
    {
        var (assigned, judged) = (new HashSet<string>(StringComparer.Ordinal), "");
        foreach (var fact in facts)
        {
            if (Entry(fact, assigned, judged) is { } entry)
                yield return entry;
            judged = fact.Event is DefectsFound found ? found.Stage : "";
        }
    }

    private static LogEntry? Entry(RecordedEvent fact, HashSet<string> assigned, string judged)
    {
        return fact.Event switch
        {
            CaseSubmitted => Whole("case-submitted", "complete"),
            CaseAccepted => Whole("case-accepted", "complete"),
            CaseEnergised => Whole("case-energised", "complete"),
            CaseArchived => Whole("case-archived", "complete"),
            CaseWithdrawn => Whole("case-withdrawn", "pi_abort"),
            CaseRejected => Whole("case-rejected", "pi_abort"),
            CaseMerged => Whole("case-merged", "pi_abort"),
            StageEntered e => Stage(e.Stage, "schedule"),
            StageRequested e => Stage(e.Stage, "schedule"),
            StageSkipped e => Stage(e.Stage, "autoskip"),
            StageAssigned e => Stage(e.Stage, assigned.Add(e.Stage) ? "assign" : "reassign"),
            StageReleased e when assigned.Remove(e.Stage) => Stage(e.Stage, "schedule"),
            StageStarted e => Stage(e.Stage, "start"),
            StagePaused e => Stage(e.Stage, "suspend"),
            StageResumed e => Stage(e.Stage, "resume"),
            StageCompleted e => Stage(e.Stage, "complete"),
            DefectsFound e => Stage(e.Stage, "ate_abort", e.To),
            // Defects that send the case back are told once.
            StageSentBack e when e.From != judged => Stage(e.From, "ate_abort", e.To),
            _ => null,
        };

        LogEntry Whole(string activity, string transition) => new(fact, activity, transition, null);

        LogEntry Stage(string stage, string transition, string? to = null) => new(fact, stage, transition, stage, to);
    }
}
