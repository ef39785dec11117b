using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Processes;

/// <summary>Finds the process of a case.</summary>
public static class ChooseProcess
{
    /// <summary>The first process, in the order of choice, that applies; of several versions the newest. Its <see cref="ProcessDefinition.ChoiceReason"/> says why.</summary>
    /// <param name="processes">The published processes.</param>
    /// <param name="facts">What decides about the case.</param>
    /// <returns><see cref="ProcessErrors.NoneApplies"/> when there is none.</returns>
    public static Result<ProcessDefinition> For(IEnumerable<ProcessDefinition> processes, CaseFacts facts)
    {
        var newest = processes.GroupBy(p => p.Key.Id).Select(g => g.MaxBy(p => p.Key.Version)!);
        var chosen = newest.OrderBy(p => p.ChoiceOrder).FirstOrDefault(p => Condition.AllHold(p.AppliesWhen, facts.Read));
        return chosen is null ? ProcessErrors.NoneApplies : chosen;
    }
}
