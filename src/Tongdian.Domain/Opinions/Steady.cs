namespace Tongdian.Domain.Opinions;

/// <summary>Arithmetic that comes out the same on every machine.</summary>
internal static class Steady
{
    /// <summary>The natural logarithm in steps of 1/1024: the last bits of <see cref="Math.Log(double)"/> differ between processors.</summary>
    public static double Log(double x) => Rounded(Math.Log(x));

    /// <summary>In steps of 1/1024.</summary>
    public static double Rounded(double x) => Math.Round(x * 1024) / 1024;
}
