using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>What a customer thinks of a stage: asked for when it is done, given once, within a week.</summary>
public sealed class Evaluation
{
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public required string Number { get; init; }
    public required string Process { get; init; }
    public required string Region { get; init; }
    public string? Department { get; init; }

    /// <summary>Staff user who did the stage.</summary>
    public string? Doer { get; init; }
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>When the customer is asked; null once they were.</summary>
    public DateTimeOffset? AskAt { get; init; }
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Until when it can be given.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RatedAt { get; init; }
    public int? Attitude { get; init; }
    public int? Skill { get; init; }
    public int? Speed { get; init; }
    public int? Compliance { get; init; }

    /// <summary>The sealed value with what was said.</summary>
    public Guid? Words { get; init; }

    /// <summary>Number of the service recovery that came of it.</summary>
    public string? Recovery { get; init; }
}

/// <summary>That a stage was rated: its key lets the first rating count.</summary>
public sealed class GivenRating
{
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class EvaluationTable : IEntityTypeConfiguration<Evaluation>, IEntityTypeConfiguration<GivenRating>
{
    public void Configure(EntityTypeBuilder<Evaluation> builder)
    {
        builder.ToTable("evaluations").HasKey(e => new { e.CaseId, e.Stage });
        builder.HasIndex(e => e.AskAt).HasFilter("ask_at IS NOT NULL");
        builder.HasIndex(e => new { e.FinishedAt, e.CaseId });
    }

    public void Configure(EntityTypeBuilder<GivenRating> builder) => builder.ToTable("given_ratings").HasKey(g => new { g.CaseId, g.Stage });
}
