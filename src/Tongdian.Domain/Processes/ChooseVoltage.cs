using System.Globalization;

namespace Tongdian.Domain.Processes;

/// <summary>The voltage a case is supplied at, and why.</summary>
/// <param name="Voltage"><c>low</c> or <c>high</c>.</param>
/// <param name="Phases">1 or 3.</param>
/// <param name="Reason">For the customer.</param>
public sealed record VoltageChoice(string Voltage, int Phases, LocalizedText Reason);

/// <summary>Finds the voltage from the capacity, the limits of the region, and what the customer said.</summary>
public static class ChooseVoltage
{
    /// <summary>
    /// What the customer said holds, except low above the limit. What they did not say is derived.
    /// </summary>
    /// <param name="limit">Limit of the region.</param>
    /// <param name="capacityKw">Asked-for capacity, when given in kW.</param>
    /// <param name="capacityKva">Asked-for capacity, when given in kVA; kW decides when both are.</param>
    /// <param name="stated"><c>low</c>, <c>high</c>, or null when the customer does not know.</param>
    /// <exception cref="ArgumentException">Neither capacity is given, or another voltage is stated.</exception>
    public static VoltageChoice From(VoltageLimit limit, decimal? capacityKw, decimal? capacityKva, string? stated)
    {
        if (stated is not (null or "low" or "high"))
            throw new ArgumentException($"Unknown voltage {stated}", nameof(stated));
        var (capacity, greatest, unit) = capacityKw is { } kw ? (kw, limit.MaxLowVoltageKw, "kW")
            : capacityKva is { } kva ? (kva, limit.MaxLowVoltageKva, "kVA")
            : throw new ArgumentException("A capacity is needed", nameof(capacityKw));
        var (asked, most) = (Show(capacity, unit), Show(greatest, unit));
        if (capacity > greatest)
        {
            return new("high", 3, stated == "low"
                ? new($"您选择了低压，但用电容量 {asked} 超过本地区低压供电上限 {most}，须由高压供电", $"You chose low voltage, but {asked} is above the {most} that this region supplies at low voltage: it will be high voltage")
                : new($"用电容量 {asked} 超过本地区低压供电上限 {most}，由高压供电", $"{asked} is above the {most} that this region supplies at low voltage: it will be high voltage"));
        }
        if (stated == "high")
            return new("high", 3, new("按您的选择由高压供电", "High voltage, as you asked"));
        var phases = capacity <= limit.MaxSinglePhaseKw ? 1 : 3;
        var (zh, en) = phases == 1 ? ("单相 220 伏", "single-phase 220 V") : ("三相 380 伏", "three-phase 380 V");
        return new("low", phases, stated == "low"
            ? new($"按您的选择由低压供电（{zh}）", $"Low voltage, as you asked ({en})")
            : new($"用电容量 {asked} 未超过本地区低压供电上限 {most}，由低压供电（{zh}）", $"{asked} is within the {most} that this region supplies at low voltage: it will be low voltage ({en})"));
    }

    private static string Show(decimal amount, string unit) => amount.ToString("0.##", CultureInfo.InvariantCulture) + " " + unit;
}
