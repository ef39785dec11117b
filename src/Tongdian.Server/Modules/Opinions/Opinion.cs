using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Opinions;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>Where a remark was made.</summary>
public enum OpinionSource
{
    /// <summary>With the rating of a stage.</summary>
    Rating = 1,

    /// <summary>As a complaint.</summary>
    Complaint = 2,

    /// <summary>About a scheme, when another was asked for.</summary>
    Scheme = 3,

    /// <summary>In the questionnaire a week after power-on.</summary>
    Care = 4,
}

/// <summary>What a customer said, and about what. The words themselves are where they were sealed; here is only where to find them.</summary>
public sealed class Opinion
{
    /// <summary>The sealed value with the words: a remark is here once.</summary>
    public Guid Id { get; init; }
    public OpinionSource Source { get; init; }
    public required string Region { get; init; }

    /// <summary>Number of the case or the enquiry.</summary>
    public required string Number { get; init; }
    public string? Stage { get; init; }
    public string? Department { get; init; }

    /// <summary>Staff user who did what it is about.</summary>
    public string? Doer { get; init; }
    public int? Attitude { get; init; }
    public int? Skill { get; init; }
    public int? Speed { get; init; }
    public int? Compliance { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The week in the company's zone: <c>2026-W47</c>.</summary>
    public required string Week { get; init; }

    /// <summary>Nobody has looked at it yet: it has no mood, no topic and no words to be found by.</summary>
    public bool Unread { get; init; }
    public Mood Mood { get; init; }
    public Guid? TopicId { get; init; }
}

/// <summary>A word of a remark, as a keyed hash: a remark is found by its words, and cannot be read from them.</summary>
public sealed class OpinionWord
{
    public required byte[] Hash { get; init; }
    public Guid OpinionId { get; init; }
}

/// <summary>Something that several customers talk about, and who sees to it.</summary>
public sealed class OpinionTopic
{
    public Guid Id { get; init; }

    /// <summary>As it was found: expressions of customers.</summary>
    public required string Label { get; init; }

    /// <summary>What colleagues call it; null when nobody has named it.</summary>
    public string? Name { get; init; }

    /// <summary>Staff user who sees to it.</summary>
    public string? Owner { get; init; }

    /// <summary>What it is known by: <see cref="TopicProfile"/> as JSON.</summary>
    public required string Profile { get; init; }
    public DateTimeOffset FirstFoundAt { get; init; }
    public DateTimeOffset LastFoundAt { get; init; }
}

/// <summary>What is done about a topic.</summary>
public sealed class Improvement
{
    public Guid Id { get; init; }
    public Guid TopicId { get; init; }
    public required string What { get; init; }

    /// <summary>Staff user who does it.</summary>
    public required string Owner { get; init; }
    public DateOnly Until { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
    public string? DoneBy { get; init; }
}

/// <summary>A search for topics that was made. The key of a day lets one server's search count.</summary>
public sealed class TopicSearch
{
    public required string Key { get; init; }
    public DateTimeOffset At { get; init; }
    public int Remarks { get; init; }
    public int Topics { get; init; }
}

internal sealed class OpinionTables :
    IEntityTypeConfiguration<Opinion>, IEntityTypeConfiguration<OpinionWord>, IEntityTypeConfiguration<OpinionTopic>, IEntityTypeConfiguration<Improvement>,
    IEntityTypeConfiguration<TopicSearch>
{
    public void Configure(EntityTypeBuilder<Opinion> builder)
    {
        builder.ToTable("opinions");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Week).HasMaxLength(8);
        builder.HasIndex(o => new { o.At, o.Id });
        builder.HasIndex(o => new { o.TopicId, o.At });
        builder.HasIndex(o => o.Unread).HasFilter("unread");
    }

    public void Configure(EntityTypeBuilder<OpinionWord> builder)
    {
        builder.ToTable("opinion_words").HasKey(w => new { w.Hash, w.OpinionId });
        builder.HasOne<Opinion>().WithMany().HasForeignKey(w => w.OpinionId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OpinionTopic> builder)
    {
        builder.ToTable("opinion_topics");
        builder.Property(t => t.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Improvement> builder)
    {
        builder.ToTable("improvements");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasIndex(i => i.TopicId);
    }

    public void Configure(EntityTypeBuilder<TopicSearch> builder) => builder.ToTable("topic_searches").HasKey(s => s.Key);
}
