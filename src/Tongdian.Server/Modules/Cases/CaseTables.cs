using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Platform.Storage;

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

    /// <summary>When <see cref="BlankFacts"/> took words out of the state: the version is the same, and yet no copy from before is the case any more.</summary>
    public DateTimeOffset? BlankedAt { get; init; }
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

    /// <summary>When it stalls if nobody does anything; null when it is not the company's turn.</summary>
    public DateTimeOffset? StallAt { get; init; }

    /// <summary>Whose time it is, as of the last change.</summary>
    public TimeOwner Whose { get; init; }

    /// <summary>A pause of it waits for whoever steers to approve or refuse it.</summary>
    public bool AwaitsApproval { get; init; }

    /// <summary>The due time of a clock that does not run.</summary>
    internal static readonly DateTimeOffset NotRunning = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}

/// <summary>
/// When a limit of a case wants attention: the instants of its thresholds as of the last change, and the next one. Whoever watches takes what
/// is due by <see cref="NextAt"/>.
/// </summary>
public sealed class ClockRow
{
    public Guid CaseId { get; init; }

    /// <summary><c>stage:survey</c> or <c>promise:promise</c>.</summary>
    public required string LimitId { get; init; }

    /// <summary>The stage; null for a promise.</summary>
    public string? Stage { get; init; }
    public int Occurrence { get; init; }

    /// <summary>Which of the <see cref="Platform.Cluster.Partition.Count"/> watches it.</summary>
    public int Watcher { get; init; }
    public DateTimeOffset? NearAt { get; init; }
    public DateTimeOffset? VeryNearAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When something is expected that depends on more than the timeline: then the case is looked at anew.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>What is expected at <see cref="LookAt"/>.</summary>
    public Threshold? LookFor { get; init; }
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>A threshold was reached: once for each occurrence of a limit, append-only. It says who had the stage then.</summary>
public sealed class LimitAlert
{
    /// <summary>How <see cref="LimitId"/> begins where there is no limit: what is stored of a case is not what was entered in the log of evidence.</summary>
    public const string Evidence = "evidence:";

    /// <summary>The case, or the enquiry, whose limit it is.</summary>
    public Guid CaseId { get; init; }

    /// <summary><c>stage:survey</c>, <c>promise:promise</c>, <c>enquiry:answer</c>, <c>evidence:on-time</c>.</summary>
    public required string LimitId { get; init; }
    public int Occurrence { get; init; }
    public Threshold Threshold { get; init; }

    /// <summary>When it was reached.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was seen to be: later when nobody watched.</summary>
    public DateTimeOffset SeenAt { get; init; }
    public string? Stage { get; init; }
    public required string Number { get; init; }

    /// <summary>The process of the case; of an enquiry its kind.</summary>
    public required string Process { get; init; }
    public required string Region { get; init; }
    public string? Department { get; init; }
    public string? Assignee { get; init; }
    public required string Owner { get; init; }

    /// <summary>Adds it, unless it is there.</summary>
    internal void Write(WriteBatch batch) => batch.InsertOnce(
        "limit_alerts", 4, ("case_id", CaseId), ("limit_id", LimitId), ("occurrence", Occurrence), ("threshold", Threshold), ("at", At), ("seen_at", SeenAt),
        ("stage", Stage), ("number", Number), ("process", Process), ("region", Region), ("department", Department), ("assignee", Assignee), ("owner", Owner));
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
    IEntityTypeConfiguration<ClockRow>, IEntityTypeConfiguration<LimitAlert>, IEntityTypeConfiguration<CounterDelta>, IEntityTypeConfiguration<Unmasking>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder)
    {
        builder.ToTable("cases").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.Owner, c.SubmittedAt });
        // The open cases of a region, the latest first.
        builder.HasIndex(c => new { c.Region, c.SubmittedAt }).HasFilter("closed_at IS NULL");
        // The open cases of a process, for what is asked of each of them.
        builder.HasIndex(c => new { c.Process, c.Id }).HasFilter("closed_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<CaseEventRow> builder)
    {
        builder.ToTable("case_events").HasKey(e => new { e.CaseId, e.Version, e.Ordinal });
        // Which cases something happened to in a week, without looking at the others; read from the index alone.
        builder.HasIndex(e => new { e.At, e.CaseId });
        // What was energised in a week, without looking at anything else that happened in it.
        builder.HasIndex(e => new { e.Kind, e.At, e.CaseId }).HasFilter($"kind = '{EventKinds.Energised}'");
    }

    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items").HasKey(w => new { w.CaseId, w.Stage });
        builder.HasIndex(w => new { w.Role, w.Rank, w.DueAt, w.CaseId, w.Stage });
        builder.HasIndex(w => new { w.Assignee, w.Rank, w.DueAt, w.CaseId, w.Stage });
        // What the coordination centre looks at is a small part of all: these cost as much as there is of it.
        builder.HasIndex(w => new { w.NearAt }).HasFilter("near_at IS NOT NULL");
        builder.HasIndex(w => new { w.StallAt }).HasFilter("stall_at IS NOT NULL");
        builder.HasIndex(w => new { w.BreachedAt }).HasFilter("breached_at IS NOT NULL");
        builder.HasIndex(w => new { w.Status, w.Role }).HasFilter($"status = {(int)StageStatus.Started}");
    }

    public void Configure(EntityTypeBuilder<ClockRow> builder)
    {
        builder.ToTable("case_clocks").HasKey(c => new { c.CaseId, c.LimitId });
        builder.HasIndex(c => new { c.Watcher, c.NextAt, c.CaseId, c.LimitId }).HasFilter("next_at IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<LimitAlert> builder)
    {
        builder.ToTable("limit_alerts").HasKey(a => new { a.CaseId, a.LimitId, a.Occurrence, a.Threshold });
        builder.HasIndex(a => new { a.SeenAt, a.CaseId });
        builder.HasIndex(a => new { a.Assignee, a.SeenAt });
        builder.HasIndex(a => new { a.Owner, a.SeenAt });
    }

    public void Configure(EntityTypeBuilder<CounterDelta> builder) => builder.ToTable("counter_deltas").HasKey(c => c.Id);

    public void Configure(EntityTypeBuilder<Unmasking> builder)
    {
        builder.ToTable("unmaskings").HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.HasIndex(u => new { u.CaseId, u.At });
    }
}
