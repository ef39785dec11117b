using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases.Work;

/// <summary>A filter of the worklist that a colleague keeps under a name.</summary>
public sealed class SavedFilter
{
    public Guid Id { get; init; }
    public Guid StaffId { get; init; }
    public required string Name { get; init; }

    /// <summary>A <see cref="ListWork.Filter"/> as JSON.</summary>
    public required string Filter { get; init; }

    /// <summary>The worklist opens with it.</summary>
    public bool IsDefault { get; init; }
}

internal sealed class SavedFilterTable : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.ToTable("saved_filters").HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Name).HasMaxLength(KeepFilters.LongestName);
        builder.HasIndex(f => new { f.StaffId, f.Name }).IsUnique();
    }
}

/// <summary>Keeps filters of the worklist for each colleague.</summary>
public sealed class KeepFilters(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 40;

    private const int Most = 20;

    /// <summary>A kept filter.</summary>
    public sealed record Item(Guid Id, string Name, ListWork.Filter Filter, bool IsDefault);

    /// <summary>The colleague's filters, by name.</summary>
    public async Task<IReadOnlyList<Item>> List(StaffMember me, CancellationToken cancel)
    {
        var id = Guid.Parse(me.Id);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<SavedFilter>().AsNoTracking().Where(f => f.StaffId == id).ToListAsync(cancel);
        return [.. rows.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => new Item(
            r.Id, r.Name, JsonSerializer.Deserialize<ListWork.Filter>(r.Filter, ApiJson.Options) ?? new ListWork.Filter(), r.IsDefault))];
    }

    /// <summary>Keeps a filter; one of the same name is replaced.</summary>
    public async Task<Result<IReadOnlyList<Item>>> Keep(StaffMember me, string? name, ListWork.Filter filter, bool asDefault, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("name", "field.required")]);
        if (FreeText.Fault("name", name.Trim(), LongestName) is { } fault)
            return new Error(ErrorKind.Invalid, "request.invalid").For([fault]);
        var id = Guid.Parse(me.Id);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<SavedFilter>().CountAsync(f => f.StaffId == id && f.Name != name.Trim(), cancel) >= Most)
            return new Error(ErrorKind.Conflict, "filter.too-many").With("max", $"{Most}");
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.Set<SavedFilter>().Where(f => f.StaffId == id && f.Name == name.Trim()).ExecuteDeleteAsync(cancel);
        if (asDefault)
            await NoDefault(context, id, cancel);
        context.Add(new SavedFilter
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()), StaffId = id, Name = name.Trim(), Filter = JsonSerializer.Serialize(filter, ApiJson.Options), IsDefault = asDefault,
        });
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (await List(me, cancel)).ToArray();
    }

    /// <summary>Forgets a filter of the colleague's own.</summary>
    public async Task<IReadOnlyList<Item>> Forget(StaffMember me, Guid filter, CancellationToken cancel)
    {
        var id = Guid.Parse(me.Id);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Set<SavedFilter>().Where(f => f.StaffId == id && f.Id == filter).ExecuteDeleteAsync(cancel);
        return await List(me, cancel);
    }

    private static Task<int> NoDefault(TongdianContext context, Guid id, CancellationToken cancel) =>
        context.Set<SavedFilter>().Where(f => f.StaffId == id && f.IsDefault).ExecuteUpdateAsync(f => f.SetProperty(x => x.IsDefault, false), cancel);
}
