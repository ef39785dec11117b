using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Coordination;

namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>A dispatch round: what was stuck at an hour. There is one for an hour, whoever opens it.</summary>
public sealed class DispatchRound
{
    public DateTimeOffset Hour { get; init; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Outside office hours only emergencies are looked at.</summary>
    public bool OnlyEmergencies { get; init; }

    /// <summary>How many stages were stuck.</summary>
    public int Found { get; init; }

    /// <summary>How many of those of the round before are settled.</summary>
    public int Settled { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it; null when the next one did.</summary>
    public string? ClosedBy { get; init; }
}

/// <summary>A stage that was stuck when a round opened, and what was decided about it.</summary>
public sealed class DispatchItem
{
    public DateTimeOffset Hour { get; init; }
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }

    /// <summary>Where it stands in the round.</summary>
    public int Place { get; init; }
    public required string Number { get; init; }
    public required string Process { get; init; }
    public required string Region { get; init; }
    public string? Department { get; init; }
    public string? Assignee { get; init; }
    public Trouble Trouble { get; init; }
    public bool Stalls { get; init; }
    public bool Emergency { get; init; }
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>In how many rounds one after the other it has been, this one included.</summary>
    public int Rounds { get; init; }

    /// <summary>What the round before decided: until when it was to be settled.</summary>
    public DateTimeOffset? EarlierUntil { get; init; }
    public required string ProposedCause { get; init; }
    public DispatchAction ProposedAction { get; init; }
    public string? Cause { get; init; }
    public DispatchAction? Action { get; init; }

    /// <summary>The department that is to act.</summary>
    public string? ToDepartment { get; init; }

    /// <summary>The colleague it was given to.</summary>
    public string? ToStaff { get; init; }
    public DateTimeOffset? Until { get; init; }
    public string? Note { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>A cause that a company added to the list.</summary>
public sealed class DispatchCause
{
    public required string Code { get; init; }
    public required string NameZh { get; init; }
    public required string NameEn { get; init; }
    public required string AddedBy { get; init; }
    public DateTimeOffset AddedAt { get; init; }
}

internal sealed class RoundTables : IEntityTypeConfiguration<DispatchRound>, IEntityTypeConfiguration<DispatchItem>, IEntityTypeConfiguration<DispatchCause>
{
    public void Configure(EntityTypeBuilder<DispatchRound> builder) => builder.ToTable("dispatch_rounds").HasKey(r => r.Hour);

    public void Configure(EntityTypeBuilder<DispatchItem> builder)
    {
        builder.ToTable("dispatch_items").HasKey(i => new { i.Hour, i.CaseId, i.Stage });
        builder.HasIndex(i => new { i.Hour, i.Place, i.Since, i.CaseId, i.Stage });
        // What a department or a colleague was asked to do.
        builder.HasIndex(i => new { i.ToDepartment, i.DecidedAt }).HasFilter("to_department IS NOT NULL");
        builder.HasOne<DispatchRound>().WithMany().HasForeignKey(i => i.Hour);
    }

    public void Configure(EntityTypeBuilder<DispatchCause> builder)
    {
        builder.ToTable("dispatch_causes").HasKey(c => c.Code);
        builder.Property(c => c.Code).HasMaxLength(40);
        builder.Property(c => c.NameZh).HasMaxLength(40);
        builder.Property(c => c.NameEn).HasMaxLength(60);
    }
}
