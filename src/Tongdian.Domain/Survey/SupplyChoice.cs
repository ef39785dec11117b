using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Survey;

/// <summary>At which voltage, with how many phases and from how many sources a customer is supplied.</summary>
/// <param name="Voltage"><c>low</c> or <c>high</c>.</param>
/// <param name="Phases">1 or 3.</param>
/// <param name="NominalV">Nominal voltage, V; null when no voltage supplies so much.</param>
/// <param name="Reason">For the customer.</param>
/// <param name="Supplies">How many sources.</param>
/// <param name="EmergencySource">The customer keeps an emergency source of their own.</param>
/// <param name="Spread">Over the phases, when there are three at low voltage and a list of appliances or homes.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record SupplyChoice(
    string Voltage,
    int Phases,
    decimal? NominalV,
    LocalizedText Reason,
    int Supplies,
    bool EmergencySource,
    PhaseSpread? Spread,
    ImmutableArray<Figure> Figures,
    ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// Low or high by the limits of the region (<see cref="ChooseVoltage"/>); a three-phase appliance needs three phases; the lowest high voltage
    /// that is there and supplies the capacity.
    /// </summary>
    public static SupplyChoice Of(VoltageLimit limit, LoadInput input, CalculatedLoad load, SupplyInput? given, SurveyTables tables)
    {
        var (figures, findings) = (new List<Figure>(), new List<Finding>());
        var choice = ChooseVoltage.From(limit, load.Kw, null, given?.Voltage);
        var limitSource = new TableSource("voltage-limits", limit.Source, "", "", limit.Verified,
            limit.Verified ? null : new("未与原文核对", "Not compared with the source"));
        figures.Add(new Figure("supply.phases", new("电压等级和相数", "Voltage and phases"), "P_c ≤ P_1, P_c ≤ P_low",
            [
                Quantities.Kw(load.Kw),
                new Quantity("P_1", new("单相供电上限", "greatest capacity with one phase"), limit.MaxSinglePhaseKw, "kW"),
                new Quantity("P_low", new("低压供电上限", "greatest capacity at low voltage"), limit.MaxLowVoltageKw, "kW"),
            ],
            Quantities.Count("n_p", "相数", "phases", choice.Phases), [limitSource]));
        var importance = Importance(given?.Importance, tables.Importance, figures);
        var (phases, reason) = choice.Voltage == "high" ? (3, choice.Reason) : PhasesOf(choice, input, given?.Phases, findings);
        var volts = choice.Voltage == "high"
            ? HighVoltage(load.Kva, given, tables, figures, findings)
            : tables.Voltages.Rows.FirstOrDefault(r => r.Phases == phases && r.NominalV < 1000)?.NominalV;
        var spread = phases == 3 && choice.Voltage == "low" && (Exact.Listed(input.Appliances).Length > 0 || input.Homes is not null)
            ? PhaseSpread.Of(input, load, tables)
            : null;
        return new SupplyChoice(
            choice.Voltage, phases, volts, reason, importance?.Supplies ?? 1, importance?.EmergencySource ?? false, spread, [.. figures], [.. findings]);
    }

    private static (int Phases, LocalizedText Reason) PhasesOf(VoltageChoice choice, LoadInput input, int? stated, List<Finding> findings)
    {
        var needsThree = Exact.Listed(input.Appliances).Any(a => a.Phases == 3);
        if (stated == 1 && (choice.Phases == 3 || needsThree))
        {
            findings.Add(new Finding("supply.one-phase-not-enough", Severity.Warning, needsThree
                ? new("有三相设备，不能单相供电", "There is a three-phase appliance: one phase is not enough")
                : new("容量超过单相供电上限，不能单相供电", "The capacity is above what one phase supplies")));
        }

        if (choice.Phases == 1 && needsThree) return (3, new("有三相设备，三相 380 伏供电", "There is a three-phase appliance: three-phase, 380 V"));
        if (choice.Phases == 1 && stated == 3) return (3, new("按要求三相 380 伏供电", "Three-phase, 380 V, as asked"));
        return (choice.Phases, choice.Reason);
    }

    private static decimal? HighVoltage(decimal kva, SupplyInput? given, SurveyTables tables, List<Figure> figures, List<Finding> findings)
    {
        var there = Exact.Listed(given?.AvailableKv);
        var level = tables.Levels.Rows
            .Where(l => there.IsEmpty || there.Contains(l.Kv))
            .OrderBy(l => l.Kv)
            .FirstOrDefault(l => l.MaxKva is not { } most || kva <= most);
        if (level is null)
        {
            findings.Add(new Finding("supply.no-voltage", Severity.Stop, new(
                $"没有电压等级可以供 {Exact.Text(kva)} kVA", $"No voltage that is there supplies {Exact.Text(kva)} kVA")));
            return null;
        }

        figures.Add(new Figure("supply.voltage", new("供电电压", "Supply voltage"), "U(S_c)",
            [Quantities.Kva(kva)], Quantities.Kv(level.Kv), [tables.Levels.Source]));
        if (kva < level.MinKva)
        {
            findings.Add(new Finding("supply.small-for-voltage", Severity.Warning, new(
                $"{Exact.Text(level.Kv)} kV 通常从 {Exact.Text(level.MinKva)} kVA 起", $"{Exact.Text(level.Kv)} kV is usual from {Exact.Text(level.MinKva)} kVA on")));
        }

        return level.Kv * 1000;
    }

    private static ImportanceRow? Importance(string? asked, ImportanceTable table, List<Figure> figures)
    {
        var row = asked is null ? null : table.Rows.First(r => r.Class == asked);
        if (row is not null)
        {
            figures.Add(new Figure("supply.sources", new($"供电电源数：{row.Name.Zh}", $"Number of sources: {row.Name.En}"), "n_s",
                [], Quantities.Count("n_s", "电源数", "sources", row.Supplies), [table.Source]));
        }

        return row;
    }
}
