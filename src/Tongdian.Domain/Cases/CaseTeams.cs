using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>The dedicated team of a high-voltage case.</summary>
public static partial class CaseDecisions
{
    private static Error? Name(Decision decision, NameTeam command)
    {
        var state = decision.Case;
        if (!decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (!state.Status.IsRunning())
            return CaseErrors.NotInThisState(state.Status);
        if (state.Facts.Voltage != "high")
            return CaseErrors.NoTeam;
        var unfit = command.Members.Where(m => !Fits(decision.Process, m)).Select(m => m.Role)
            .Concat(command.Members.GroupBy(m => m.Role).Where(g => g.Count() > 1).Select(g => g.Key)).Distinct().ToList();
        if (unfit.Count > 0 || command.Members.IsEmpty)
            return CaseErrors.TeamDoesNotFit(unfit);
        var team = new CaseTeam(command.Lead.Id, command.Members.ToImmutableSortedDictionary(m => m.Role, m => m.Colleague.Id, StringComparer.Ordinal));
        if (state.Team is { } before && before.Lead == team.Lead && before.Members.SequenceEqual(team.Members))
            return CaseErrors.NothingToChange;
        decision.Raise(new TeamNamed(team));
        foreach (var stage in decision.Process.Stages)
        {
            // A stage that will be passed again keeps who had it: that is decided anew too.
            var at = decision.Case.Stage(stage.Id);
            var toCome = at.Status.IsOpen() || (at.Status == StageStatus.Pending && at.Assignee is not null);
            if (toCome && team.Members.TryGetValue(stage.Role, out var member) && member != at.Assignee)
                decision.Raise(new StageAssigned(stage.Id, member));
        }

        return null;
    }

    private static bool Fits(ProcessDefinition process, TeamMember member)
    {
        var colleague = Actor.Staff(member.Colleague.Id, member.Colleague.Roles, member.Colleague.Departments);
        var stages = process.Stages.Where(s => s.Role == member.Role && s.Role != Roles.Customer).ToList();
        return stages.Count > 0 && stages.All(colleague.MayDo);
    }
}
