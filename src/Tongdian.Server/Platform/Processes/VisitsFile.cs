using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Platform.Processes;

/// <summary>
/// Reads what customers are told about visits. It stands beside the processes and not in them: a published version never changes, and how a visit is
/// explained must not need a new one.
/// </summary>
public static class VisitsFile
{
    /// <summary>Name of the file, in the folder of the processes.</summary>
    public const string Name = "visits.yaml";

    private const int Most = 6;
    private const int MostSteps = 12;
    private const decimal LongestHours = 24 * 30;

    /// <summary>The guides of a file; a stage or process that none of <paramref name="processes"/> has is a fault.</summary>
    /// <exception cref="ProcessFileException">With everything that is wrong: file, line, rule.</exception>
    public static VisitGuides Read(string fileName, string yaml, IReadOnlyCollection<ProcessDefinition> processes)
    {
        var source = new YamlSource(fileName);
        var root = source.Root(yaml);
        var stages = root.MapOrNull("stages", map => Stages(source, map, processes)) ?? [];
        var own = root.MapOrNull("processes", map => map.Entries(of => Stages(source, of, [.. processes.Where(p => of.Path == $"processes.{p.Key.Id}")])));
        root.RefuseUnknownKeys();
        source.ThrowIfFaulty();
        return new VisitGuides(
            stages.ToImmutableSortedDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
            (own ?? []).ToImmutableSortedDictionary(p => p.Key, p => p.Value.ToImmutableSortedDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal), StringComparer.Ordinal));
    }

    private static List<(string Key, VisitGuide Value)> Stages(YamlSource source, YamlMap map, IReadOnlyCollection<ProcessDefinition> processes)
    {
        var stages = map.Entries(of => Guide(source, of));
        foreach (var (stage, _) in stages.Where(s => !processes.Any(p => p.Stage(s.Key) is { IsVisit: true })))
            source.Refuse($"{map.Path}.{stage}", "visit-unknown", $"{stage} is no visit of a process that is here");
        return stages;
    }

    private static VisitGuide Guide(YamlSource source, YamlMap map)
    {
        var hours = map.NumberOrNull("hours");
        if (hours is <= 0 or > LongestHours)
            source.Refuse($"{map.Path}.hours", "visit-hours", $"hours must be above 0 and at most {LongestHours}");
        var guide = new VisitGuide(
            map.Localized("content"), hours is { } h ? TimeSpan.FromHours((double)h) : null, map.LocalizedList("prepare"), map.LocalizedList("standard"))
        {
            Safety = map.LocalizedList("safety"), Steps = map.LocalizedList("steps"),
        };
        // The notice is one page.
        if (guide.Prepare.Length > Most || guide.Standard.Length > Most)
            source.Refuse(map.Path, "visit-too-long", $"prepare and standard may have {Most} lines each");
        // On site nobody reads more.
        if (guide.Safety.Length > MostSteps || guide.Steps.Length > MostSteps)
            source.Refuse(map.Path, "visit-too-many-steps", $"safety and steps may have {MostSteps} lines each");
        return guide;
    }
}
