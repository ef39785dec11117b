using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>What somebody may ask about their own data.</summary>
public enum PersonRequestKind
{
    /// <summary>A copy of everything (PIPL article 45).</summary>
    Export = 1,

    /// <summary>That nothing of it can be read any more (PIPL article 47).</summary>
    Erasure = 2,
}

/// <summary>How a request stands.</summary>
public enum PersonRequestStatus
{
    /// <summary>A second colleague has to confirm it.</summary>
    Asked = 1,
    Done = 2,
    Refused = 3,
}

/// <summary>That somebody's data were copied or destroyed: who asked for it and who confirmed it, why and when. It is never removed, and names no person.</summary>
public sealed class PersonRequest
{
    public Guid Id { get; init; }
    public PersonRequestKind Kind { get; init; }
    public PersonRequestStatus Status { get; init; }

    /// <summary>The case or enquiry by which the person was found.</summary>
    public required string Number { get; init; }

    /// <summary>The numbers of everything of theirs, as it was found.</summary>
    public required string Numbers { get; init; }

    /// <summary>The regions of everything of theirs.</summary>
    public required string Regions { get; init; }
    public required string Reason { get; init; }
    public required string AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When <see cref="ClearErased"/> next clears away what the erasure left; null when nothing is left.</summary>
    public DateTimeOffset? ClearAt { get; init; }

    /// <summary>Whether a colleague is responsible for everything that it is about: nobody else sees it.</summary>
    internal bool IsFor(StaffMember staff, Company company) => Regions.Split(' ').All(r => company.Covers(staff, r));
}

internal sealed class PersonalDataTables : IEntityTypeConfiguration<PersonRequest>
{
    public void Configure(EntityTypeBuilder<PersonRequest> builder)
    {
        builder.ToTable("person_requests").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Number).HasMaxLength(20);
        builder.HasIndex(r => r.AskedAt);
        builder.HasIndex(r => r.ClearAt).HasFilter("clear_at IS NOT NULL");
    }
}
