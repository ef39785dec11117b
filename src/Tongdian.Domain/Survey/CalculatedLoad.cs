using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>The load of one kind of appliances.</summary>
/// <param name="Kind">Of the table <c>demand</c>, or <c>homes</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Basis">What its factors rest on.</param>
/// <param name="Figures">P_e, P_c and Q_c of the kind.</param>
public sealed record GroupLoad(string Kind, LocalizedText Name, LocalizedText Basis, ImmutableArray<Figure> Figures);

/// <summary>What is to be supplied, calculated by the method of demand factors.</summary>
/// <param name="Kw">P, kW: the greater of what the list needs and what was asked for.</param>
/// <param name="Kvar">Q, kvar.</param>
/// <param name="Kva">S, kVA.</param>
/// <param name="PowerFactor">cos φ of the whole.</param>
/// <param name="Groups">By kind, in the order of their names.</param>
/// <param name="Figures">How the sums came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record CalculatedLoad(
    decimal Kw,
    decimal Kvar,
    decimal Kva,
    decimal PowerFactor,
    ImmutableArray<GroupLoad> Groups,
    ImmutableArray<Figure> Figures,
    ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// P_c = K_x·P_e and Q_c = P_c·tan φ of every kind; P = K_Σp·ΣP_c, Q = K_Σq·ΣQ_c, S = √(P² + Q²). Adding an appliance or a home never lowers
    /// P. Null when nothing is to be supplied.
    /// </summary>
    /// <param name="input">Checked by <see cref="SurveyInputRules"/>.</param>
    /// <param name="phases">1 or 3: over how many phases homes are spread.</param>
    /// <param name="tables">The numbers.</param>
    public static CalculatedLoad? Of(LoadInput input, int phases, SurveyTables tables)
    {
        var (groups, figures, findings) = (new List<GroupLoad>(), new List<Figure>(), new List<Finding>());
        var (kw, kvar) = (0m, 0m);
        var demand = tables.Demand.Source;
        foreach (var kind in Exact.Listed(input.Appliances).GroupBy(a => a.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var row = tables.Demand.Kinds[kind.Key];
            var installed = kind.Sum(a => a.Kw * a.Count);
            Add(kind.Key, row.Name, row.Basis, installed, row.DemandFactor, row.PowerFactor, Quantities.DemandFactor(row.DemandFactor), demand, []);
        }

        if (input.Homes is { } homes)
        {
            var load = HomeLoad.Of(homes, phases, tables);
            Add("homes", HomeLoad.Name, HomeLoad.Basis, load.InstalledKw, load.Factor, tables.Homes.PowerFactor,
                Quantities.HomeFactor(load.Factor), tables.HomeFactors.Source, load.Figures);
        }

        if (groups.Count > 0)
        {
            var (kp, kq) = (input.SimultaneousP ?? 1, input.SimultaneousQ ?? 1);
            figures.Add(new Figure("load.sum-active", new("计算有功", "Calculated active power"), "P_c = K_Σp · ΣP_c",
                [Quantities.SimultaneousP(kp), Quantities.GroupKw(kw)], Quantities.Kw(kw * kp), [demand]));
            figures.Add(new Figure("load.sum-reactive", new("计算无功", "Calculated reactive power"), "Q_c = K_Σq · ΣQ_c",
                [Quantities.SimultaneousQ(kq), Quantities.GroupKvar(kvar)], Quantities.Kvar(kvar * kq), [demand]));
            (kw, kvar) = (kw * kp, kvar * kq);
        }

        if (Asked(input, tables, figures) is { } asked)
        {
            if (kw > asked)
            {
                findings.Add(new Finding("load.more-than-asked", Severity.Warning, new(
                    $"按设备清单计算为 {Exact.Text(kw)} kW，大于申请容量 {Exact.Text(asked)} kW",
                    $"The list needs {Exact.Text(kw)} kW, more than the {Exact.Text(asked)} kW asked for")));
            }
            else
            {
                // The appliances say how reactive the load is; without them the given or the usual power factor does.
                kvar = kw > 0 ? kvar * asked / kw : asked * Exact.Tangent(input.PowerFactor ?? tables.Demand.DefaultPowerFactor);
                kw = asked;
            }
        }

        if (kw <= 0) return null;
        if (input.PowerFactor is { } measured) kvar = kw * Exact.Tangent(measured);
        var kva = Exact.Root(kw * kw + kvar * kvar);
        figures.Add(new Figure("load.apparent", new("计算视在功率", "Calculated apparent power"), "S_c = √(P_c² + Q_c²)",
            [Quantities.Kw(kw), Quantities.Kvar(kvar)], Quantities.Kva(kva), []));
        figures.Add(new Figure("load.power-factor", new("功率因数", "Power factor"), "cosφ = P_c / S_c",
            [Quantities.Kw(kw), Quantities.Kva(kva)], Quantities.PowerFactor(kw / kva), []));
        return new CalculatedLoad(kw, kvar, kva, Math.Min(1, kw / kva), [.. groups], [.. figures], [.. findings]);

        void Add(
            string id, LocalizedText name, LocalizedText basis, decimal installed, decimal factor, decimal cosine, Quantity shown, TableSource table,
            ImmutableArray<Figure> before)
        {
            var (active, reactive) = (installed * factor, installed * factor * Exact.Tangent(cosine));
            groups.Add(new GroupLoad(id, name, basis,
            [
                .. before,
                new Figure("load.active", new("计算有功", "Calculated active power"), $"P_c = {shown.Symbol} · P_e",
                    [shown, Quantities.InstalledLoad(installed)], Quantities.Kw(active), [table]),
                new Figure("load.reactive", new("计算无功", "Calculated reactive power"), "Q_c = P_c · √(1 − cos²φ) / cosφ",
                    [Quantities.Kw(active), Quantities.PowerFactor(cosine)], Quantities.Kvar(reactive), [id == "homes" ? tables.Homes.Source : demand]),
            ]));
            kw += active;
            kvar += reactive;
        }
    }

    private static decimal? Asked(LoadInput input, SurveyTables tables, List<Figure> figures)
    {
        if (input.AskedKw is { } kw) return kw;
        if (input.AskedKva is not { } kva) return null;
        var cosine = input.PowerFactor ?? tables.Demand.DefaultPowerFactor;
        figures.Add(new Figure("load.asked", new("申请容量折算", "The capacity asked for, in kW"), "P_a = S_a · cosφ",
            [Quantities.AskedKva(kva), Quantities.PowerFactor(cosine)], Quantities.Asked(kva * cosine), [tables.Demand.Source]));
        return kva * cosine;
    }
}
