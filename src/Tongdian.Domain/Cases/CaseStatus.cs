using System.Collections.Immutable;

namespace Tongdian.Domain.Cases;

/// <summary>Where a case is in its life. The numbers are stored: never change them.</summary>
public enum CaseStatus
{
    /// <summary>Submitted, not yet accepted.</summary>
    Submitted = 1,

    /// <summary>Accepted: the company is at work.</summary>
    Accepted = 2,

    /// <summary>The power is on.</summary>
    Energised = 3,

    /// <summary>Closed after power-on.</summary>
    Archived = 4,

    /// <summary>Closed: the customer no longer wants it.</summary>
    Withdrawn = 5,

    /// <summary>Closed: the company could not do it.</summary>
    Rejected = 6,

    /// <summary>Closed: it was a duplicate and goes on as another case.</summary>
    Merged = 7,
}

/// <summary>Where a stage of a case is. The numbers are stored: never change them.</summary>
public enum StageStatus
{
    /// <summary>Stages before it are not finished.</summary>
    Pending = 0,

    /// <summary>It waits for the customer's request or rectification.</summary>
    AwaitingRequest = 1,

    /// <summary>It can be worked on.</summary>
    Open = 2,

    /// <summary>Somebody works on it.</summary>
    Started = 3,

    /// <summary>Done.</summary>
    Completed = 4,

    /// <summary>Does not apply to this case.</summary>
    Skipped = 5,

    /// <summary>Not done, because the case was closed.</summary>
    Cancelled = 6,
}

/// <summary>
/// The whole life of a case and of a stage: what may follow what. Every fact that is applied goes through these tables;
/// a move that is not in them is a programming error.
/// </summary>
public static class Lifecycle
{
    private static readonly ImmutableHashSet<(CaseStatus From, CaseStatus To)> CaseMoves =
    [
        (CaseStatus.Submitted, CaseStatus.Accepted), (CaseStatus.Submitted, CaseStatus.Withdrawn),
        (CaseStatus.Submitted, CaseStatus.Rejected), (CaseStatus.Submitted, CaseStatus.Merged),
        (CaseStatus.Accepted, CaseStatus.Energised), (CaseStatus.Accepted, CaseStatus.Withdrawn),
        (CaseStatus.Accepted, CaseStatus.Rejected), (CaseStatus.Accepted, CaseStatus.Merged),
        (CaseStatus.Energised, CaseStatus.Archived),
    ];

    private static readonly ImmutableHashSet<(StageStatus From, StageStatus To)> StageMoves =
    [
        (StageStatus.Pending, StageStatus.Open), (StageStatus.Pending, StageStatus.AwaitingRequest), (StageStatus.Pending, StageStatus.Skipped),
        (StageStatus.AwaitingRequest, StageStatus.Open), (StageStatus.Open, StageStatus.Started), (StageStatus.Started, StageStatus.Open),
        (StageStatus.Started, StageStatus.Completed), (StageStatus.Started, StageStatus.AwaitingRequest),
        // Sent back: everything after the named stage is to be passed again.
        (StageStatus.Open, StageStatus.Pending), (StageStatus.Started, StageStatus.Pending), (StageStatus.Completed, StageStatus.Pending),
        (StageStatus.Skipped, StageStatus.Pending), (StageStatus.AwaitingRequest, StageStatus.Pending),
        // Closed before it was done.
        (StageStatus.Open, StageStatus.Cancelled), (StageStatus.Started, StageStatus.Cancelled), (StageStatus.AwaitingRequest, StageStatus.Cancelled),
    ];

    /// <summary>Whether work on the case may go on.</summary>
    public static bool IsRunning(this CaseStatus status) => status is CaseStatus.Submitted or CaseStatus.Accepted or CaseStatus.Energised;

    /// <summary>Whether somebody can act on the stage.</summary>
    public static bool IsOpen(this StageStatus status) => status is StageStatus.AwaitingRequest or StageStatus.Open or StageStatus.Started;

    /// <summary>Whether the stages after it may go on.</summary>
    public static bool IsPassed(this StageStatus status) => status is StageStatus.Completed or StageStatus.Skipped;

    internal static CaseStatus To(this CaseStatus from, CaseStatus to) => CaseMoves.Contains((from, to))
        ? to
        : throw new InvalidOperationException($"A case cannot go from {from} to {to}");

    internal static StageStatus To(this StageStatus from, StageStatus to) => from == to || StageMoves.Contains((from, to))
        ? to
        : throw new InvalidOperationException($"A stage cannot go from {from} to {to}");
}
