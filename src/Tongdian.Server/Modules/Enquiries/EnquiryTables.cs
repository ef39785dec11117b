using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Enquiries;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>An enquiry: its state as one JSON text, and the columns that are searched. Written only by <see cref="EnquiryStore"/>.</summary>
public sealed class EnquiryRow
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public int Version { get; init; }
    public EnquiryKind Kind { get; init; }
    public EnquiryStatus Status { get; init; }
    public required string Region { get; init; }
    public required string Department { get; init; }
    public required string Owner { get; init; }
    public string? Assignee { get; init; }
    public string? CaseNumber { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>Faults come first in every list.</summary>
    public int Rank { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When the first of the running limits ends; far in the future when no answer is owed.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When its end is near; null when no answer is owed.</summary>
    public DateTimeOffset? NearAt { get; init; }

    /// <summary>When a limit first passed, as of the last change. Once written it stays.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>The next instant at which a limit comes near or passes. Whoever watches moves it on; null when there is nothing to watch.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
    public required string State { get; init; }

    /// <summary>The due time of one to which no answer is owed.</summary>
    internal static readonly DateTimeOffset NothingOwed = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static int RankOf(EnquiryKind kind) => kind == EnquiryKind.Fault ? 0 : 1;
}

/// <summary>A fact, append-only. Its key guards the version: whoever decided on an older state collides here.</summary>
public sealed class EnquiryEntry
{
    public Guid EnquiryId { get; init; }
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Canonical JSON of the <see cref="RecordedFact"/>: the same bytes for ever.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>32 random bytes that evidence mixes in, so that nobody can guess a payload from its hash.</summary>
    public required byte[] Salt { get; init; }
}

internal sealed class EnquiryTables : IEntityTypeConfiguration<EnquiryRow>, IEntityTypeConfiguration<EnquiryEntry>
{
    public void Configure(EntityTypeBuilder<EnquiryRow> builder)
    {
        builder.ToTable("enquiries").HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Number).HasMaxLength(20);
        builder.HasIndex(e => e.Number).IsUnique();
        // What is not closed, in the order of work: mine, and my department's.
        builder.HasIndex(e => new { e.Assignee, e.Rank, e.DueAt, e.Id }).HasFilter("closed_at IS NULL");
        builder.HasIndex(e => new { e.Owner, e.Rank, e.DueAt, e.Id }).HasFilter("closed_at IS NULL");
        builder.HasIndex(e => new { e.Rank, e.DueAt, e.Id }).HasFilter("closed_at IS NULL");
        builder.HasIndex(e => new { e.NextAt, e.Id }).HasFilter("next_at IS NOT NULL");
        builder.HasIndex(e => new { e.CaseNumber, e.Id }).HasFilter("case_number IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<EnquiryEntry> builder) => builder.ToTable("enquiry_entries").HasKey(e => new { e.EnquiryId, e.Version });
}
