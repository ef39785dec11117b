using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Processes;

/// <summary>Where each stage stands when a process is drawn from left to right: behind everything that it follows; what happens inside a stage below it.</summary>
public sealed class StageLayout
{
    private const int NodeWidth = 172;
    private const int NodeHeight = 84;
    private const int GapX = 44;
    private const int GapY = 20;

    private readonly ProcessDefinition process;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    public StageLayout(ProcessDefinition process)
    {
        this.process = process;
        var rows = new Dictionary<int, int>();
        foreach (var stage in process.Stages.Where(s => s.Inside is null))
            Place(stage, rows);
        foreach (var stage in process.Stages.Where(s => s.Inside is not null))
            Place(stage, rows);
        Width = Nodes.Max(n => n.X) + NodeWidth + 2;
        Height = Nodes.Max(n => n.Y) + NodeHeight + 2;
    }

    /// <summary>A stage and its corner.</summary>
    public sealed record Node(StageDefinition Stage, int X, int Y);

    /// <summary>A line from one stage to the one that follows it, as an SVG path; <paramref name="Inside"/>: to the one that happens inside it.</summary>
    public sealed record Edge(string From, string To, string Path, bool Inside);

    /// <summary>The stages.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Width of the drawing.</summary>
    public int Width { get; }

    /// <summary>Height of the drawing.</summary>
    public int Height { get; }

    /// <summary>The lines.</summary>
    public IEnumerable<Edge> Edges => process.Stages.SelectMany(s => s.After.Select(a => Line(a, s.Id)).Concat(s.Inside is { } outer ? [Down(outer, s.Id)] : []));

    private void Place(StageDefinition stage, Dictionary<int, int> rows)
    {
        var column = Column(stage);
        var row = rows.GetValueOrDefault(column);
        rows[column] = row + 1;
        Nodes.Add(new Node(stage, 1 + (column * (NodeWidth + GapX)), 1 + (row * (NodeHeight + GapY))));
    }

    private int Column(StageDefinition stage)
    {
        if (columns.TryGetValue(stage.Id, out var known))
            return known;
        var behind = stage.After.Select(a => Column(process.Stage(a)!) + 1).DefaultIfEmpty(0).Max();
        return columns[stage.Id] = stage.Inside is { } outer ? Math.Max(behind, Column(process.Stage(outer)!)) : behind;
    }

    private Edge Line(string from, string to)
    {
        var (a, b) = (At(from), At(to));
        var (x1, y1, x2, y2) = (a.X + NodeWidth, a.Y + (NodeHeight / 2), b.X, b.Y + (NodeHeight / 2));
        return new Edge(from, to, $"M{x1} {y1} C{x1 + GapX} {y1} {x2 - GapX} {y2} {x2 - 6} {y2}", false);
    }

    private Edge Down(string outer, string inner)
    {
        var (a, b) = (At(outer), At(inner));
        var x = a.X + (NodeWidth / 2);
        return new Edge(outer, inner, $"M{x} {a.Y + NodeHeight} L{b.X + (NodeWidth / 2)} {b.Y}", true);
    }

    private Node At(string id) => Nodes.Find(n => n.Stage.Id == id)!;
}
