using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>What the connection will cost the customer, roughly, or that it costs nothing and why.</summary>
/// <param name="Yuan">CNY, two decimals; null when there are no prices.</param>
/// <param name="Reason">Why it costs this, nothing, or why it cannot be said.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Tables">The table it was taken from.</param>
public sealed record IndicativeCost(decimal? Yuan, LocalizedText Reason, ImmutableArray<Figure> Figures, ImmutableArray<TableSource> Tables)
{
    /// <summary>Nothing at low voltage up to the capacity of the table; else Σ price · amount.</summary>
    /// <param name="voltage"><c>low</c> or <c>high</c>.</param>
    /// <param name="kw">P, kW.</param>
    /// <param name="lineM">Length of the line, m; null when unknown.</param>
    /// <param name="transformerKva">Rating of the transformer, kVA; null when there is none.</param>
    /// <param name="table">The prices.</param>
    public static IndicativeCost Of(string voltage, decimal kw, decimal? lineM, decimal? transformerKva, CostTable table)
    {
        if (voltage == "low" && kw <= table.FreeUpToKw)
        {
            return new IndicativeCost(0, table.FreeBecause,
            [
                new Figure("cost", new("费用", "Cost"), "C = 0 (P_c ≤ P_free)",
                    [Quantities.Kw(kw), new Quantity("P_free", new("免费接入上限", "greatest capacity at no charge"), table.FreeUpToKw, "kW")],
                    Quantities.Yuan(0), [table.Source]),
            ], [table.Source]);
        }

        if (table.Prices.IsEmpty)
            return new IndicativeCost(null, new("没有录入价格，无法估算", "No prices are entered: nothing can be said"), [], [table.Source]);
        var items = table.Prices.Select(p => (Price: p, Amount: p.Per switch { "line-m" => lineM, "transformer-kva" => transformerKva, _ => 1 })).ToList();
        if (items.Find(i => i.Amount is null) is { Price: { } unknown })
            return new IndicativeCost(null, new($"缺少计算“{unknown.Name.Zh}”所需的数量", $"The amount for “{unknown.Name.En}” is not known"), [], [table.Source]);
        var yuan = Math.Round(items.Sum(i => i.Price.Yuan * i.Amount!.Value), 2, MidpointRounding.AwayFromZero);
        return new IndicativeCost(yuan, new("按价格表估算，以合同为准", "Estimated from the price list; the contract decides"),
        [
            new Figure("cost", new("估算费用", "Indicative cost"), string.Join(" + ", items.Select((_, n) => $"c_{n + 1} · n_{n + 1}")),
            [
                .. items.SelectMany((i, n) => new[]
                {
                    Quantities.Price($"c_{n + 1}", i.Price.Name, i.Price.Yuan),
                    Quantities.Count($"n_{n + 1}", "数量", "amount", i.Amount!.Value),
                }),
            ],
            Quantities.Yuan(yuan), [table.Source]),
        ], [table.Source]);
    }
}
