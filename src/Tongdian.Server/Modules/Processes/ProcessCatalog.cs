using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Processes;

/// <summary>A published version of a process, as the text it was published with. Never changed.</summary>
public sealed class ProcessVersion
{
    public required string Id { get; init; }
    public int Version { get; init; }
    public required string Yaml { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
}

internal sealed class ProcessTables : IEntityTypeConfiguration<ProcessVersion>
{
    public void Configure(EntityTypeBuilder<ProcessVersion> builder) =>
        builder.ToTable("process_versions").HasKey(p => new { p.Id, p.Version });
}

/// <summary>Every published version of every process, in memory. New cases get the newest; a case keeps the one it began with.</summary>
public sealed class ProcessCatalog(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private volatile FrozenDictionary<ProcessKey, ProcessDefinition> versions = FrozenDictionary<ProcessKey, ProcessDefinition>.Empty;

    /// <summary>The newest version of every process, in the order in which they are tried for a new case.</summary>
    public IReadOnlyList<ProcessDefinition> Newest { get; private set; } = [];

    /// <summary>A version that a case names; that it is missing is impossible.</summary>
    public ProcessDefinition Get(ProcessKey key) =>
        versions.TryGetValue(key, out var process) ? process : throw new InvalidOperationException($"The process {key} was never published");

    /// <summary>Publishes what is new in the folder and loads everything that was ever published.</summary>
    /// <exception cref="ProcessFileException">A file is wrong, or differs from the version that was published under its number.</exception>
    public async Task Load(string folder, CancellationToken cancel)
    {
        // Every file is checked, and the files against each other, before anything is published.
        ProcessFolder.Read(folder);
        var files = Directory.EnumerateFiles(folder, "*.yaml").Where(p => Path.GetFileName(p) != VoltageLimitsFile.Name).Order(StringComparer.Ordinal)
            .Select(path => (Name: $"processes/{Path.GetFileName(path)}", Yaml: File.ReadAllText(path)))
            .Select(file => (file.Name, file.Yaml, Process: ProcessFile.Read(file.Name, file.Yaml))).ToList();
        var faults = new List<ProcessFault>();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var published = await context.Set<ProcessVersion>().AsNoTracking().ToListAsync(cancel);
        foreach (var (name, yaml, process) in files)
        {
            var known = published.FirstOrDefault(p => p.Id == process.Key.Id && p.Version == process.Key.Version);
            if (known is null)
                context.Add(new ProcessVersion { Id = process.Key.Id, Version = process.Key.Version, Yaml = yaml, PublishedAt = time.GetUtcNow() });
            else if (known.Yaml != yaml)
                faults.Add(new ProcessFault(name, 1, "published-version-changed", $"{process.Key} is published and may not change: raise its version"));
        }

        if (faults.Count > 0)
            throw new ProcessFileException([.. faults]);
        await context.SaveChangesAsync(cancel);
        versions = published
            .Select(p => ProcessFile.Read($"{p.Id}@{p.Version}", p.Yaml))
            .Concat(files.Select(f => f.Process))
            .DistinctBy(p => p.Key)
            .ToFrozenDictionary(p => p.Key);
        Newest = [.. versions.Values.GroupBy(p => p.Key.Id).Select(g => g.MaxBy(p => p.Key.Version)!).OrderBy(p => p.ChoiceOrder)];
    }
}
