using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>What follows when a stage is done, and going back.</summary>
public static partial class CaseDecisions
{
    private static void Finish(Decision decision, StageDefinition stage, StageEntry entry, Actor? by = null)
    {
        decision.Raise(new StageCompleted(stage.Id, entry), by);
        CaseEvent? effect = stage.Effect switch
        {
            StageEffect.None => null,
            StageEffect.Accepts => decision.Case.Status == CaseStatus.Submitted ? new CaseAccepted() : null,
            StageEffect.Energises => new CaseEnergised(),
            StageEffect.Archives => new CaseArchived(),
            _ => throw new InvalidOperationException($"Unknown effect {stage.Effect}"),
        };
        if (effect is not null)
            decision.Raise(effect, Actor.System);
        EnterReady(decision);
    }

    /// <summary>Enters every stage whose turn has come; a stage that does not apply is skipped, which may bring on the next.</summary>
    private static void EnterReady(Decision decision)
    {
        while (decision.Process.Stages.FirstOrDefault(s => IsReady(decision.Case, s)) is { } stage)
        {
            if (!Condition.AllHold(stage.When, decision.Case.Fact))
            {
                decision.Raise(new StageSkipped(stage.Id), Actor.System);
                continue;
            }

            var time = stage.TimeWhen is { } other && Condition.AllHold(other.When, decision.Case.Fact) ? other.Time : stage.Time;
            DateTimeOffset? notBefore = stage.NotBefore > TimeSpan.Zero ? decision.Case.NotBeforeLast(decision.Context.Now) + stage.NotBefore : null;
            decision.Raise(new StageEntered(stage.Id, time, stage.Beside, stage.OnRequest, notBefore), Actor.System);
            if (decision.Case.Stage(stage.Id).Assignee is null && decision.Case.Team?.Members.GetValueOrDefault(stage.Role) is { } member)
                decision.Raise(new StageAssigned(stage.Id, member), Actor.System);
        }
    }

    private static bool IsReady(Case state, StageDefinition stage) =>
        state.Stage(stage.Id).Status == StageStatus.Pending
        && (state.Status.IsRunning() || stage.AfterArchive)
        && stage.After.All(before => state.Stage(before).Status.IsPassed())
        && (stage.Inside is not { } outer || state.Stage(outer).Status.IsOpen());

    private static Error? SendBack(Decision decision, StageDefinition stage, StageState at, SendBack command)
    {
        if (string.IsNullOrWhiteSpace(decision.Context.Reason) && command.Remarks is not { Parts.IsEmpty: false })
            return CaseErrors.ReasonMissing;
        if (!decision.Actor.Steers && MayWork(decision, stage, at) is { } refused)
            return refused;
        if (!CanGoBack(decision, stage.Id, command.To))
            return CaseErrors.CannotSendBackTo(stage.Id, command.To);
        if (command.Remarks is { } remarks && EntryParts.Unknown(decision.Process.Stage(command.To)!, remarks.Parts) is { Length: > 0 } unknown)
            return CaseErrors.RemarksUnknown(unknown);
        GoBack(decision, stage.Id, command.To, command.Remarks);
        return null;
    }

    /// <summary>Back to a finished stage before this one, but never behind what cannot be undone: the power that is on.</summary>
    private static bool CanGoBack(Decision decision, string from, string to)
    {
        var undone = Undone(decision, to);
        if (decision.Case.Stage(to).Status != StageStatus.Completed || to == from || !undone.Contains(from))
            return false;
        return decision.Process.Stages.All(s => s.Effect == StageEffect.None || !undone.Contains(s.Id)
            || decision.Case.Stage(s.Id).Status != StageStatus.Completed || s.Effect == StageEffect.Accepts);
    }

    private static void GoBack(Decision decision, string from, string to, PartRemarks? remarks = null)
    {
        var undone = Undone(decision, to).Where(id => decision.Case.Stage(id).Status != StageStatus.Pending);
        decision.Raise(new StageSentBack(from, to, [.. undone.Order(StringComparer.Ordinal)]) { Remarks = remarks });
        EnterReady(decision);
    }

    /// <summary>What is to be passed again: the stage and what follows it; with a stage inside a finished one, that too, because it only happens in there.</summary>
    private static ImmutableHashSet<string> Undone(Decision decision, string to) =>
        decision.Process.Stage(to)?.Inside is { } outer && !decision.Case.Stage(outer).Status.IsOpen()
            ? Undone(decision, outer)
            : Following(decision.Process, to).Add(to);

    /// <summary>The stages that come after this one, by whatever path, and those inside them.</summary>
    private static ImmutableHashSet<string> Following(ProcessDefinition process, string stage)
    {
        var found = ImmutableHashSet<string>.Empty;
        for (var added = true; added;)
        {
            var next = process.Stages
                .Where(s => s.After.Any(a => a == stage || found.Contains(a)) || (s.Inside is { } i && (i == stage || found.Contains(i))))
                .Select(s => s.Id);
            var grown = found.Union(next);
            added = grown.Count > found.Count;
            found = grown;
        }

        return found;
    }
}
