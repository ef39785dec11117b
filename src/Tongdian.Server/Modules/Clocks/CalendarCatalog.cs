using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Clocks;

/// <summary>A version of a calendar, as the text it came with. Never changed.</summary>
public sealed class CalendarVersion
{
    public required string Id { get; init; }
    public int Version { get; init; }
    public required string Json { get; init; }
    public DateTimeOffset LoadedAt { get; init; }

    /// <summary>The administrator; null when it came with the program.</summary>
    public string? LoadedBy { get; init; }

    /// <summary>When every open case had taken over the years that it announces; null while that is not known.</summary>
    public DateTimeOffset? CarriedAt { get; set; }
}

internal sealed class CalendarTables : IEntityTypeConfiguration<CalendarVersion>
{
    public void Configure(EntityTypeBuilder<CalendarVersion> builder) =>
        builder.ToTable("calendar_versions").HasKey(c => new { c.Id, c.Version });
}

/// <summary>What follows from a version that was just taken, registered by its module.</summary>
public sealed record CalendarTaken(Func<StaffMember, CancellationToken, Task> Then);

/// <summary>
/// Every version of every calendar, in memory. A case keeps the version it was submitted under. What another server took is known here a few
/// seconds later, and at once when a case names it.
/// </summary>
public sealed class CalendarCatalog(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>The calendar of regions that have none of their own.</summary>
    public const string Default = "cn";

    private readonly LookAgain again = new(time);
    private readonly ConcurrentDictionary<CalendarKey, WorkCalendar> announced = new();
    private volatile FrozenDictionary<CalendarKey, WorkCalendar> versions = FrozenDictionary<CalendarKey, WorkCalendar>.Empty;

    /// <summary>The version that a case names; that it is missing is impossible.</summary>
    public WorkCalendar Get(CalendarKey key) => Find(key) ?? throw new InvalidOperationException($"The calendar {key} was never loaded");

    /// <summary>A version, or null when there is none.</summary>
    public WorkCalendar? Find(CalendarKey key)
    {
        if (key.Announced is { } upTo)
            return announced.TryGetValue(key, out var known) ? known : WithAnnounced(key, upTo);
        if (!versions.TryGetValue(key, out var calendar))
        {
            TakeOver();
            calendar = versions.GetValueOrDefault(key);
        }

        return calendar;
    }

    /// <summary>The newest version of a calendar, or null.</summary>
    public WorkCalendar? Newest(string id) => Current.Values.Where(c => c.Id == id).MaxBy(c => c.Version);

    /// <summary>The newest version of every calendar, by id.</summary>
    public IReadOnlyList<WorkCalendar> Newest() =>
        [.. Current.Values.GroupBy(c => c.Id).Select(g => g.MaxBy(c => c.Version)!).OrderBy(c => c.Id, StringComparer.Ordinal)];

    private FrozenDictionary<CalendarKey, WorkCalendar> Current
    {
        get
        {
            if (again.IsDue())
                TakeOver();
            return versions;
        }
    }

    /// <summary>Keeps what is new in the folder and loads everything that was ever kept.</summary>
    /// <exception cref="InvalidDataException">A file is wrong, or differs from the version kept under its number.</exception>
    public async Task Load(string folder, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var kept = await context.Set<CalendarVersion>().AsNoTracking().ToListAsync(cancel);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var name = $"calendars/{Path.GetFileName(path)}";
            var json = await File.ReadAllTextAsync(path, cancel);
            var calendar = Parse(name, json);
            var known = kept.FirstOrDefault(c => c.Id == calendar.Id && c.Version == calendar.Version);
            if (known is null)
                context.Add(new CalendarVersion { Id = calendar.Id, Version = calendar.Version, Json = json, LoadedAt = time.GetUtcNow() });
            else if (known.Json != json)
                throw new InvalidDataException($"{name}: {calendar.Id}@{calendar.Version} is in use and may not change: raise its version");
        }

        await context.SaveChangesAsync(cancel);
        TakeOver();
    }

    /// <summary>Reads what was taken and is not known here. Versions are never removed, so their number says whether any is new.</summary>
    public void TakeOver()
    {
        using var context = contexts.CreateDbContext();
        var kept = context.Set<CalendarVersion>().AsNoTracking();
        lock (again)
        {
            if (kept.Count() == versions.Count)
                return;
            versions = kept.ToList().ToFrozenDictionary(
                c => new CalendarKey(c.Id, c.Version), c => versions.GetValueOrDefault(new CalendarKey(c.Id, c.Version)) ?? Parse($"{c.Id}@{c.Version}", c.Json));
        }
    }

    // Each year as it was announced first: what a later version says about a year that was announced before is not for cases that go on.
    private WorkCalendar? WithAnnounced(CalendarKey key, int upTo)
    {
        var pinned = Find(key with { Announced = null });
        if (pinned is null || Find(new CalendarKey(key.Id, upTo)) is null)
            return null;
        var later = Enumerable.Range(key.Version + 1, upTo - key.Version).Select(version => Find(new CalendarKey(key.Id, version))).OfType<WorkCalendar>();
        return announced.GetOrAdd(key, later.Aggregate(pinned, (calendar, version) => calendar.With(calendar.AnnouncedBy(version))));
    }

    private static WorkCalendar Parse(string name, string json) =>
        WorkCalendar.Parse(json).Failed(out var error, out var calendar)
            ? throw new InvalidDataException($"{name}: {string.Join("; ", error.Fields.Select(f => $"{f.Field}: {f.Code}").Prepend(error.Code))}")
            : calendar;
}
