using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Survey;

/// <summary>The current transformers.</summary>
/// <param name="Ratio">Ratio: <c>150/5</c>; null when none is large enough.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record CtChoice(string? Ratio, ImmutableArray<Figure> Figures, ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// The smallest rated primary current that carries I_b: it is the greatest current there will be, so that the usual one is near the 60 %
    /// where a transformer measures best. Warned when I_b itself is below the least load for its class.
    /// </summary>
    public static CtChoice Of(decimal amps, decimal nominalV, string accuracy, RatioTable table)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amps);
        var ratings = (nominalV >= 1000 ? table.HighPrimaryA : table.LowPrimaryA).Where(r => r >= amps).ToList();
        if (ratings.Count == 0)
            return new CtChoice(null, [], [new Finding("ct.none", Severity.Stop, new("没有足够大的互感器变比", "No ratio is large enough"))]);
        var (primary, percent) = (ratings[0], amps / ratings[0] * 100);
        var least = accuracy.EndsWith('S') ? table.LeastPercentS : table.LeastPercent;
        return new CtChoice(
            string.Create(CultureInfo.InvariantCulture, $"{Exact.Text(primary)}/{Exact.Text(table.SecondaryA)}"),
            [
                new Figure("ct.primary", new("互感器额定一次电流", "Rated primary current"), "I_1n ≥ I_b",
                    [Quantities.Current(amps)], Quantities.CtPrimary(primary), [table.Source]),
                new Figure("ct.load", new("互感器负载率", "Load of the current transformer"), "I_b / I_1n · 100",
                    [Quantities.Current(amps), Quantities.CtPrimary(primary)], Quantities.CtLoad(percent), [table.Source]),
            ],
            percent >= least ? [] :
            [
                new Finding("ct.low-load", Severity.Warning, new(
                    $"互感器负载率 {Exact.Text(percent)} %，低于 {Exact.Text(least)} %，计量可能不准",
                    $"The current transformer is loaded to {Exact.Text(percent)} %, below {Exact.Text(least)} %: it may measure badly")),
            ]);
    }
}
