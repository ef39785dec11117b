using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>The meter and its transformers.</summary>
/// <param name="Type">Type letters: <c>DDZY</c>; null when the table has none for this.</param>
/// <param name="Connection"><c>direct</c>, <c>ct</c> (through current transformers), <c>ct-pt</c> (and voltage transformers).</param>
/// <param name="Voltage">Rated voltage: <c>220</c>, <c>3x220/380</c>, <c>3x100</c>, in V.</param>
/// <param name="Current">Rated current: <c>5(60)</c>, in A.</param>
/// <param name="MeteringClass">Class of metering, I to V.</param>
/// <param name="MeterAccuracy">Accuracy of the meter.</param>
/// <param name="CtRatio">Ratio of the current transformers: <c>150/5</c>.</param>
/// <param name="CtAccuracy">Their accuracy.</param>
/// <param name="PtRatio">Ratio of the voltage transformers: <c>10/0.1</c>, in kV.</param>
/// <param name="PtAccuracy">Their accuracy.</param>
/// <param name="Reason">Why.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record MeterChoice(
    string? Type,
    string Connection,
    string? Voltage,
    string? Current,
    string? MeteringClass,
    string? MeterAccuracy,
    string? CtRatio,
    string? CtAccuracy,
    string? PtRatio,
    string? PtAccuracy,
    LocalizedText Reason,
    ImmutableArray<Figure> Figures,
    ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// Low voltage: directly up to the limit of the table, then through current transformers. High voltage: through both, three wires where the
    /// neutral is not earthed.
    /// </summary>
    /// <param name="amps">I_b, A; at high voltage the rated current of the transformer, when it is known.</param>
    /// <param name="phases">1 or 3.</param>
    /// <param name="nominalV">U, V.</param>
    /// <param name="tables">The numbers.</param>
    public static MeterChoice Of(decimal amps, int phases, decimal nominalV, SurveyTables tables)
    {
        var meters = tables.Meters;
        var direct = phases == 1 ? meters.DirectSinglePhaseA : meters.DirectThreePhaseA;
        var connection = nominalV >= 1000 ? "ct-pt" : amps <= direct ? "direct" : "ct";
        var voltage = RatedVoltage(phases, nominalV, meters);
        var row = meters.Rows.Where(r => r.Connection == connection && r.Voltage == voltage && (connection != "direct" || r.MaximumA >= amps))
            .OrderBy(r => connection == "direct" ? r.MaximumA : -r.MaximumA)
            .FirstOrDefault();
        var accuracy = tables.Accuracy.Rows.LastOrDefault(r => nominalV >= r.MinKv * 1000 && phases == r.Phases);
        var ct = connection == "direct" ? null : CtChoice.Of(amps, nominalV, accuracy?.Ct ?? "", tables.Ratios);
        var figures = new List<Figure>();
        if (row is not null)
        {
            figures.Add(connection == "direct"
                ? new Figure("meter.range", new("电能表电流规格", "Current range of the meter"), "I_max ≥ I_b", [Quantities.Current(amps)],
                    Quantities.MeterMaximum(row.MaximumA), [meters.Source])
                : new Figure("meter.range", new("电能表电流规格", "Current range of the meter"), "I_max ≈ 1.2 · I_2n",
                    [new Quantity("I_2n", new("互感器额定二次电流", "rated secondary current"), tables.Ratios.SecondaryA, "A")],
                    Quantities.MeterMaximum(row.MaximumA), [meters.Source]));
        }

        if (accuracy is not null)
        {
            figures.Add(new Figure("meter.class", new($"计量装置类别 {accuracy.Class}", $"Class of metering {accuracy.Class}"), "U",
                [Quantities.Volt(nominalV)], Quantities.Volt(accuracy.MinKv * 1000), [tables.Accuracy.Source]));
        }

        return new MeterChoice(
            row?.Type, connection, row?.Voltage, row?.Current, accuracy?.Class, accuracy?.Meter, ct?.Ratio, ct is null ? null : accuracy?.Ct,
            connection == "ct-pt" ? $"{Exact.Text(nominalV / 1000)}/{Exact.Text(tables.Ratios.PtSecondaryKv)}" : null,
            connection == "ct-pt" ? accuracy?.Pt : null,
            Why(connection, amps, direct),
            [.. figures, .. ct?.Figures ?? []],
            [.. row is null ? [new Finding("meter.none", Severity.Stop, new("表中没有合适的电能表", "No meter in the table would do"))] : Array.Empty<Finding>(), .. ct?.Findings ?? []]);
    }

    private static string RatedVoltage(int phases, decimal nominalV, MeterTable meters) =>
        nominalV < 1000 ? phases == 1 ? "220" : "3x220/380"
        : meters.ThreeWireKv.Contains(nominalV / 1000) ? "3x100" : "3x57.7/100";

    private static LocalizedText Why(string connection, decimal amps, decimal direct) => connection switch
    {
        "direct" => new($"计算电流 {Exact.Text(amps)} A，不超过 {Exact.Text(direct)} A，直接接入", $"{Exact.Text(amps)} A is within {Exact.Text(direct)} A: connected directly"),
        "ct" => new($"计算电流 {Exact.Text(amps)} A，超过 {Exact.Text(direct)} A，经互感器接入", $"{Exact.Text(amps)} A is above {Exact.Text(direct)} A: through current transformers"),
        _ => new("高压计量，经电流互感器和电压互感器接入", "High voltage: through current and voltage transformers"),
    };
}
