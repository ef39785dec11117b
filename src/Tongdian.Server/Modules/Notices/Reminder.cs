using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Notices;

namespace Tongdian.Server.Modules.Notices;

/// <summary>A reminder that is to go out at an instant. Once it did, it stays, done, so that it does not go out twice.</summary>
public sealed class Reminder
{
    public Guid CaseId { get; init; }
    public ReminderKind Kind { get; init; }
    public required string Key { get; init; }

    /// <summary>When it goes out; null when it did, or came too late to be planned.</summary>
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>What the customer of a case was told last.</summary>
public sealed class ToldCustomer
{
    public Guid CaseId { get; init; }

    /// <summary>When the power was said to be expected.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }
}

internal sealed class ReminderTables : IEntityTypeConfiguration<Reminder>, IEntityTypeConfiguration<ToldCustomer>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("reminders").HasKey(r => new { r.CaseId, r.Kind, r.Key });
        builder.Property(r => r.Key).HasMaxLength(60);
        builder.HasIndex(r => r.NextAt).HasFilter("next_at IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<ToldCustomer> builder)
    {
        builder.ToTable("told_customers").HasKey(t => t.CaseId);
        builder.Property(t => t.CaseId).ValueGeneratedNever();
    }
}
