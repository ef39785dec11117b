using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Processes;

/// <summary>Rules about stages: who, after what, whose time, and what completing them does.</summary>
internal static class StageRules
{
    private static readonly ImmutableArray<string> GraphRules = ["id-duplicate", "stage-unknown", "stage-cycle"];

    public static bool GraphIsBroken(IEnumerable<ProcessRuleFault> faults) => faults.Any(f => GraphRules.Contains(f.Rule));

    /// <summary>What can be said of each stage by itself, and that they form a graph without cycle.</summary>
    public static IEnumerable<ProcessRuleFault> Shape(ProcessDefinition process)
    {
        var ids = process.Stages.Select(s => s.Id).ToHashSet();
        foreach (var fault in Duplicates.In("stages", "stage", process.Stages.Select(s => s.Id)))
            yield return fault;
        foreach (var fault in Duplicates.In("pauseReasons", "pause reason", process.PauseReasons.Select(r => r.Id)))
            yield return fault;
        for (var i = 0; i < process.Stages.Length; i++)
        {
            foreach (var fault in OneStage(process.Stages[i], $"stages[{i}]", ids))
                yield return fault;
        }
        if (new StageGraph(process).Cycle() is { } cycle)
        {
            var at = process.Stages.ToList().FindIndex(s => cycle.Contains(s.Id));
            yield return new($"stages[{at}].after", "stage-cycle", $"stages wait for each other: {string.Join(" → ", cycle)}");
        }
        foreach (var fault in Effects(process))
            yield return fault;
    }

    /// <summary>What needs the order of the stages.</summary>
    public static IEnumerable<ProcessRuleFault> Order(ProcessDefinition process, StageGraph graph)
    {
        var archive = process.Stages.FirstOrDefault(s => s.Effect == StageEffect.Archives);
        var energise = process.Stages.FirstOrDefault(s => s.Effect == StageEffect.Energises);
        var accept = process.Stages.FirstOrDefault(s => s.Effect == StageEffect.Accepts);
        for (var i = 0; i < process.Stages.Length; i++)
        {
            var stage = process.Stages[i];
            if (stage.OnDefects is { } back && back != stage.Id && !graph.IsBefore(back, stage.Id))
                yield return new($"stages[{i}].onDefects", "defects-target", $"{stage.Id} can go back to itself or to an earlier stage, {back} is neither");
            if (stage.OnDefects is { } undone && undone != stage.Id && energise is not null && stage != energise && !graph.IsBefore(stage.Id, energise.Id)
                && (undone == energise.Id || graph.IsBefore(undone, energise.Id)))
                yield return new($"stages[{i}].onDefects", "defects-after-power-on", $"{stage.Id} may come after {energise.Id}, which going back to {undone} would undo");
            if (archive is not null && stage != archive && !stage.AfterArchive && !graph.IsBefore(stage.Id, archive.Id))
                yield return new($"stages[{i}]", "stage-loose-end", $"{stage.Id} would be left open at {archive.Id}: let {archive.Id} follow it, or say afterArchive");
            if (accept is not null && stage == energise && !graph.IsBefore(accept.Id, stage.Id))
                yield return new($"stages[{i}].after", "effect-order", $"{stage.Id} energises without following {accept.Id}");
            if (energise is not null && stage == archive && !graph.IsBefore(energise.Id, stage.Id))
                yield return new($"stages[{i}].after", "effect-order", $"{stage.Id} archives without following {energise.Id}");
        }
    }

    private static IEnumerable<ProcessRuleFault> OneStage(StageDefinition stage, string path, HashSet<string> ids)
    {
        for (var i = 0; i < stage.After.Length; i++)
        {
            if (!ids.Contains(stage.After[i]))
                yield return new($"{path}.after[{i}]", "stage-unknown", $"{stage.Id} follows {stage.After[i]}, which does not exist");
        }
        if (stage.Inside is { } host && !ids.Contains(host))
            yield return new($"{path}.inside", "stage-unknown", $"{stage.Id} is inside {host}, which does not exist");
        if (stage.OnDefects is { } back && !ids.Contains(back))
            yield return new($"{path}.onDefects", "stage-unknown", $"{stage.Id} goes back to {back}, which does not exist");
        if (stage.OnDefects is not null && stage.Fields.All(f => f.Type != FieldType.Checklist))
            yield return new($"{path}.onDefects", "defects-without-checklist", $"{stage.Id} has no checklist whose items could fail");
        if (!Roles.All.Contains(stage.Role))
            yield return new($"{path}.role", "role-unknown", $"no role is called {stage.Role}");
        if (stage.Department is { } department && !Departments.All.Contains(department))
            yield return new($"{path}.department", "department-unknown", $"no department is called {department}");
        if (stage.Department is null != (stage.Role == Roles.Customer))
            yield return new($"{path}.department", "department-role", "people of the company act in a department, the customer in none");
        if (stage.TimeWhen is null && (stage.Role == Roles.Customer) != (stage.Time == TimeOwner.Customer))
            yield return new($"{path}.time", "time-role", $"{stage.Role} acts but the time is {stage.Time}: the customer's work is the customer's time, and only that");
        if (stage.Limit is { } limit && LimitRules.Fault(limit) is { } wrong)
            yield return new($"{path}.limit", "limit-amount", wrong);
        if (stage is { TimeWhen: null, Time: not TimeOwner.Utility, Limit.Reading: LimitReading.Utility })
            yield return new($"{path}.limit", "limit-reading", $"the time of {stage.Id} is {stage.Time}: a limit that counts the company's would never run out");
    }

    private static IEnumerable<ProcessRuleFault> Effects(ProcessDefinition process)
    {
        foreach (var effect in new[] { StageEffect.Accepts, StageEffect.Energises, StageEffect.Archives })
        {
            var have = process.Stages.Count(s => s.Effect == effect);
            if (have != 1)
                yield return new("stages", "effect-count", $"exactly one stage must have the effect {effect}, {have} have it");
        }
        for (var i = 0; i < process.Stages.Length; i++)
        {
            if (process.Stages[i] is { Effect: not StageEffect.None, When.IsEmpty: false } stage)
                yield return new($"stages[{i}].when", "effect-skipped", $"{stage.Id} has the effect {stage.Effect} and so may not be skipped");
        }
    }
}
