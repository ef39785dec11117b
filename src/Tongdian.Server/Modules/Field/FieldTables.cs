using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.Field;

/// <summary>A telephone or tablet on which somebody signed in once. Its secret opens short sessions until it is wiped.</summary>
public sealed class FieldDevice
{
    public Guid Id { get; init; }

    /// <summary>Whose it is: id of the staff user.</summary>
    public required string Staff { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, which is kept nowhere else than on the device.</summary>
    public required byte[] SecretHash { get; init; }
    public DateTimeOffset EnrolledAt { get; init; }

    /// <summary>The security stamp under which its owner signed in on it; with another one they sign in anew. Null on those of before it was kept, until their next session.</summary>
    public string? Stamp { get; init; }

    /// <summary>When it last opened a session.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Somebody said that it is to forget everything; null while it is in use.</summary>
    public DateTimeOffset? WipeAt { get; init; }

    /// <summary>Who said so.</summary>
    public string? WipeBy { get; init; }

    /// <summary>When the device was told so; null while it has not come since.</summary>
    public DateTimeOffset? WipedAt { get; init; }

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>A file that comes from a device in pieces. Its id, made on the device, becomes that of the stored file.</summary>
public sealed class FieldUpload
{
    public Guid Id { get; init; }
    public required string Staff { get; init; }
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public required string Kind { get; init; }

    /// <summary>Hash of the whole, as the device took it at capture; lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of the whole.</summary>
    public long Bytes { get; init; }

    /// <summary>How much of it is here: pieces follow one another without gaps.</summary>
    public long Received { get; init; }

    /// <summary>When the first piece was announced.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The whole is kept, with this hash and length; null until then.</summary>
    public DateTimeOffset? SafeAt { get; init; }
}

/// <summary>A piece of an upload, sealed; gone once the whole is kept.</summary>
public sealed class FieldPiece
{
    public Guid Upload { get; init; }
    public long Offset { get; init; }
    public int Bytes { get; init; }
    public required byte[] Sealed { get; init; }
}

/// <summary>Something done on site that took effect: once, whatever was sent how often. Says when and where the device says it was done.</summary>
public sealed class FieldOperation
{
    /// <summary>Made on the device.</summary>
    public Guid Id { get; init; }
    public required string Staff { get; init; }
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public required string Kind { get; init; }

    /// <summary>When it was done on site: the device's time, corrected by how much its clock was wrong when it sent.</summary>
    public DateTimeOffset SaidAt { get; init; }

    /// <summary>How many seconds the device's clock was ahead.</summary>
    public int ClockAhead { get; init; }

    /// <summary>When it took effect.</summary>
    public DateTimeOffset DoneAt { get; init; }

    /// <summary>Metres between where the device says it was and the address; null when either is not known. Coordinates are not kept here.</summary>
    public int? DistanceM { get; init; }

    /// <summary>What the device says about how well it knew.</summary>
    public int? AccuracyM { get; init; }

    /// <summary>The device said that the place was made up.</summary>
    public bool Mock { get; init; }

    /// <summary>What was entered at the stage afterwards, as a tag.</summary>
    public required string Entry { get; init; }
}

/// <summary>What belongs to the entry of a stage and is no field of its form: input of the calculation, track, marks on photos, where values come from.</summary>
public sealed class SiteSheetRow
{
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }

    /// <summary>The how-manieth time the stage was entered: what is measured anew later leaves what a report was written from.</summary>
    public int Occurrence { get; init; }

    /// <summary>The sealed value.</summary>
    public Guid Sealed { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class FieldTables :
    IEntityTypeConfiguration<FieldDevice>, IEntityTypeConfiguration<FieldUpload>, IEntityTypeConfiguration<FieldPiece>,
    IEntityTypeConfiguration<FieldOperation>, IEntityTypeConfiguration<SiteSheetRow>
{
    public void Configure(EntityTypeBuilder<FieldDevice> builder)
    {
        builder.ToTable("field_devices").Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Name).HasMaxLength(60);
        builder.HasIndex(d => d.Staff);
    }

    public void Configure(EntityTypeBuilder<FieldUpload> builder)
    {
        builder.ToTable("field_uploads").Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Stage).HasMaxLength(100);
        builder.Property(u => u.Kind).HasMaxLength(100);
        builder.Property(u => u.Sha256).HasMaxLength(64);
        builder.HasIndex(u => u.At).HasFilter("safe_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<FieldPiece> builder) => builder.ToTable("field_pieces").HasKey(p => new { p.Upload, p.Offset });

    public void Configure(EntityTypeBuilder<FieldOperation> builder)
    {
        builder.ToTable("field_operations").Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Entry).HasMaxLength(64);
        builder.HasIndex(o => new { o.CaseId, o.Stage });
    }

    public void Configure(EntityTypeBuilder<SiteSheetRow> builder) => builder.ToTable("site_sheets").HasKey(s => new { s.CaseId, s.Stage, s.Occurrence });
}
