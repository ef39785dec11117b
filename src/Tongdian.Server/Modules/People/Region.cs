using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>A region of the company: province, city, county or station.</summary>
public sealed class Region
{
    public required string Code { get; init; }
    public string? Parent { get; set; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }

    /// <summary>Its own calendar; null: that of the region around it.</summary>
    public string? Calendar { get; set; }

    /// <summary>In the language of whoever looks.</summary>
    public string Name => Language.IsEnglish ? NameEn : NameZh;
}

/// <summary>A place where regions are named, registered by its module: a region that is named somewhere cannot be removed.</summary>
/// <param name="Code">Stable name of the place, told to whoever wants to remove it.</param>
/// <param name="Names">Whether the region is named there.</param>
public sealed record RegionUse(string Code, Func<TongdianContext, string, CancellationToken, Task<bool>> Names);

/// <summary>The calendars that a region can have, told by the module that keeps them.</summary>
public sealed record KnownCalendars(Func<IReadOnlyList<string>> Ids);

internal sealed class PeopleTables :
    IEntityTypeConfiguration<Region>, IEntityTypeConfiguration<StaffUser>, IEntityTypeConfiguration<Duty>, IEntityTypeConfiguration<AdministrationEntry>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.ToTable("regions").HasKey(r => r.Code);
        builder.HasOne<Region>().WithMany().HasForeignKey(r => r.Parent);
    }

    public void Configure(EntityTypeBuilder<StaffUser> builder) => builder.HasIndex(u => u.WorkNumber).IsUnique();

    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.ToTable("duties").HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.Region, d.Department, d.From });
    }

    public void Configure(EntityTypeBuilder<AdministrationEntry> builder)
    {
        builder.ToTable("administration_log").HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.HasIndex(e => new { e.At, e.Id });
    }
}
