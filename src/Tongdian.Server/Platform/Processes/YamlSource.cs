using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tongdian.Server.Platform.Processes;

/// <summary>A YAML file while it is read: what was wrong so far, and the line of every part.</summary>
internal sealed class YamlSource(string file)
{
    // Far more than any process needs.
    private const int Deepest = 30;
    private const int MostNodes = 200_000;

    private readonly List<ProcessFault> faults = [];
    private readonly Dictionary<string, int> lines = [];

    public ImmutableArray<ProcessFault> Faults => [.. faults.OrderBy(f => f.Line)];

    /// <summary>The only document of the file as a mapping.</summary>
    /// <exception cref="ProcessFileException">The text is not YAML, or something else than one mapping.</exception>
    public YamlMap Root(string yaml)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(yaml));
        try
        {
            RefuseDepths(yaml);
            stream.Load(parser);
        }
        catch (YamlException refused)
        {
            throw new ProcessFileException([new(file, (int)refused.Start.Line, "yaml-syntax", refused.Message)]);
        }
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            throw new ProcessFileException([new(file, 1, "yaml-syntax", "the file must hold one mapping")]);
        RefuseMazes(root);
        return new YamlMap(this, "", root);
    }

    public void Mark(string path, YamlNode node) => lines[path] = (int)node.Start.Line;

    public void Refuse(YamlNode node, string rule, string message) => faults.Add(new(file, (int)node.Start.Line, rule, message));

    /// <summary>A fault at a path; the line is that of the nearest part that the file has.</summary>
    public void Refuse(string path, string rule, string message)
    {
        var known = path;
        while (known.Length > 0 && !lines.ContainsKey(known))
            known = known[..Math.Max(known.LastIndexOfAny(['.', '[']), 0)];
        faults.Add(new(file, lines.GetValueOrDefault(known, 1), rule, message));
    }

    /// <summary>The line of a part that was read.</summary>
    public int LineOf(string path) => lines.GetValueOrDefault(path, 1);

    public void ThrowIfFaulty()
    {
        if (faults.Count > 0)
            throw new ProcessFileException(Faults);
    }

    // So YamlDotNet 18 answers to some braces that are never closed.
    private bool Next(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException) when (parser.Current is not null)
        {
            throw new ProcessFileException([new(file, (int)parser.Current.End.Line, "yaml-syntax", "cannot be read after this line: is a bracket left open?")]);
        }
    }

    // Before anything is built of it: what nests without end ends the program that builds it.
    private void RefuseDepths(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (Next(parser))
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest)
                throw new ProcessFileException([new(file, (int)parser.Current.Start.Line, "yaml-too-deep", $"more than {Deepest} levels")]);
        }
    }

    // An alias stands for all that is below its anchor, perhaps for itself: walked as it will be read.
    private void RefuseMazes(YamlNode root)
    {
        var (seen, next) = (0, new Stack<(YamlNode Node, int Depth)>([(root, 0)]));
        while (next.TryPop(out var at))
        {
            if (at.Depth > Deepest || ++seen > MostNodes)
                throw new ProcessFileException([new(file, (int)at.Node.Start.Line, "yaml-too-deep", $"more than {Deepest} levels or {MostNodes} parts, aliases followed")]);
            var children = at.Node switch
            {
                YamlMappingNode map => map.Children.SelectMany(c => new[] { c.Key, c.Value }),
                YamlSequenceNode list => list.Children,
                _ => [],
            };
            foreach (var child in children)
                next.Push((child, at.Depth + 1));
        }
    }
}
