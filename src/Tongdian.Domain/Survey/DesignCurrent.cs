using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>The current that everything is sized for.</summary>
/// <param name="Amps">I_b, A.</param>
/// <param name="PowerFactor">cos φ.</param>
/// <param name="Figures">How it came about.</param>
public sealed record DesignCurrent(decimal Amps, decimal PowerFactor, ImmutableArray<Figure> Figures)
{
    /// <summary>I = P / (U·cos φ) with one phase, I = P / (√3·U·cos φ) with three, at any voltage.</summary>
    /// <param name="kw">P, kW; above 0.</param>
    /// <param name="powerFactor">cos φ; above 0, at most 1.</param>
    /// <param name="phases">1 or 3.</param>
    /// <param name="nominalV">U, V; between lines when there are three phases.</param>
    public static DesignCurrent Of(decimal kw, decimal powerFactor, int phases, decimal nominalV)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kw);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nominalV);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(powerFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(powerFactor, 1);
        if (phases is not (1 or 3)) throw new ArgumentOutOfRangeException(nameof(phases), phases, null);
        var amps = kw * 1000 / (nominalV * powerFactor * (phases == 3 ? Exact.Root3 : 1));
        return new DesignCurrent(amps, powerFactor,
        [
            new Figure("current", new("计算电流", "Design current"),
                phases == 3 ? "I_b = 1000 · P_c / (√3 · U · cosφ)" : "I_b = 1000 · P_c / (U · cosφ)",
                [Quantities.Kw(kw), Quantities.Volt(nominalV), Quantities.PowerFactor(powerFactor)], Quantities.Current(amps), []),
        ]);
    }
}
