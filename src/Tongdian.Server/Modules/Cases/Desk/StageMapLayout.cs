using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>Where a stage stands in the map: one row each, in an order in which nothing comes before what it follows; stages side by side have lanes of their own.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Row">From above.</param>
/// <param name="Lane">From the left.</param>
public sealed record StagePlace(StageDefinition Stage, int Row, int Lane);

/// <summary>A line of the map, from the earlier to the later stage.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Inside">The later stage happens within the earlier one.</param>
public sealed record StageLine(StagePlace From, StagePlace To, bool Inside);

/// <summary>A process as a map: forks, joins, and what happens inside or beside something else.</summary>
public sealed class StageMapLayout
{
    private readonly Dictionary<string, StagePlace> places = new(StringComparer.Ordinal);

    public StageMapLayout(ProcessDefinition process)
    {
        // The last stage in each lane that something still follows; a lane is free once nothing does.
        var lanes = new List<StageDefinition?>();
        var ordered = Ordered(process);
        foreach (var (row, stage) in ordered.Index())
        {
            var before = stage.After.Where(places.ContainsKey).Select(a => places[a]).OrderBy(p => p.Lane).ToList();
            var own = before.FirstOrDefault(p => lanes[p.Lane] == p.Stage);
            var waited = ordered.Skip(row).SelectMany(s => s.After).ToHashSet(StringComparer.Ordinal);
            var taken = lanes.Index().Where(l => l.Item is { } last && (waited.Contains(last.Id) || stage.Inside == last.Id)).Select(l => l.Index).ToHashSet();
            // What runs beside the path leaves it its lane.
            var lane = stage is { Inside: null, Beside: false } && own is not null ? own.Lane : Enumerable.Range(0, lanes.Count + 1).First(l => !taken.Contains(l));
            if (lane == lanes.Count)
                lanes.Add(null);
            lanes[lane] = stage;
            places[stage.Id] = new StagePlace(stage, row, lane);
        }

        Lanes = lanes.Count;
        Places = [.. places.Values.OrderBy(p => p.Row)];
        Lines = [.. Places.SelectMany(to => to.Stage.After.Select(a => new StageLine(places[a], to, false)))
            .Concat(Places.Where(p => p.Stage.Inside is not null).Select(p => new StageLine(places[p.Stage.Inside!], p, true)))];
    }

    /// <summary>The stages, from above.</summary>
    public IReadOnlyList<StagePlace> Places { get; }

    /// <summary>The lines between them.</summary>
    public IReadOnlyList<StageLine> Lines { get; }

    /// <summary>How many lanes there are.</summary>
    public int Lanes { get; }

    /// <summary>By how many stages must come before; what is inside another follows it at once.</summary>
    private static List<StageDefinition> Ordered(ProcessDefinition process)
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        int Depth(StageDefinition stage)
        {
            if (!depths.TryGetValue(stage.Id, out var depth))
                depths[stage.Id] = depth = stage.After.Append(stage.Inside).Select(a => a is null || process.Stage(a) is not { } s ? 0 : Depth(s) + (a == stage.Inside ? 0 : 1)).DefaultIfEmpty(0).Max();
            return depth;
        }

        return [.. process.Stages.Index()
            .OrderBy(s => Depth(s.Item)).ThenBy(s => s.Item.Inside is { } host ? process.Stages.IndexOf(process.Stage(host)!) : s.Index).ThenBy(s => s.Item.Inside is not null)
            .Select(s => s.Item)];
    }
}
