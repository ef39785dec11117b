using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Platform.Processes;

/// <summary>A file with the process that it holds.</summary>
/// <param name="Name">As faults name it: <c>processes/emergency.yaml</c>.</param>
/// <param name="Yaml">Its text.</param>
/// <param name="Process">The process.</param>
public sealed record ProcessText(string Name, string Yaml, ProcessDefinition Process);

/// <summary>Reads every process of a folder.</summary>
public static class ProcessFolder
{
    /// <summary>Whether a file of the folder holds a process: some hold what goes with them.</summary>
    public static bool IsProcess(string path) => Path.GetFileName(path) is not (VoltageLimitsFile.Name or VisitsFile.Name);

    /// <summary>The processes of all <c>*.yaml</c> files of the folder that hold one, ordered by their choice.</summary>
    /// <exception cref="ProcessFileException">With the faults of all files; also when two say they are the same process, or none is there.</exception>
    public static ImmutableArray<ProcessDefinition> Read(string folder) =>
        [.. Files(folder, new HashSet<string>()).Select(f => f.Process).OrderBy(p => p.ChoiceOrder).ThenByDescending(p => p.Key.Version)];

    /// <summary>The files that hold a process, by name.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="published">Texts that were published before.</param>
    /// <exception cref="ProcessFileException">As of <see cref="Read"/>.</exception>
    public static ImmutableArray<ProcessText> Files(string folder, IReadOnlySet<string> published)
    {
        var faults = ImmutableArray.CreateBuilder<ProcessFault>();
        var processes = ImmutableArray.CreateBuilder<ProcessText>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = $"{Path.GetFileName(Path.GetFullPath(folder))}/{Path.GetFileName(path)}";
            if (!IsProcess(path))
                continue;
            try
            {
                var yaml = File.ReadAllText(path);
                processes.Add(new ProcessText(name, yaml, published.Contains(yaml) ? ProcessFile.ReadPublished(name, yaml) : ProcessFile.Read(name, yaml)));
            }
            catch (ProcessFileException refused)
            {
                faults.AddRange(refused.Faults);
            }
        }
        foreach (var same in processes.GroupBy(p => p.Process.Key).Where(g => g.Count() > 1))
            faults.Add(new(same.Last().Name, 1, "process-duplicate", $"{same.Key} is also in {same.First().Name}"));
        foreach (var same in processes.GroupBy(p => p.Process.ChoiceOrder).Where(g => g.Select(p => p.Process.Key.Id).Distinct().Count() > 1))
            faults.Add(new(same.Last().Name, 1, "choice-order-duplicate", $"choiceOrder {same.Key} is also in {same.First().Name}: which comes first?"));
        if (processes.Count == 0 && faults.Count == 0)
            faults.Add(new(folder, 1, "processes-missing", "no process file is here"));
        if (faults.Count > 0)
            throw new ProcessFileException(faults.ToImmutable());
        return processes.ToImmutable();
    }
}
