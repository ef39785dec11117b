using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;

namespace Tongdian.Server.Modules.Cases;

/// <summary>A case: its state as one JSON text, and the columns that are searched. Written only by <see cref="CaseStore"/>.</summary>
public sealed class CaseRow
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public int Version { get; init; }
    public CaseStatus Status { get; init; }
    public required string Process { get; init; }
    public int ProcessVersion { get; init; }
    public required string Region { get; init; }
    public Guid PersonId { get; init; }
    public required string Owner { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public required string State { get; init; }
}

/// <summary>A fact, append-only. Its key guards the version: whoever decided on an older state collides here.</summary>
public sealed class CaseEventRow
{
    public Guid CaseId { get; init; }
    public int Version { get; init; }
    public int Ordinal { get; init; }
    public required string Kind { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Canonical JSON of the <see cref="RecordedEvent"/>: the same bytes for ever, so that evidence can commit to them.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>32 random bytes that evidence mixes in, so that nobody can guess a payload from its hash.</summary>
    public required byte[] Salt { get; init; }
}

/// <summary>An open stage, for worklists. Gone when the stage is finished.</summary>
public sealed class WorkItem
{
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public required string Number { get; init; }
    public required string Process { get; init; }
    public required string Role { get; init; }
    public string? Department { get; init; }
    public required string Region { get; init; }
    public string? Assignee { get; init; }
    public StageStatus Status { get; init; }
    public bool Paused { get; init; }

    /// <summary>Negative priority of the process, so that ascending order is the order of work.</summary>
    public int Rank { get; init; }

    /// <summary>Due time as of the last change; far in the future when the clock does not run.</summary>
    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>When the end of the limit is near; null when the clock does not run.</summary>
    public DateTimeOffset? NearAt { get; init; }

    /// <summary>When the limit was missed, as of the last change: it stays missed while the clock stands still.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>Whose time it is, as of the last change.</summary>
    public TimeOwner Whose { get; init; }

    /// <summary>The due time of a clock that does not run.</summary>
    internal static readonly DateTimeOffset NotRunning = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}

/// <summary>The next instant at which a limit of a case wants attention.</summary>
public sealed class ClockRow
{
    public Guid CaseId { get; init; }

    /// <summary><c>stage:survey</c> or <c>promise:promise</c>.</summary>
    public required string LimitId { get; init; }
    public int Occurrence { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>A change of a counter; folded into one row per key by whoever reads the counters.</summary>
public sealed class CounterDelta
{
    public long Id { get; init; }
    public required string Counter { get; init; }
    public long Delta { get; init; }
}

/// <summary>Somebody looked at what is masked by default.</summary>
public sealed class Unmasking
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public required string StaffId { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class CaseTables :
    IEntityTypeConfiguration<CaseRow>, IEntityTypeConfiguration<CaseEventRow>, IEntityTypeConfiguration<WorkItem>,
    IEntityTypeConfiguration<ClockRow>, IEntityTypeConfiguration<CounterDelta>, IEntityTypeConfiguration<Unmasking>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder)
    {
        builder.ToTable("cases").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.Owner, c.SubmittedAt });
        // The open cases of a process, for what is asked of each of them.
        builder.HasIndex(c => new { c.Process, c.Id }).HasFilter("closed_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<CaseEventRow> builder)
    {
        builder.ToTable("case_events").HasKey(e => new { e.CaseId, e.Version, e.Ordinal });
        // Which cases something happened to in a week, without looking at the others; read from the index alone.
        builder.HasIndex(e => new { e.At, e.CaseId });
    }

    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items").HasKey(w => new { w.CaseId, w.Stage });
        builder.HasIndex(w => new { w.Role, w.Rank, w.DueAt, w.CaseId, w.Stage });
        builder.HasIndex(w => new { w.Assignee, w.Rank, w.DueAt, w.CaseId, w.Stage });
    }

    public void Configure(EntityTypeBuilder<ClockRow> builder)
    {
        builder.ToTable("case_clocks").HasKey(c => new { c.CaseId, c.LimitId });
        builder.HasIndex(c => new { c.NextAt, c.CaseId, c.LimitId }).HasFilter("next_at IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<CounterDelta> builder) => builder.ToTable("counter_deltas").HasKey(c => c.Id);

    public void Configure(EntityTypeBuilder<Unmasking> builder)
    {
        builder.ToTable("unmaskings").HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.HasIndex(u => new { u.CaseId, u.At });
    }
}
