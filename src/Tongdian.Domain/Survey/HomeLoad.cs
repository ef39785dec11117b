using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>Homes behind one connection, which never all draw their capacity at once.</summary>
internal sealed record HomeLoad(decimal KwEach, decimal InstalledKw, decimal Factor, ImmutableArray<Figure> Figures)
{
    public static readonly LocalizedText Name = new("住宅", "homes");
    public static readonly LocalizedText Basis = new("按户数的需要系数", "demand factor by number of homes");

    public static HomeLoad Of(HomesInput homes, int phases, SurveyTables tables)
    {
        var figures = new List<Figure>();
        var each = homes.KwEach ?? KwOf(homes.AreaM2!.Value, tables.Homes, figures);
        // The table counts the homes on one phase; spread over three phases, each has a third.
        var kw = Enumerable.Range(1, homes.Count).Max(n => n * FactorOf((n + phases - 1) / phases, tables.HomeFactors));
        // Near the end of the table more homes would need less than fewer do: the greatest need of all smaller numbers holds.
        var factor = kw / homes.Count;
        figures.Add(new Figure("load.homes", new("住宅设备容量", "Installed load of the homes"), "P_e = n · P_h",
            [Quantities.Homes(homes.Count), Quantities.KwPerHome(each)], Quantities.InstalledLoad(each * homes.Count), [tables.Homes.Source]));
        figures.Add(new Figure("load.home-factor", new("需要系数（按户数）", "Demand factor by number of homes"),
            phases == 3 ? "K_n = max(m · K(⌈m/3⌉), m ≤ n) / n" : "K_n = max(m · K(m), m ≤ n) / n",
            [Quantities.Homes(homes.Count)], Quantities.HomeFactor(factor), [tables.HomeFactors.Source]));
        return new HomeLoad(each, each * homes.Count, factor, [.. figures]);
    }

    private static decimal KwOf(decimal area, HomeTable table, List<Figure> figures)
    {
        var last = table.Rows[^1];
        var kw = table.Rows.FirstOrDefault(r => area <= r.MaxAreaM2)?.Kw ?? last.Kw + (area - last.MaxAreaM2) * table.WattsPerFurtherM2 / 1000;
        figures.Add(new Figure("load.home", new("每户容量", "Capacity of a home"), "P_h(A)", [Quantities.Area(area)], Quantities.KwPerHome(kw), [table.Source]));
        return kw;
    }

    private static decimal FactorOf(int homes, HomeFactorTable table)
    {
        var row = table.Rows.FirstOrDefault(r => homes <= r.To);
        if (row is null) return table.Rows[^1].AtTo;
        return row.To == row.From ? row.AtFrom : row.AtFrom - (row.AtFrom - row.AtTo) * (homes - row.From) / (row.To - row.From);
    }
}
