using System.Collections.Immutable;

namespace Tongdian.Domain.Processes;

/// <summary>Up to where a region supplies at low voltage. Capacities above are supplied at high voltage.</summary>
/// <param name="MaxSinglePhaseKw">Greatest capacity at 220 V, kW.</param>
/// <param name="MaxLowVoltageKw">Greatest capacity at low voltage (220/380 V), kW.</param>
/// <param name="MaxLowVoltageKva">The same for a capacity given in kVA.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="Verified">True when somebody has checked them against the source.</param>
public sealed record VoltageLimit(decimal MaxSinglePhaseKw, decimal MaxLowVoltageKw, decimal MaxLowVoltageKva, string Source, bool Verified);

/// <summary>The limits of every region.</summary>
/// <param name="Default">Where nothing else is said.</param>
/// <param name="Regions">By region code.</param>
public sealed record VoltageLimits(VoltageLimit Default, ImmutableSortedDictionary<string, VoltageLimit> Regions)
{
    /// <summary>The limit of the first of these regions that has one: the site's own region first, then those above it.</summary>
    public VoltageLimit For(IEnumerable<string> regionsUpwards) =>
        regionsUpwards.Select(r => Regions.GetValueOrDefault(r)).FirstOrDefault(l => l is not null) ?? Default;
}
