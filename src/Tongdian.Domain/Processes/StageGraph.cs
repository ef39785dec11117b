using System.Collections.Immutable;

namespace Tongdian.Domain.Processes;

/// <summary>Which stage waits for which. Needs known, distinct stage ids; everything but <see cref="Cycle"/> also needs that there is none.</summary>
internal sealed class StageGraph
{
    private readonly Dictionary<string, StageDefinition> stages;
    private readonly ILookup<string, StageDefinition> inside;
    private readonly Dictionary<string, ImmutableHashSet<string>> earlier = [];

    public StageGraph(ProcessDefinition process)
    {
        stages = process.Stages.GroupBy(s => s.Id).ToDictionary(g => g.Key, g => g.First());
        inside = process.Stages.Where(s => s.Inside is not null).ToLookup(s => s.Inside!);
    }

    /// <summary>Whether the first is finished or skipped whenever the second is entered.</summary>
    public bool IsBefore(string first, string second) => Earlier(stages[second]).Contains(first);

    /// <summary>The stages inside this one.</summary>
    public IEnumerable<StageDefinition> Inside(StageDefinition stage) => inside[stage.Id];

    /// <summary>The stages that must be finished before this one is entered: its own, and those of the stage that it is inside of.</summary>
    public IEnumerable<StageDefinition> Predecessors(StageDefinition stage)
    {
        var own = stage.After.Select(id => stages[id]);
        return stage.Inside is { } host ? own.Concat(Predecessors(stages[host])) : own;
    }

    /// <summary>Stage ids along a cycle, the first one repeated at the end; null when there is none.</summary>
    public ImmutableArray<string>? Cycle()
    {
        var done = new HashSet<string>();
        foreach (var stage in stages.Values)
        {
            if (Walk(stage, [], done) is { } cycle)
                return cycle;
        }
        return null;
    }

    private ImmutableArray<string>? Walk(StageDefinition stage, ImmutableList<string> path, HashSet<string> done)
    {
        var seen = path.IndexOf(stage.Id);
        if (seen >= 0)
            return [.. path.Skip(seen), stage.Id];
        if (!done.Contains(stage.Id))
        {
            foreach (var next in WaitsFor(stage))
            {
                if (Walk(next, path.Add(stage.Id), done) is { } cycle)
                    return cycle;
            }
            done.Add(stage.Id);
        }
        return null;
    }

    // A stage cannot be completed before those inside it, and those cannot be entered before what it follows.
    private IEnumerable<StageDefinition> WaitsFor(StageDefinition stage)
    {
        var after = stage.Inside is { } host && stages.TryGetValue(host, out var outer) ? stage.After.AddRange(outer.After) : stage.After;
        return after.Where(stages.ContainsKey).Select(id => stages[id]).Concat(Inside(stage));
    }

    private ImmutableHashSet<string> Earlier(StageDefinition stage)
    {
        if (!earlier.TryGetValue(stage.Id, out var ids))
        {
            ids = [.. Predecessors(stage).SelectMany(p => Earlier(p).Add(p.Id).Union(Inside(p).Select(i => i.Id)))];
            earlier[stage.Id] = ids;
        }
        return ids;
    }
}
