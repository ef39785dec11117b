using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>What is on a phase.</summary>
/// <param name="Phase"><c>A</c>, <c>B</c>, <c>C</c>.</param>
/// <param name="Kw">Active power of what is on it, kW.</param>
public sealed record PhaseLoad(string Phase, decimal Kw);

/// <summary>How single-phase appliances and homes are spread over three phases.</summary>
/// <param name="Phases">A, B and C.</param>
/// <param name="UnbalancePercent">(P_max − P_min) / P_max, percent.</param>
/// <param name="EquivalentKw">The load that the current is computed from, kW.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record PhaseSpread(
    ImmutableArray<PhaseLoad> Phases,
    decimal UnbalancePercent,
    decimal EquivalentKw,
    ImmutableArray<Figure> Figures,
    ImmutableArray<Finding> Findings)
{
    private static readonly ImmutableArray<string> Names = ["A", "B", "C"];

    /// <summary>
    /// Who is on a phase stays there; of the others the largest goes first, to the phase with the least. Above the greatest unbalance of the
    /// table the current is computed from three times the fullest phase.
    /// </summary>
    public static PhaseSpread Of(LoadInput input, CalculatedLoad load, SurveyTables tables)
    {
        var kw = new decimal[3];
        var free = new List<(decimal Kw, int Count)>();
        foreach (var appliance in Exact.Listed(input.Appliances))
        {
            var each = appliance.Kw * tables.Demand.Kinds[appliance.Kind].DemandFactor;
            if (appliance.Phases == 3)
                for (var phase = 0; phase < 3; phase++) kw[phase] += each * appliance.Count / 3;
            else if (appliance.Phase is { } name)
                kw[Names.IndexOf(name)] += each * appliance.Count;
            else
                free.Add((each, appliance.Count));
        }

        if (input.Homes is { } homes)
        {
            var home = HomeLoad.Of(homes, 3, tables);
            free.Add((home.KwEach * home.Factor, homes.Count));
        }

        foreach (var (each, count) in free.OrderByDescending(f => f.Kw))
        {
            for (var unit = 0; unit < count; unit++)
                kw[Array.IndexOf(kw, kw.Min())] += each;
        }

        var simultaneous = input.SimultaneousP ?? 1;
        for (var phase = 0; phase < 3; phase++) kw[phase] *= simultaneous;
        return From(kw, load, tables.Unbalance);
    }

    private static PhaseSpread From(decimal[] kw, CalculatedLoad load, UnbalanceTable table)
    {
        var (most, least) = (kw.Max(), kw.Min());
        var percent = most > 0 ? (most - least) / most * 100 : 0;
        var figures = ImmutableArray.Create(new Figure("phases.unbalance", new("三相不平衡度", "Unbalance of the phases"), "β = (P_max − P_min) / P_max · 100",
            [Quantities.LargestPhase(most), Quantities.SmallestPhase(least)], Quantities.Unbalance(percent), [table.Source]));
        ImmutableArray<PhaseLoad> phases = [.. Names.Select((name, index) => new PhaseLoad(name, Exact.Shown(kw[index])))];
        if (percent <= table.MaxPercent) return new(phases, percent, load.Kw, figures, []);
        var equivalent = Math.Max(load.Kw, 3 * most);
        return new(phases, percent, equivalent,
            figures.Add(new Figure("phases.equivalent", new("等效三相负荷", "Equivalent three-phase load"), "P_eq = max(P_c, 3 · P_max)",
                [Quantities.Kw(load.Kw), Quantities.LargestPhase(most)], Quantities.Equivalent(equivalent), [table.Source])),
            [new Finding("phases.unbalanced", Severity.Warning, new(
                $"三相不平衡度 {Exact.Text(percent)} %，超过 {Exact.Text(table.MaxPercent)} %，电流按最大相的三倍计算；请调整各相负荷",
                $"The phases are {Exact.Text(percent)} % out of balance, above {Exact.Text(table.MaxPercent)} %: the current is computed from three times the fullest phase. Spread the load better"))]);
    }
}
