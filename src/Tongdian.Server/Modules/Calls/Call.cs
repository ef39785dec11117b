using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Calls;

/// <summary>Why a customer is to be called. The numbers are stored: never change them.</summary>
public enum CallKind
{
    /// <summary>A message did not reach them.</summary>
    Undelivered = 1,

    /// <summary>The scheme was not answered in time.</summary>
    SchemeUnanswered = 2,
}

/// <summary>How a try to reach somebody ended. The numbers are stored: never change them.</summary>
public enum CallOutcome
{
    /// <summary>They were reached and told.</summary>
    Reached = 1,

    /// <summary>They were not, however often it was tried.</summary>
    Unreachable = 2,

    /// <summary>It was no longer needed: they answered, or the message arrived after all.</summary>
    NotNeeded = 3,
}

/// <summary>A call that somebody owes a customer. It is open until it has an outcome; tries that reached nobody are counted.</summary>
public sealed class Call
{
    /// <summary>The case, or the enquiry, that it is about.</summary>
    public Guid CaseId { get; init; }
    public CallKind Kind { get; init; }

    /// <summary>With the case and the kind, what makes it one and the same: the message, the occurrence of the stage.</summary>
    public required string Key { get; init; }
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Region { get; init; }

    /// <summary>Staff user who owes it when the case does not say who owns it; null: whoever covers the region.</summary>
    public string? Owner { get; init; }

    /// <summary>What the customer was to be told: the kind of the message.</summary>
    public required string About { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Tries { get; init; }
    public DateTimeOffset? TriedAt { get; init; }
    public CallOutcome? Outcome { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
    public string? DoneBy { get; init; }

    /// <summary>The rows of a call that is owed from now on; written again it stays as it is.</summary>
    public static void Owe(WriteBatch batch, Guid caseId, CallKind kind, string key, string number, string region, string? owner, string about, DateTimeOffset now) => batch.InsertOnce(
        "calls", 3, ("case_id", caseId), ("kind", kind), ("key", key), ("id", Guid.CreateVersion7(now)), ("number", number), ("region", region), ("owner", owner),
        ("about", about), ("created_at", now), ("tries", 0));

    /// <summary>Open calls of this kind about a case are no longer needed.</summary>
    public static void Drop(WriteBatch batch, Guid caseId, CallKind kind, DateTimeOffset now) => batch.Add(
        "UPDATE calls SET outcome = $1, done_at = $2 WHERE case_id = $3 AND kind = $4 AND outcome IS NULL", CallOutcome.NotNeeded, now, caseId, kind);
}

internal sealed class CallTable : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.ToTable("calls").HasKey(c => new { c.CaseId, c.Kind, c.Key });
        builder.Property(c => c.Key).HasMaxLength(60);
        builder.Property(c => c.About).HasMaxLength(40);
        builder.HasIndex(c => c.Id).IsUnique();
        builder.HasIndex(c => new { c.Region, c.CreatedAt }).HasFilter("outcome IS NULL");
    }
}
