namespace Tongdian.Domain.Insight;

/// <summary>Hours lost to one thing, over all cases that it could have happened to: sums only, so that weeks of any size can be added up.</summary>
/// <param name="Cases">Cases that it could have happened to.</param>
/// <param name="Hours">Sum of the hours; cases that lost none count as zero.</param>
/// <param name="Squares">Sum of their squares.</param>
public sealed record HoursPerCase(int Cases, double Hours, double Squares)
{
    // Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom.
    private static readonly double[] T =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>Hours per case; null of none.</summary>
    public double? Mean => Cases == 0 ? null : Hours / Cases;

    private double VarianceOfMean => Math.Max(0, (Squares - (Hours * Hours / Cases)) / (Cases - 1)) / Cases;

    /// <summary>By how many hours per case it is more afterwards, at 95 %; null when there are fewer than two cases on one side: one case shows nothing.</summary>
    /// <remarks>B. L. Welch, Biometrika 34 (1947) 28–35, degrees of freedom rounded down; the paper itself: unverified. Hours are skewed, so with few cases it is a rough guide.</remarks>
    public static Interval? Difference(HoursPerCase before, HoursPerCase after)
    {
        if (before.Cases < 2 || after.Cases < 2)
            return null;
        var (b, a) = (before.VarianceOfMean, after.VarianceOfMean);
        var difference = after.Mean!.Value - before.Mean!.Value;
        if (b + a <= 0)
            return new Interval(difference, difference);
        var freedom = (b + a) * (b + a) / ((b * b / (before.Cases - 1)) + (a * a / (after.Cases - 1)));
        var spread = (freedom >= T.Length + 1 ? Proportion.Z : T[(int)Math.Max(1, freedom) - 1]) * Math.Sqrt(b + a);
        return new Interval(difference - spread, difference + spread);
    }
}
