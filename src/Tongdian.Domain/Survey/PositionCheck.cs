using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>Whether a position is believed. It is flagged, never refused: the surveyor stands there, the device may be wrong.</summary>
/// <param name="AgeSeconds">How old it was; below 0 when its clock was ahead.</param>
/// <param name="DistanceM">To the address, m, to a tenth; null when the address has no position.</param>
/// <param name="Believed">Nothing speaks against it.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What speaks against it.</param>
public sealed record PositionCheck(
    decimal AgeSeconds, decimal? DistanceM, bool Believed, ImmutableArray<Figure> Figures, ImmutableArray<Finding> Findings)
{
    /// <summary>Age, accuracy, made-up flag, and the distance to the address less the accuracy, against the settings.</summary>
    /// <param name="input">Checked by <see cref="SurveyInputRules"/>.</param>
    /// <param name="table">The settings.</param>
    public static PositionCheck Of(PositionInput input, PositionTable table)
    {
        var (fix, findings) = (input.Fix, new List<Finding>());
        var age = Math.Round((decimal)(input.Now - fix.At).Ticks / TimeSpan.TicksPerSecond, 1, MidpointRounding.AwayFromZero);
        if (fix.Mock) Flag("position.mock", "模拟定位", "Made up, the device says");
        if (age < 0) Flag("position.future", "定位时间在将来，设备时钟不准", "Taken in the future: the clock of the device is wrong");
        if (age > table.MaxAgeSeconds) Flag("position.old", $"定位已过去 {Exact.Text(age)} 秒", $"Taken {Exact.Text(age)} s ago");
        if (fix.AccuracyM > table.MaxAccuracyM)
            Flag("position.inaccurate", $"定位精度只有 {Text(fix.AccuracyM)} 米", $"Accurate to {Text(fix.AccuracyM)} m only");
        if (input is not { Latitude: { } latitude, Longitude: { } longitude })
            return new PositionCheck(age, null, findings.Count == 0, [], [.. findings]);
        var exact = SteadyAngles.Metres(fix.Latitude, fix.Longitude, latitude, longitude);
        var distance = Math.Round((decimal)exact, 1, MidpointRounding.AwayFromZero);
        if (exact - fix.AccuracyM > table.MaxDistanceM)
            Flag("position.far", $"距地址 {Exact.Text(distance)} 米", $"{Exact.Text(distance)} m from the address");
        return new PositionCheck(age, distance, findings.Count == 0,
        [
            new Figure("position.distance", new("到地址的距离", "Distance to the address"), "d = 2R · arcsin √(sin²(Δφ/2) + cosφ_1 · cosφ_2 · sin²(Δλ/2))",
                [
                    Quantities.Metres("a", "定位精度", "accuracy", (decimal)fix.AccuracyM), Quantities.Metres("R", "地球平均半径", "mean radius of the Earth", 6_371_008.8m),
                ],
                Quantities.Metres("d", "距离", "distance", distance), [table.Source]),
        ], [.. findings]);

        void Flag(string code, string zh, string en) => findings.Add(new Finding(code, Severity.Warning, new(zh, en)));
    }

    private static string Text(double metres) => Exact.Text((decimal)metres);
}
