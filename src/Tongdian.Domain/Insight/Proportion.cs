namespace Tongdian.Domain.Insight;

/// <summary>What lies between two bounds, both included.</summary>
public sealed record Interval(double Low, double High);

/// <summary>How many of how many.</summary>
/// <param name="Count">0 to <paramref name="Of"/>.</param>
/// <param name="Of">0 or more.</param>
public sealed record Proportion(int Count, int Of)
{
    /// <summary>The two-sided 95 % quantile of the normal distribution.</summary>
    internal const double Z = 1.959963984540054;

    /// <summary>The share, 0 to 1; null of nothing.</summary>
    public double? Rate => Of == 0 ? null : (double)Count / Of;

    /// <summary>
    /// The Wilson score interval at 95 %, without continuity correction: what the share may be in the long run, given what was seen. Always within
    /// 0 and 1 and, unlike the usual ± rule, of use for few cases and for none or all. Of nothing it is 0 to 1: nothing is known.
    /// </summary>
    /// <remarks>
    /// E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22 (1927) 209–212; method 3 of
    /// R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872. Formula cross-checked with public implementations; the papers themselves: unverified.
    /// </remarks>
    public Interval Wilson()
    {
        if (Of == 0)
            return new Interval(0, 1);
        double n = Of, p = Count / n;
        var middle = p + (Z * Z / (2 * n));
        var spread = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);
        // None and all are bounds exactly; rounding must not leave a trace.
        return new Interval(Count == 0 ? 0 : (middle - spread) / scale, Count == Of ? 1 : (middle + spread) / scale);
    }

    /// <summary>By how much the share is higher afterwards, at 95 %, from the two Wilson intervals; null when there was nothing on one side.</summary>
    /// <remarks>Hybrid score interval: method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890; the paper itself: unverified.</remarks>
    public static Interval? Difference(Proportion before, Proportion after)
    {
        if (before.Rate is not { } p || after.Rate is not { } q)
            return null;
        var (b, a) = (before.Wilson(), after.Wilson());
        return new Interval(
            q - p - Math.Sqrt(Squared(q - a.Low) + Squared(b.High - p)),
            q - p + Math.Sqrt(Squared(a.High - q) + Squared(p - b.Low)));
    }

    private static double Squared(double x) => x * x;
}
