using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Field;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>How far a report is.</summary>
internal enum ReportState
{
    /// <summary>The survey is still being entered; for colleagues only.</summary>
    Draft,

    /// <summary>Laid before the customer to be signed.</summary>
    Offered,

    /// <summary>The survey is done.</summary>
    Done,
}

/// <summary>What a report is written from.</summary>
/// <param name="Access">The case, seen as its customer sees it.</param>
/// <param name="Stage">The survey.</param>
/// <param name="Entry">What was entered; what is personal in it is not printed.</param>
/// <param name="Sheet">What belongs to the entry and is no field of it.</param>
/// <param name="State">How far it is.</param>
/// <param name="At">When that was.</param>
internal sealed record ReportSource(CaseAccess Access, StageDefinition Stage, Submission Entry, SiteSheet? Sheet, ReportState State, DateTimeOffset At)
{
    /// <summary>Who did the survey; the assignee of now when left out.</summary>
    public string? Surveyor { get; init; }

    /// <summary>When the customer signed; with the completion when that is not known otherwise.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Which time the survey was done.</summary>
    public int Occurrence { get; init; } = 1;
}
