using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Processes;

/// <summary>Limits by themselves, and one unit in another.</summary>
internal static class LimitRules
{
    /// <summary>Working hours of a working day, for comparing limits only; due times come from the calendar.</summary>
    public const decimal HoursPerWorkingDay = 7.5m;

    public static string? Fault(Limit limit) => limit switch
    {
        { Amount: < 0 } => "a limit cannot be negative",
        { Unit: LimitUnit.WorkingDays } when decimal.Truncate(limit.Amount) != limit.Amount => "working days are whole numbers",
        _ => null,
    };

    /// <summary>The amount in another unit; null when working time is asked for in natural hours, which no fixed number can say.</summary>
    public static decimal? AmountIn(LimitUnit unit, Limit limit) => (unit, limit.Unit) switch
    {
        var (to, from) when to == from => limit.Amount,
        (LimitUnit.Hours, _) => null,
        (LimitUnit.WorkingHours, LimitUnit.WorkingDays) => limit.Amount * HoursPerWorkingDay,
        (LimitUnit.WorkingHours, _) => limit.Amount,
        (LimitUnit.WorkingDays, _) => limit.Amount / HoursPerWorkingDay,
        _ => throw new InvalidOperationException($"Unknown unit {unit}"),
    };
}
