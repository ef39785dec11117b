using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Enquiries;

/// <summary>The time limits of an enquiry, in natural hours, by day and night. They are kept with it: another setting is for what is asked later.</summary>
/// <param name="AnswerHours">From every time the customer asks to the answer; above 0, at most <see cref="Most"/>.</param>
/// <param name="TakeOverHours">From a fault report until somebody has taken it over; above 0, at most <see cref="Most"/>.</param>
public sealed record EnquiryLimits(decimal AnswerHours, decimal TakeOverHours)
{
    /// <summary>The longest limit, in hours: thirty days.</summary>
    public const decimal Most = 720;

    /// <summary>An answer within a day, a fault in somebody's hands within half an hour.</summary>
    public static readonly EnquiryLimits Usual = new(24, 0.5m);

    /// <summary>An answer within two hours, a plan within a day.</summary>
    public static readonly EnquiryLimits OfRecovery = new(2, 0.5m) { PlanHours = 24 };

    /// <summary>From a recovery's beginning, and from every time the customer is not satisfied, to the plan; above 0, at most <see cref="Most"/>. Null for others.</summary>
    public decimal? PlanHours { get; init; }

    internal Limit? Plan => PlanHours is { } hours ? new(hours, LimitUnit.Hours, LimitReading.Elapsed) : null;

    internal Limit Answer => new(AnswerHours, LimitUnit.Hours, LimitReading.Elapsed);

    internal Limit TakeOver => new(TakeOverHours, LimitUnit.Hours, LimitReading.Elapsed);
}
