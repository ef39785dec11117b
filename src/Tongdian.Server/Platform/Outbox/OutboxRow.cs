using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Platform.Outbox;

/// <summary>A fact that one consumer has yet to react to. One row per fact and consumer, so that a consumer that is down holds up nobody else.</summary>
public sealed class OutboxRow
{
    public required string Consumer { get; init; }
    public Guid CaseId { get; init; }
    public int Version { get; init; }
    public int Ordinal { get; init; }
    public required string Kind { get; init; }
    public DateTimeOffset NextAt { get; init; }
    public int Attempts { get; init; }
}

/// <summary>A consumer of facts, registered by its module. The write door leaves it a row for every fact it wants.</summary>
/// <param name="Name">Stable name; stored.</param>
/// <param name="Kinds">Kinds of facts it wants, as they are written (<c>stage-completed</c>); empty: all.</param>
public sealed record OutboxConsumer(string Name, params IReadOnlyCollection<string> Kinds)
{
    /// <summary>Whether it wants facts of this kind.</summary>
    public bool Wants(string kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox").HasKey(o => new { o.Consumer, o.CaseId, o.Version, o.Ordinal });
        builder.HasIndex(o => new { o.Consumer, o.NextAt });
    }
}
