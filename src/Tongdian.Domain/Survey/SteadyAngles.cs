namespace Tongdian.Domain.Survey;

/// <summary>
/// Distances on the globe from additions, multiplications, divisions and square roots only: IEEE 754 fixes the result of those to the last
/// bit, while the sines of system libraries differ between a server and a browser.
/// </summary>
public static class SteadyAngles
{
    // Mean radius of the Earth (IUGG), metres.
    private const double Radius = 6_371_008.8;

    /// <summary>Great-circle distance of two places by the haversine formula, metres. Degrees, WGS 84.</summary>
    public static double Metres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (a, b) = (Radians(latitude1), Radians(latitude2));
        var (north, east) = (Sine((b - a) / 2), Sine(Radians(longitude2 - longitude1) / 2));
        return 2 * Radius * ArcSine(Math.Min(1, Math.Sqrt(north * north + Cosine(a) * Cosine(b) * east * east)));
    }

    private static double Radians(double degrees) => degrees * (Math.PI / 180);

    private static double Cosine(double x) => Sine(Math.PI / 2 - Math.Abs(x));

    // Series of Taylor; |x| is at most π here, where 16 terms leave less than 1e-16.
    private static double Sine(double x)
    {
        var (sum, term) = (x, x);
        for (var n = 1; n <= 16; n++)
        {
            term = -term * x * x / (2 * n * (2 * n + 1));
            sum += term;
        }

        return sum;
    }

    // arcsin x = 2 arcsin(x / √(2 + 2√(1 − x²))): four halvings, then the series.
    private static double ArcSine(double x)
    {
        for (var halving = 0; halving < 4; halving++) x /= Math.Sqrt(2 + 2 * Math.Sqrt(1 - x * x));
        var (sum, power, factor) = (x, x, 1.0);
        for (var n = 1; n <= 10; n++)
        {
            factor *= (2 * n - 1) / (2.0 * n);
            power *= x * x;
            sum += factor * power / (2 * n + 1);
        }

        return sum * 16;
    }
}
