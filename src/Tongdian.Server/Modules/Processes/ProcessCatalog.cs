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

    /// <summary>The administrator; null when it came with the program.</summary>
    public string? PublishedBy { get; init; }
}

internal sealed class ProcessTables : IEntityTypeConfiguration<ProcessVersion>
{
    public void Configure(EntityTypeBuilder<ProcessVersion> builder) =>
        builder.ToTable("process_versions").HasKey(p => new { p.Id, p.Version });
}

/// <summary>
/// Every published version of every process, in memory. New cases get the newest; a case keeps the one it began with. What another server
/// published is known here a few seconds later, and at once when a case names it.
/// </summary>
public sealed class ProcessCatalog(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private readonly LookAgain again = new(time);
    private volatile Known known = new(FrozenDictionary<ProcessKey, ProcessDefinition>.Empty);

    /// <summary>The newest version of every process, in the order in which they are tried for a new case.</summary>
    public IReadOnlyList<ProcessDefinition> Newest
    {
        get
        {
            if (again.IsDue())
                TakeOver();
            return known.Newest;
        }
    }

    /// <summary>A stage as the first process has it that has one of this name; null when none has it any more.</summary>
    public StageDefinition? Stage(string id) => Newest.Select(p => p.Stage(id)).FirstOrDefault(s => s is not null);

    /// <summary>A version that a case names; that it is missing is impossible.</summary>
    public ProcessDefinition Get(ProcessKey key) => Find(key) ?? throw new InvalidOperationException($"The process {key} was never published");

    /// <summary>A version, or null when there is none.</summary>
    public ProcessDefinition? Find(ProcessKey key)
    {
        if (!known.Versions.TryGetValue(key, out var process))
        {
            TakeOver();
            process = known.Versions.GetValueOrDefault(key);
        }

        return process;
    }

    /// <summary>Publishes what is new in the folder and loads everything that was ever published.</summary>
    /// <exception cref="ProcessFileException">A file is wrong, or differs from the version that was published under its number.</exception>
    public async Task Load(string folder, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var published = await context.Set<ProcessVersion>().AsNoTracking().ToListAsync(cancel);
        // Every file is checked, and the files against each other, before anything is published.
        var files = ProcessFolder.Files(folder, published.Select(p => p.Yaml).ToHashSet(StringComparer.Ordinal));
        var faults = new List<ProcessFault>();
        foreach (var (name, yaml, process) in files)
        {
            var before = published.FirstOrDefault(p => p.Id == process.Key.Id && p.Version == process.Key.Version);
            if (before is null)
                context.Add(new ProcessVersion { Id = process.Key.Id, Version = process.Key.Version, Yaml = yaml, PublishedAt = time.GetUtcNow() });
            else if (before.Yaml != yaml)
                faults.Add(new ProcessFault(name, 1, "published-version-changed", $"{process.Key} is published and may not change: raise its version"));
        }

        if (faults.Count > 0)
            throw new ProcessFileException([.. faults]);
        await context.SaveChangesAsync(cancel);
        TakeOver(files.ToDictionary(f => f.Process.Key, f => f.Process));
    }

    /// <summary>Reads what was published and is not known here. Versions are never removed, so their number says whether any is new.</summary>
    public void TakeOver() => TakeOver(FrozenDictionary<ProcessKey, ProcessDefinition>.Empty);

    /// <summary>As above; with versions that were read from the same text just now.</summary>
    private void TakeOver(IReadOnlyDictionary<ProcessKey, ProcessDefinition> read)
    {
        using var context = contexts.CreateDbContext();
        var versions = context.Set<ProcessVersion>().AsNoTracking();
        lock (again)
        {
            if (versions.Count() == known.Versions.Count)
                return;
            known = new Known(versions.ToList().Select(p => (Key: new ProcessKey(p.Id, p.Version), p.Yaml))
                .ToFrozenDictionary(p => p.Key, p => known.Versions.GetValueOrDefault(p.Key) ?? read.GetValueOrDefault(p.Key) ?? ProcessFile.ReadPublished(p.Key.ToString(), p.Yaml)));
        }
    }

    private sealed class Known(FrozenDictionary<ProcessKey, ProcessDefinition> versions)
    {
        public FrozenDictionary<ProcessKey, ProcessDefinition> Versions { get; } = versions;

        public IReadOnlyList<ProcessDefinition> Newest { get; } =
            [.. versions.Values.GroupBy(p => p.Key.Id).Select(g => g.MaxBy(p => p.Key.Version)!).OrderBy(p => p.ChoiceOrder).ThenBy(p => p.Key.Id, StringComparer.Ordinal)];
    }
}
