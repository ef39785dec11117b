using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Search;

namespace Tongdian.Server.Platform.Search;

/// <summary>That a subject has a word. Derived from what the subject says; written with it, never by itself.</summary>
public sealed class SearchRow
{
    /// <summary>What kind of subject: each module that searches has its own.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="SearchWords"/>.</summary>
    public required string Word { get; init; }

    /// <summary>Which of its kind.</summary>
    public required string Subject { get; init; }

    /// <summary>How much the subject is about it: in a title more than in a text, often more than once.</summary>
    public int Weight { get; set; }
}

internal sealed class SearchTables : IEntityTypeConfiguration<SearchRow>
{
    public void Configure(EntityTypeBuilder<SearchRow> builder)
    {
        builder.ToTable("search_words").HasKey(r => new { r.Kind, r.Word, r.Subject });
        builder.Property(r => r.Kind).HasMaxLength(30);
        builder.Property(r => r.Word).HasMaxLength(SearchWords.LongestWord);
        builder.Property(r => r.Subject).HasMaxLength(60);
        builder.HasIndex(r => new { r.Kind, r.Subject });
    }
}
