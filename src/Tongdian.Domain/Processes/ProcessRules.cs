using System.Collections.Immutable;

namespace Tongdian.Domain.Processes;

/// <summary>What every process must keep, whoever writes it. A process that breaks one of these never starts.</summary>
public static class ProcessRules
{
    /// <summary>All faults of a process, in the order of its parts; none when it may be used.</summary>
    public static ImmutableArray<ProcessRuleFault> Check(ProcessDefinition process)
    {
        ImmutableArray<ProcessRuleFault> shape =
            [.. StageRules.Shape(process), .. FormDefinitionRules.Check(process), .. PromiseRules.Shape(process)];
        var graph = new StageGraph(process);
        if (StageRules.GraphIsBroken(shape))
            return shape;
        return [.. shape, .. StageRules.Order(process, graph), .. ConditionRules.Check(process, graph), .. PromiseRules.Length(process, graph)];
    }
}
