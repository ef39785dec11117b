using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Going on under another process, or under another version of the same one.</summary>
public static partial class CaseDecisions
{
    private static Error? Reassign(Decision decision, ReassignProcess command)
    {
        var state = decision.Case;
        if (!decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (string.IsNullOrWhiteSpace(decision.Context.Reason))
            return CaseErrors.ReasonMissing;
        if (state.Status is not (CaseStatus.Submitted or CaseStatus.Accepted))
            return CaseErrors.NotInThisState(state.Status);
        if (command.Target.Key == state.Process)
            return CaseErrors.SameProcess;
        var standing = Standing(decision, command.Target, (stage, _) => state.Stage(stage.Id).Status.IsPassed());
        decision.Raise(new ProcessReassigned(command.Target.Key, Dropped(state, standing)));
        decision.Follow(command.Target);
        EnterReady(decision);
        return null;
    }

    /// <summary>Unlike under another process, stages that are open stay open, with whoever has them and what they have entered.</summary>
    private static Error? Move(Decision decision, MoveToVersion command)
    {
        var (state, before, target) = (decision.Case, decision.Process, command.Target);
        if (!decision.Actor.Is(Roles.Administrator))
            return CaseErrors.NotAllowed;
        if (string.IsNullOrWhiteSpace(decision.Context.Reason))
            return CaseErrors.ReasonMissing;
        if (!state.Status.IsRunning())
            return CaseErrors.NotInThisState(state.Status);
        if (target.Key.Id != state.Process.Id || target.Key.Version <= state.Process.Version)
            return CaseErrors.NotANewerVersion;
        var standing = Standing(decision, target, (stage, old) => CanStayAsItIs(state, stage, old));
        if (state.Status == CaseStatus.Energised && !standing.Contains(target.Stages.Single(s => s.Effect == StageEffect.Energises).Id))
            return CaseErrors.VersionUndoesPowerOn;
        decision.Raise(new VersionMoved(target.Key, Dropped(state, standing)));
        decision.Follow(target);
        foreach (var stage in target.Stages.Where(s => standing.Contains(s.Id) && state.Stage(s.Id) is { Assignee: not null } at && at.Status.IsOpen()))
        {
            if (before.Stage(stage.Id) is { } old && (old.Role, old.Department) != (stage.Role, stage.Department))
                decision.Raise(new StageReleased(stage.Id), Actor.System);
        }

        EnterReady(decision);
        return null;
    }

    /// <summary>A passed stage stands; an open one when it still applies, and waits for a request exactly when the target wants one.</summary>
    private static bool CanStayAsItIs(Case state, StageDefinition stage, StageDefinition old)
    {
        var at = state.Stage(stage.Id);
        return at.Status.IsPassed()
            || (at.Status.IsOpen() && Condition.AllHold(stage.When, state.Fact) && stage.OnRequest == old.OnRequest && stage.Role == Roles.Customer == (old.Role == Roles.Customer));
    }

    private static ImmutableArray<string> Dropped(Case state, HashSet<string> standing) =>
        [.. state.Stages.Where(s => s.Value.Status != StageStatus.Pending && !standing.Contains(s.Key)).Select(s => s.Key)];

    /// <summary>
    /// What was done stands under the target when everything before, inside and around it stands too. The largest set of stages of which that
    /// is true: all that could stand by themselves, less those that miss something, until none does.
    /// </summary>
    private static HashSet<string> Standing(Decision decision, ProcessDefinition target, Func<StageDefinition, StageDefinition, bool> mayStand)
    {
        var state = decision.Case;
        var standing = target.Stages
            .Where(s => state.Stage(s.Id).Status != StageStatus.Pending && decision.Process.Stage(s.Id) is { } old && mayStand(s, old) && MeansTheSame(state, s, old))
            .Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        while (standing.RemoveWhere(id => MissesSomething(state, target, target.Stage(id)!, standing)) > 0)
        {
            // Whoever stood on what is gone goes next.
        }

        return standing;
    }

    /// <summary>Skipped means that it does not apply here either; done means that it did to the case what it does here.</summary>
    private static bool MeansTheSame(Case state, StageDefinition stage, StageDefinition old) => state.Stage(stage.Id).Status switch
    {
        StageStatus.Skipped => !Condition.AllHold(stage.When, state.Fact),
        StageStatus.Completed => stage.Effect == old.Effect,
        _ => true,
    };

    private static bool MissesSomething(Case state, ProcessDefinition target, StageDefinition stage, HashSet<string> standing)
    {
        var at = state.Stage(stage.Id).Status;
        return !stage.After.All(Passed)
            || (stage.Inside is { } outer && !(standing.Contains(outer) && (at.IsPassed() || state.Stage(outer).Status.IsOpen())))
            || (at == StageStatus.Completed && !target.Stages.Where(s => s.Inside == stage.Id).All(inner => Passed(inner.Id)));

        bool Passed(string id) => standing.Contains(id) && state.Stage(id).Status.IsPassed();
    }
}
