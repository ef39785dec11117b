using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Care;

namespace Tongdian.Server.Modules.Care;

/// <summary>What is sent once after power-on. The numbers are stored: never change them.</summary>
public enum CareKind
{
    /// <summary>The questions of a week later.</summary>
    FollowUp = 1,

    /// <summary>Tips about tariff and saving.</summary>
    Tips = 2,
}

/// <summary>Something that a customer is sent once, some days after power-on. The row of the questions also says who has power since when.</summary>
public sealed class CareTask
{
    public Guid CaseId { get; init; }
    public CareKind Kind { get; init; }
    public required string Region { get; init; }
    public Guid PersonId { get; init; }
    public DateTimeOffset EnergisedAt { get; init; }

    /// <summary>When it is sent; null once that is done with.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When it was; null while it was not, or when there was a reason not to.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Until when the questions can be answered.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>What a customer answered; its key lets the first answers count.</summary>
public sealed class FollowUpAnswer
{
    public Guid CaseId { get; init; }
    public required string Region { get; init; }
    public DateTimeOffset At { get; init; }
    public bool SupplyNormal { get; init; }
    public bool ChargesAsTold { get; init; }
    public bool UnsafeOrUnclear { get; init; }
    public Recommendation Recommends { get; init; }

    /// <summary>The sealed value with what was said.</summary>
    public Guid? Words { get; init; }

    /// <summary>Number of the service recovery that came of it.</summary>
    public string? Recovery { get; init; }
}

/// <summary>What became of a greeting. The numbers are stored: never change them.</summary>
public enum GreetingOutcome
{
    /// <summary>It was sent.</summary>
    Sent = 1,

    /// <summary>The customer does not want any.</summary>
    Declined = 2,

    /// <summary>The same customer has it for another application of theirs.</summary>
    Double = 3,

    /// <summary>The person was erased.</summary>
    Erased = 4,
}

/// <summary>That a person was greeted for an occasion, or not: its key says that it was thought of once.</summary>
public sealed class Greeting
{
    public Guid PersonId { get; init; }

    /// <summary>The occasion with its year, e.g. <c>2026-SpringFestival</c>.</summary>
    public required string Occasion { get; init; }
    public required string Region { get; init; }
    public GreetingOutcome Outcome { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class CareTables : IEntityTypeConfiguration<CareTask>, IEntityTypeConfiguration<FollowUpAnswer>, IEntityTypeConfiguration<Greeting>
{
    public void Configure(EntityTypeBuilder<CareTask> builder)
    {
        builder.ToTable("care_tasks").HasKey(c => new { c.CaseId, c.Kind });
        builder.HasIndex(c => c.NextAt).HasFilter("next_at IS NOT NULL");
        builder.HasIndex(c => new { c.Kind, c.EnergisedAt });
    }

    public void Configure(EntityTypeBuilder<FollowUpAnswer> builder)
    {
        builder.ToTable("follow_up_answers").HasKey(a => a.CaseId);
        builder.Property(a => a.CaseId).ValueGeneratedNever();
        builder.HasIndex(a => a.At);
    }

    public void Configure(EntityTypeBuilder<Greeting> builder)
    {
        builder.ToTable("greetings").HasKey(g => new { g.PersonId, g.Occasion });
        builder.Property(g => g.Occasion).HasMaxLength(40);
        builder.HasIndex(g => g.At);
    }
}
