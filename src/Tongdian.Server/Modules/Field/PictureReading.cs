using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.Field;

/// <summary>A picture that came from a site, and what a machine read there. The reading is sealed: a route or a number can say whose it is.</summary>
public sealed class PictureReading
{
    public Guid FileId { get; init; }
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }

    /// <summary>What the picture was taken for.</summary>
    public required string Kind { get; init; }

    /// <summary>When it is looked at; null once that is done with.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>How often that was begun: a picture that ends the program is not begun for ever.</summary>
    public int Attempts { get; init; }

    /// <summary>The sealed reading; null when there is none.</summary>
    public Guid? Sealed { get; init; }
}

internal sealed class PictureReadingTable : IEntityTypeConfiguration<PictureReading>
{
    public void Configure(EntityTypeBuilder<PictureReading> builder)
    {
        builder.ToTable("picture_readings").HasKey(r => r.FileId);
        builder.Property(r => r.FileId).ValueGeneratedNever();
        builder.Property(r => r.Stage).HasMaxLength(100);
        builder.Property(r => r.Kind).HasMaxLength(100);
        builder.HasIndex(r => r.NextAt).HasFilter("next_at IS NOT NULL");
        builder.HasIndex(r => new { r.CaseId, r.Stage });
    }
}
