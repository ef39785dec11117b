using System.Globalization;

namespace Tongdian.Domain;

/// <summary>
/// Numbers that people read, say and type: a prefix of two letters, the day (yyMMdd), six random digits and a check digit, 15 characters. Random, so
/// that nobody finds a neighbour by counting; the check digit (Damm) catches every single wrong digit and every swap of neighbours.
/// </summary>
internal static class DatedNumber
{
    private const int Digits = 13;

    // Damm's totally anti-symmetric quasigroup of order 10.
    private static readonly string[] Damm =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    /// <summary>Makes one; <paramref name="random"/> has at most six digits.</summary>
    public static string Make(string prefix, DateOnly day, int random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(random);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(random, 999_999);
        var body = string.Create(CultureInfo.InvariantCulture, $"{day:yyMMdd}{random:D6}");
        return $"{prefix}{body}{Check(body)}";
    }

    /// <summary>The one writing of what a person typed, or null: spaces, dashes and lower case are forgiven; a wrong check digit is not.</summary>
    public static string? Read(string prefix, string? text)
    {
        if (text is null || text.Length > 40)
            return null;
        var clean = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (clean.Length != Digits + 2 || !clean.StartsWith(prefix, StringComparison.Ordinal) || clean.AsSpan(2).ContainsAnyExceptInRange('0', '9'))
            return null;
        return Check(clean[2..^1]) == clean[^1] ? clean : null;
    }

    private static char Check(string digits)
    {
        var interim = 0;
        foreach (var digit in digits)
            interim = Damm[interim][digit - '0'] - '0';
        return (char)('0' + interim);
    }
}
