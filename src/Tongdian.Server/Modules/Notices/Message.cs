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

    /// <summary>A template message of the company's WeChat service account.</summary>
    WeChat = 3,

    /// <summary>It stands on the customer's page and goes nowhere.</summary>
    Inbox = 4,
}

/// <summary>What the provider said after it had taken a message. The numbers are stored: never change them.</summary>
public enum Receipt
{
    /// <summary>It reached the customer.</summary>
    Delivered = 1,

    /// <summary>It did not.</summary>
    Undelivered = 2,
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

    /// <summary>Whose colleagues see to it that the message goes out.</summary>
    public required string Region { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>What it is for: the id of its <see cref="NoticeKind"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Version of the template that it was written from.</summary>
    public int Template { get; init; }
    public MessageChannel Channel { get; init; }

    /// <summary>By what it goes, once, when it does not arrive by <see cref="Channel"/>; null: then somebody calls.</summary>
    public MessageChannel? Instead { get; init; }

    /// <summary>The message that did not arrive by another channel, instead of which this one goes; null: it is the first.</summary>
    public Guid? TakesPlaceOf { get; init; }

    /// <summary>The sealed value with the address and the text.</summary>
    public Guid SealedId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>It passes quiet hours, and messages that are not as urgent.</summary>
    public bool Urgent { get; init; }

    /// <summary>It goes after the messages to its case that were written before it.</summary>
    public bool InOrder { get; init; }

    /// <summary>When it is tried next; null when it is done with.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>By whom it is being sent: a new one with every try.</summary>
    public Guid? Claim { get; init; }

    /// <summary>Who owes the customer a call when it does not arrive and the case does not say who owns it.</summary>
    public string? Owner { get; init; }

    /// <summary>After this it is of no use any more.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
    public int Attempts { get; init; }

    /// <summary>When the provider took it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Why the last try failed: <c>http-503</c>, <c>no-answer</c>, <c>erased</c>, <c>expired</c>.</summary>
    public string? Failure { get; init; }

    /// <summary>By what name the provider knows it.</summary>
    public string? ProviderId { get; init; }

    /// <summary>What became of it after the provider took it; null while nobody said.</summary>
    public Receipt? Receipt { get; init; }
    public DateTimeOffset? ReceiptAt { get; init; }
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
        builder.Property(m => m.ProviderId).HasMaxLength(100);
        // What was tried is little beside what waits for its first try. An index of its own lets PostgreSQL know that, whatever it takes the instants in a prepared statement to be.
        builder.HasIndex(m => new { m.Channel, m.Urgent, m.NextAt }, "untried").HasDatabaseName("ix_messages_untried").HasFilter("next_at IS NOT NULL AND attempts = 0");
        builder.HasIndex(m => new { m.Channel, m.Urgent, m.NextAt }, "tried").HasDatabaseName("ix_messages_tried").HasFilter("next_at IS NOT NULL AND attempts > 0");
        builder.HasIndex(m => m.ExpiresAt).HasFilter("next_at IS NOT NULL");
        builder.HasIndex(m => new { m.CaseId, m.CreatedAt });
        builder.HasIndex(m => m.CreatedAt);
        builder.HasIndex(m => m.ProviderId).HasFilter("provider_id IS NOT NULL");
        builder.HasOne<SealedValue>().WithMany().HasForeignKey(m => m.SealedId).OnDelete(DeleteBehavior.Restrict);
    }
}
