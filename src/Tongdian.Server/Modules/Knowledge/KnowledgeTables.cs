using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>What an article is about.</summary>
public enum KnowledgeTopic
{
    /// <summary>How a case goes, and how long.</summary>
    Process = 1,

    /// <summary>What electricity costs, and how.</summary>
    Tariff = 2,

    /// <summary>Meters: which, how to read them.</summary>
    Meter = 3,

    /// <summary>Rules of use, rights and duties.</summary>
    Rules = 4,

    /// <summary>Safety at home and at work.</summary>
    Safety = 5,
}

/// <summary>Who may read an article.</summary>
public enum KnowledgeAudience
{
    /// <summary>Everybody.</summary>
    Customers = 1,

    /// <summary>Colleagues only.</summary>
    Staff = 2,
}

/// <summary>What became of a version.</summary>
public enum VersionState
{
    /// <summary>Waits for somebody else to look at it.</summary>
    Proposed = 1,

    /// <summary>It was published, and stays what it was then; whether it still is, the article says.</summary>
    Published = 2,

    /// <summary>Sent back with words.</summary>
    SentBack = 3,

    /// <summary>A later version was published first.</summary>
    Overtaken = 4,
}

/// <summary>An article: which version is published, and how it is used.</summary>
public sealed class ArticleRow
{
    /// <summary>Its name in addresses.</summary>
    public required string Slug { get; init; }

    /// <summary>Number of the last version that was written.</summary>
    public int Last { get; set; }

    /// <summary>Number of the version that is read; null when there is none yet or it was withdrawn.</summary>
    public int? Published { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }
    public string? WithdrawnBy { get; set; }
    public string? WithdrawnWhy { get; set; }

    /// <summary>Counts every change but reading: who worked from an older one changes nothing, and other servers see by it that they must look again.</summary>
    public int Stamp { get; set; }

    public int Reads { get; set; }
    public int Helped { get; set; }
    public int DidNotHelp { get; set; }
}

/// <summary>A version of an article. What it says never changes; a change is a new version.</summary>
public sealed class VersionRow
{
    public required string Slug { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; init; }

    public KnowledgeTopic Topic { get; init; }
    public KnowledgeAudience Audience { get; init; }

    /// <summary>Where it belongs, separated by spaces.</summary>
    public required string Places { get; init; }

    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    public required string AnswerZh { get; init; }
    public required string AnswerEn { get; init; }
    public required string BodyZh { get; init; }
    public required string BodyEn { get; init; }
    public VersionState State { get; set; }

    /// <summary>Staff user; null when it came with the program.</summary>
    public string? ProposedBy { get; init; }

    public DateTimeOffset ProposedAt { get; init; }
    public string? JudgedBy { get; set; }
    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>Why it was sent back.</summary>
    public string? Words { get; set; }

    /// <summary>What it says.</summary>
    public ArticleText Read() => new(
        Topic, Audience, [.. Places.Split(' ', StringSplitOptions.RemoveEmptyEntries)], new LocalizedText(TitleZh, TitleEn),
        new LocalizedText(AnswerZh, AnswerEn), new LocalizedText(BodyZh, BodyEn));

    /// <summary>A version that says this.</summary>
    public static VersionRow Of(string slug, int number, ArticleText text, string? by, DateTimeOffset at, VersionState state) => new()
    {
        Slug = slug, Number = number, Topic = text.Topic, Audience = text.Audience, Places = string.Join(' ', text.Places),
        TitleZh = text.Title.Zh, TitleEn = text.Title.En, AnswerZh = text.Answer.Zh, AnswerEn = text.Answer.En, BodyZh = text.Body.Zh, BodyEn = text.Body.En,
        State = state, ProposedBy = by, ProposedAt = at,
    };
}

/// <summary>What was looked for, in one writing: how often, and how much there was.</summary>
public sealed class SearchCount
{
    public required string Query { get; init; }
    public int Times { get; set; }

    /// <summary>How many articles the last one who asked was shown.</summary>
    public int Results { get; set; }

    public DateTimeOffset LastAt { get; set; }
}

/// <summary>What an article says, in both languages.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Audience">Who may read it.</param>
/// <param name="Places">Where it belongs: <c>scheme</c>, <c>scheme.meteringMode</c>, <c>high-voltage</c>, <c>apply.documents</c>.</param>
/// <param name="Title">The question.</param>
/// <param name="Answer">The right answer in one or two sentences.</param>
/// <param name="Body">More about it, as Markdown.</param>
public sealed record ArticleText(
    KnowledgeTopic Topic, KnowledgeAudience Audience, ImmutableArray<string> Places, LocalizedText Title, LocalizedText Answer, LocalizedText Body);

internal sealed class KnowledgeTables : IEntityTypeConfiguration<ArticleRow>, IEntityTypeConfiguration<VersionRow>, IEntityTypeConfiguration<SearchCount>
{
    public void Configure(EntityTypeBuilder<ArticleRow> builder)
    {
        builder.ToTable("knowledge_articles").HasKey(a => a.Slug);
        builder.Property(a => a.Slug).HasMaxLength(ArticleRules.LongestSlug);
        builder.Property(a => a.Stamp).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<VersionRow> builder)
    {
        builder.ToTable("knowledge_versions").HasKey(v => new { v.Slug, v.Number });
        builder.Property(v => v.Slug).HasMaxLength(ArticleRules.LongestSlug);
        builder.Property(v => v.State).IsConcurrencyToken();
        builder.HasIndex(v => new { v.State, v.ProposedAt });
    }

    public void Configure(EntityTypeBuilder<SearchCount> builder)
    {
        builder.ToTable("knowledge_searches").HasKey(s => s.Query);
        builder.Property(s => s.Query).HasMaxLength(CountSearch.LongestQuery);
        builder.HasIndex(s => new { s.Times, s.Query });
    }
}
