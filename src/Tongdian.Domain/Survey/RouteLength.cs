using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Survey;

/// <summary>The length of a route that was walked.</summary>
/// <param name="Metres">Along the kept positions, m, to a tenth.</param>
/// <param name="PlusMinus">Expanded uncertainty (k = 2) from the accuracies that the device gave, m, to a tenth. Height is not in it.</param>
/// <param name="Kept">The positions that count, by their place in the track.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record RouteLength(
    decimal Metres, decimal PlusMinus, ImmutableArray<int> Kept, ImmutableArray<Figure> Figures, ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// Σ of great-circle distances (haversine) of consecutive kept positions. Left out: inaccurate ones, ones that nobody could have walked
    /// to, and ones no farther from the last kept than their accuracies together, which would count standing still as walking (the last
    /// position is kept when it is the only one beside the first). U = 2·√Σ(a_i² + a_(i+1)²).
    /// </summary>
    /// <param name="input">Checked by <see cref="SurveyInputRules"/>.</param>
    /// <param name="table">When a position is believed.</param>
    public static RouteLength Of(TrackInput input, PositionTable table)
    {
        var kept = new List<int>();
        var (inaccurate, jumps, mocked, length, variance) = (0, 0, false, 0.0, 0.0);
        for (var index = 0; index < input.Fixes.Length; index++)
        {
            var fix = input.Fixes[index];
            mocked |= fix.Mock;
            if (fix.AccuracyM > table.MaxAccuracyM)
            {
                inaccurate++;
                continue;
            }

            if (kept.Count == 0)
            {
                kept.Add(index);
                continue;
            }

            var last = input.Fixes[kept[^1]];
            var distance = SteadyAngles.Metres(last.Latitude, last.Longitude, fix.Latitude, fix.Longitude);
            var noise = Math.Sqrt(last.AccuracyM * last.AccuracyM + fix.AccuracyM * fix.AccuracyM);
            if (distance <= noise) continue;
            // Accuracy may explain a part of a jump: only what is left of it had to be walked.
            if (distance - noise > table.MaxSpeed * Math.Max(0, (fix.At - last.At).TotalSeconds))
            {
                jumps++;
                continue;
            }

            kept.Add(index);
            length += distance;
            variance += noise * noise;
        }

        var (metres, plusMinus) = (Tenth(length), Tenth(2 * Math.Sqrt(variance)));
        return new RouteLength(metres, plusMinus, [.. kept],
        [
            new Figure("route.length", new("路径长度", "Length of the route"), "L = Σ 2R · arcsin √(sin²(Δφ/2) + cosφ_1 · cosφ_2 · sin²(Δλ/2))",
                [
                    Quantities.Count("N", "定位点数", "positions", input.Fixes.Length), Quantities.Count("N_k", "采用的定位点数", "positions that count", kept.Count),
                    Quantities.Metres("R", "地球平均半径", "mean radius of the Earth", 6_371_008.8m),
                ],
                Quantities.Length(metres), [table.Source]),
            new Figure("route.uncertainty", new("不确定度（k = 2）", "Uncertainty (k = 2)"), "U_L = 2 · √Σ(a_i² + a_(i+1)²)",
                [Quantities.Count("N_k", "采用的定位点数", "positions that count", kept.Count)],
                Quantities.Metres("U_L", "不确定度", "uncertainty", plusMinus), []),
        ],
        [.. Noticed(kept.Count, inaccurate, jumps, mocked, metres, plusMinus)]);
    }

    private static IEnumerable<Finding> Noticed(int kept, int inaccurate, int jumps, bool mocked, decimal metres, decimal plusMinus)
    {
        if (kept < 2) yield return new("route.too-few", Severity.Stop, new("可用的定位点不足，无法得出长度", "Too few positions can be used for a length"));
        if (inaccurate > 0)
            yield return new("route.inaccurate", Severity.Note, new($"{Text(inaccurate)} 个定位点精度不够，未采用", $"{Text(inaccurate)} positions were too inaccurate and left out"));
        if (jumps > 0)
            yield return new("route.jumps", Severity.Warning, new($"{Text(jumps)} 个定位点不可能步行到达，未采用", $"{Text(jumps)} positions cannot have been walked to and were left out"));
        if (mocked) yield return new("route.mock", Severity.Warning, new("轨迹中有模拟定位", "Some positions are made up, the device says"));
        if (kept >= 2 && plusMinus > metres / 5)
            yield return new("route.uncertain", Severity.Warning, new("不确定度超过长度的五分之一，请用尺复核", "The uncertainty is above a fifth of the length: check with a tape"));
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static decimal Tenth(double metres) => Math.Round((decimal)metres, 1, MidpointRounding.AwayFromZero);
}
