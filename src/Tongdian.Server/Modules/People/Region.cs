using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.People;

/// <summary>A region of the company: province, city, county or station.</summary>
public sealed class Region
{
    public required string Code { get; init; }
    public string? Parent { get; init; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }
}

internal sealed class PeopleTables : IEntityTypeConfiguration<Region>, IEntityTypeConfiguration<StaffUser>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.ToTable("regions").HasKey(r => r.Code);
        builder.HasOne<Region>().WithMany().HasForeignKey(r => r.Parent);
    }

    public void Configure(EntityTypeBuilder<StaffUser> builder) => builder.HasIndex(u => u.WorkNumber).IsUnique();
}
