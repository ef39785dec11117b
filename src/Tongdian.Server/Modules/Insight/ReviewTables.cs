using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Insight;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Insight;

/// <summary>The review of a week, as it was made. Never changed: what happens to a case later is in the review of that week.</summary>
public sealed class WeeklyReview
{
    private static readonly JsonSerializerOptions Options =
        new(ApiJson.Options) { IgnoreReadOnlyProperties = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>For example <c>2026-W47</c>: one review per week, whoever makes it.</summary>
    public required string Week { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    /// <summary><see cref="WeekFigures"/> as JSON.</summary>
    public required string Figures { get; init; }

    /// <summary>The figures.</summary>
    public WeekFigures Read() =>
        JsonSerializer.Deserialize<WeekFigures>(Figures, Options) ?? throw new InvalidOperationException($"The review of {Week} is empty");

    /// <summary>The text in which figures are kept.</summary>
    public static string Text(WeekFigures figures) => JsonSerializer.Serialize(figures, Options);
}

/// <summary>What is to be done about a figure of a review, by whom and until when.</summary>
public sealed class ReviewAction
{
    public Guid Id { get; init; }

    /// <summary>The review in which it was decided.</summary>
    public required string Week { get; init; }

    public required string What { get; init; }

    /// <summary>Staff user who sees to it.</summary>
    public required string Owner { get; init; }

    public DateOnly Until { get; init; }

    /// <summary>The figure that it is meant to move: <c>untaken:survey</c>, <c>rate:stage:survey</c>.</summary>
    public required string Figure { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
    public string? DoneBy { get; init; }
}

internal sealed class ReviewTables : IEntityTypeConfiguration<WeeklyReview>, IEntityTypeConfiguration<ReviewAction>
{
    public void Configure(EntityTypeBuilder<WeeklyReview> builder) => builder.ToTable("weekly_reviews").HasKey(r => r.Week);

    public void Configure(EntityTypeBuilder<ReviewAction> builder)
    {
        builder.ToTable("review_actions").HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => a.Week);
        // Those that are not done are shown in every later review.
        builder.HasIndex(a => new { a.Until, a.Id }).HasFilter("done_at IS NULL");
    }
}
