using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Survey;

/// <summary>Decimal arithmetic: the same digits in .NET and in WebAssembly. Nothing is rounded before it is shown.</summary>
internal static class Exact
{
    public const decimal Root3 = 1.7320508075688772935274463415m;

    /// <summary>The square root; zero below zero.</summary>
    public static decimal Root(decimal square)
    {
        if (square <= 0) return 0;
        // The start has 15 digits, and each step of Newton doubles them.
        var root = (decimal)Math.Sqrt((double)square);
        if (root == 0) return 0;
        for (var step = 0; step < 3; step++) root = (root + square / root) / 2;
        return root;
    }

    /// <summary>tan φ from cos φ.</summary>
    public static decimal Tangent(decimal cosine) => Root(1 - cosine * cosine) / cosine;

    /// <summary>As it is shown: three decimals, half away from zero, no zeros at the end.</summary>
    public static decimal Shown(decimal value) => Math.Round(value, 3, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;

    /// <summary>The shown value as text.</summary>
    public static string Text(decimal value) => Shown(value).ToString(CultureInfo.InvariantCulture);

    /// <summary>The items of a list that may not be there.</summary>
    public static ImmutableArray<T> Listed<T>(ImmutableArray<T>? list) => list is { IsDefault: false } items ? items : [];
}
