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

    /// <summary>Whose turn it is (<see cref="Cluster.Partition"/>).</summary>
    public int Part { get; init; }
    public DateTimeOffset NextAt { get; init; }
    public int Attempts { get; init; }
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox").HasKey(o => new { o.Consumer, o.CaseId, o.Version, o.Ordinal });
        builder.HasIndex(o => new { o.Part, o.NextAt });
    }
}
