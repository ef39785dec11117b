using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Notices;

/// <summary>By what a message goes. The numbers are stored: never change them.</summary>
public enum MessageChannel
{
    /// <summary>A text to a telephone.</summary>
    Sms = 1,

    /// <summary>An e-mail.</summary>
    Mail = 2,
}

/// <summary>
/// A message to somebody outside, written in the same commit as its cause. To whom and what it says is sealed under the person's key. It is
/// due while <see cref="NextAt"/> is set: then it was neither sent nor given up.
/// </summary>
public sealed class Message
{
    /// <summary>Its id is also the key by which the provider knows that it comes twice.</summary>
    public Guid Id { get; init; }

    /// <summary>The case, or the enquiry, that it is about.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Whose colleagues see to it that it goes out.</summary>
    public required string Region { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>What it is for: <c>access-code</c>, <c>one-time-code</c>, <c>enquiry-answered</c>.</summary>
    public required string Purpose { get; init; }
    public MessageChannel Channel { get; init; }

    /// <summary>The sealed value with the address and the text.</summary>
    public Guid SealedId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; null when it is done with.</summary>
    public DateTimeOffset? NextAt { get; init; }
    public int Attempts { get; init; }

    /// <summary>When the provider took it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Why the last try failed: <c>http-503</c>, <c>no-answer</c>, <c>erased</c>.</summary>
    public string? Failure { get; init; }
}

internal sealed class MessageTable : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages").HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Number).HasMaxLength(20);
        builder.Property(m => m.Purpose).HasMaxLength(40);
        builder.Property(m => m.Failure).HasMaxLength(40);
        builder.HasIndex(m => new { m.Channel, m.NextAt }).HasFilter("next_at IS NOT NULL");
        builder.HasIndex(m => new { m.CaseId, m.Purpose, m.CreatedAt });
        builder.HasIndex(m => m.CreatedAt);
        builder.HasOne<SealedValue>().WithMany().HasForeignKey(m => m.SealedId).OnDelete(DeleteBehavior.Restrict);
    }
}
