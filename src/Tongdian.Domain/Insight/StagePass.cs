using System.Collections.Immutable;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>What somebody of the company did with a stage at a moment. The numbers are stored: never change them.</summary>
public enum StagePhase
{
    /// <summary>Nobody has it.</summary>
    Untaken = 1,

    /// <summary>Somebody has it and has not begun.</summary>
    Taken = 2,

    /// <summary>Somebody works on it.</summary>
    Working = 3,
}

/// <summary>How one passage through a stage ended.</summary>
public enum PassEnd
{
    /// <summary>It has not.</summary>
    Open = 0,

    /// <summary>The stage was completed.</summary>
    Completed = 1,

    /// <summary>The review or inspection was made and found defects.</summary>
    Defects = 2,

    /// <summary>The case went back, or to another process, before the stage was done.</summary>
    SentBack = 3,

    /// <summary>The case was closed before the stage was done.</summary>
    Cancelled = 4,
}

/// <summary>The case went back: from where, to where.</summary>
public sealed record WayBack(string From, string To);

/// <summary>A phase and when it began; it lasts until the next, or the end of the pass.</summary>
public sealed record PhaseChange(DateTimeOffset From, StagePhase Phase);

/// <summary>One passage through a stage: from when it could be worked on until it was done, given back, or the record ends.</summary>
public sealed record StagePass
{
    /// <summary>Id of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Department of those who do it; null when the customer does.</summary>
    public required string? Department { get; init; }

    /// <summary>It was entered, asked for, or could first be done.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end; null while it lasts.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>How it ended.</summary>
    public required PassEnd End { get; init; }

    /// <summary>The stage whose completion opened it; null when a request, the submission or a way back did.</summary>
    public required string? After { get; init; }

    /// <summary>The send-back for which the stage is passed again; null when it is not for one.</summary>
    public required WayBack? Because { get; init; }

    /// <summary>The customer asked for it again, because the last time defects were found.</summary>
    public required bool AskedAgain { get; init; }

    /// <summary>Its limit; null when nobody set one.</summary>
    public required Limit? Limit { get; init; }

    /// <summary>When the limit passed as it is meant (its own reading); null when it did not.</summary>
    public required DateTimeOffset? BreachedAt { get; init; }

    /// <summary>When the limit would have passed if everybody's time counted; null when it did not.</summary>
    public required DateTimeOffset? ElapsedBreachedAt { get; init; }

    /// <summary>What was done with it; the first phase begins with the pass.</summary>
    public required ImmutableArray<PhaseChange> Phases { get; init; }

    /// <summary>The stretches of the pass that were the company's, as its limit counts them: whole, or only inside office windows.</summary>
    public required ImmutableArray<TimeWindow> Company { get; init; }

    /// <summary>How long it may wait before work begins, in the hours of <see cref="Company"/>: what is beyond is lost.</summary>
    public required TimeSpan Allowance { get; init; }

    /// <summary>Somebody first had it; null when nobody did.</summary>
    public DateTimeOffset? TakenAt => Phases.FirstOrDefault(p => p.Phase != StagePhase.Untaken)?.From;

    /// <summary>Work first began; null when it did not.</summary>
    public DateTimeOffset? StartedAt => Phases.FirstOrDefault(p => p.Phase == StagePhase.Working)?.From;

    /// <summary>Whether it was open at some moment of a stretch.</summary>
    public bool Meets(TimeWindow stretch) => From < stretch.To && (To is not { } to || to > stretch.From);
}
