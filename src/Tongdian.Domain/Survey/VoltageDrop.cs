using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>How much voltage a line loses.</summary>
/// <param name="Percent">Δu, percent of the nominal voltage.</param>
/// <param name="EndV">What is left at the customer's end, V.</param>
/// <param name="Figures">How it came about.</param>
public sealed record VoltageDrop(decimal Percent, decimal EndV, ImmutableArray<Figure> Figures)
{
    /// <summary>
    /// Δu = b·I·L·(ρ/s·cos φ + X·sin φ) / U, where b is √3 with three phases and 2 with one (there and back). Longer, thinner or more loaded never
    /// loses less.
    /// </summary>
    /// <param name="current">I_b and cos φ.</param>
    /// <param name="lengthM">L, m.</param>
    /// <param name="sectionMm2">s, mm²; above 0.</param>
    /// <param name="material">Of the table <c>conductors</c>.</param>
    /// <param name="row">U and its limits.</param>
    /// <param name="sourceV">Voltage at the supply point, V.</param>
    /// <param name="tables">The numbers.</param>
    public static VoltageDrop Of(
        DesignCurrent current, decimal lengthM, decimal sectionMm2, string material, VoltageRow row, decimal sourceV, SurveyTables tables)
    {
        var (resistivity, reactance) = (tables.Conductors.Resistivity[material], tables.Conductors.Reactance);
        var cosine = current.PowerFactor;
        var perMetre = resistivity / sectionMm2 * cosine + reactance * Exact.Root(1 - cosine * cosine);
        var percent = (row.Phases == 3 ? Exact.Root3 : 2) * current.Amps * lengthM * perMetre / row.NominalV * 100;
        var end = sourceV - percent / 100 * row.NominalV;
        return new VoltageDrop(percent, end,
        [
            new Figure("drop", new("电压降", "Voltage drop"),
                $"Δu = {(row.Phases == 3 ? "√3" : "2")} · I_b · L · (ρ / s · cosφ + X_0 · sinφ) / (1000 · U) · 100",
                [
                    Quantities.Current(current.Amps), Quantities.Length(lengthM), Quantities.Section(sectionMm2), Quantities.Resistivity(resistivity),
                    Quantities.Reactance(reactance), Quantities.PowerFactor(cosine), Quantities.Volt(row.NominalV),
                ],
                Quantities.Drop(percent), [tables.Conductors.Source, tables.Voltages.Source]),
            new Figure("drop.end", new("末端电压", "Voltage at the end"), "U_2 = U_1 − Δu / 100 · U",
                [Quantities.SourceVolt(sourceV), Quantities.Drop(percent), Quantities.Volt(row.NominalV)], Quantities.EndVolt(end), [tables.Voltages.Source]),
        ]);
    }
}
