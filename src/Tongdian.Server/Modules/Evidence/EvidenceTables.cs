using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// An entry of the log. Its record and salt are sealed under the same id with the person's key, and die with it. It was acknowledged when this row was
/// committed: it gets its place later, and never another.
/// </summary>
public sealed class EvidenceLeaf
{
    /// <summary>Follows from what it records (<see cref="MakeLeaf"/>), so that it is there once.</summary>
    public Guid Id { get; init; }

    /// <summary>The case, or the enquiry, that it is about.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>The fact of the case that it records; null when it records something else.</summary>
    public int? Version { get; init; }
    public int? Ordinal { get; init; }

    /// <summary>What is published: SHA-256 of salt and record.</summary>
    public required byte[] Entry { get; init; }

    /// <summary>When it was acknowledged.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Its number in the log, counted from 0; null while it waits.</summary>
    public long? Place { get; init; }
}

/// <summary>Up to 256 hashes of the log's tree.</summary>
public sealed class EvidenceTile
{
    public int Level { get; init; }
    public long Number { get; init; }
    public required byte[] Hashes { get; init; }
}

/// <summary>A checkpoint that was given out. Its key guards the log: whoever continues from where somebody else went on already collides here.</summary>
public sealed class EvidenceCheckpoint
{
    /// <summary>Entries of the checkpoint before it.</summary>
    public long Follows { get; init; }

    /// <summary>Entries.</summary>
    public long Size { get; init; }

    /// <summary>The signed note, with the signatures of witnesses that came since.</summary>
    public required string Note { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>When enough witnesses had signed it; only from then on it is published.</summary>
    public DateTimeOffset? WitnessedAt { get; init; }
}

/// <summary>Something happened that is no fact of a case's own history and becomes an entry. Written with its cause by the module that knows it.</summary>
public sealed class EvidenceDue
{
    /// <summary>What happened: which <see cref="EvidenceSource"/> knows more.</summary>
    public required string Kind { get; init; }

    /// <summary>To what: a message, a case.</summary>
    public Guid Subject { get; init; }

    /// <summary>To which part of it; empty where it has none.</summary>
    public required string Part { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset NextAt { get; init; }
}

internal sealed class EvidenceTables :
    IEntityTypeConfiguration<EvidenceLeaf>, IEntityTypeConfiguration<EvidenceTile>, IEntityTypeConfiguration<EvidenceCheckpoint>, IEntityTypeConfiguration<EvidenceDue>
{
    public void Configure(EntityTypeBuilder<EvidenceLeaf> builder)
    {
        builder.ToTable("evidence_leaves").HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Number).HasMaxLength(20);
        builder.HasIndex(l => l.Place).IsUnique();
        builder.HasIndex(l => new { l.At, l.Id }).HasFilter("place IS NULL");
        builder.HasIndex(l => new { l.CaseId, l.At });
    }

    public void Configure(EntityTypeBuilder<EvidenceTile> builder) => builder.ToTable("evidence_tiles").HasKey(t => new { t.Level, t.Number });

    public void Configure(EntityTypeBuilder<EvidenceCheckpoint> builder)
    {
        builder.ToTable("evidence_checkpoints").HasKey(c => c.Follows);
        builder.Property(c => c.Follows).ValueGeneratedNever();
        builder.HasIndex(c => c.Size).IsUnique();
    }

    public void Configure(EntityTypeBuilder<EvidenceDue> builder)
    {
        builder.ToTable("evidence_due").HasKey(d => new { d.Kind, d.Subject, d.Part });
        builder.Property(d => d.Kind).HasMaxLength(40);
        builder.Property(d => d.Part).HasMaxLength(100);
        builder.HasIndex(d => d.NextAt);
    }
}
