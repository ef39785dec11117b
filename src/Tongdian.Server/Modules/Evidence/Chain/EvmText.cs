using System.Globalization;
using System.Numerics;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>How Ethereum's JSON-RPC writes numbers and bytes.</summary>
internal static class EvmText
{
    /// <summary>An address in small letters; null where it is none.</summary>
    public static string? Address(string? text) => Bytes(text) is { Length: 20 } bytes ? Hex(bytes) : null;

    /// <summary>Bytes after 0x; null where there are none.</summary>
    public static byte[]? Bytes(string? text)
    {
        if (text is null || !text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0 || !text.AsSpan(2).ToString().All(char.IsAsciiHexDigit))
            return null;
        return Convert.FromHexString(text.AsSpan(2));
    }

    /// <summary>Bytes with 0x before them.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>A quantity: 0x and no zeros before it.</summary>
    public static string Quantity(BigInteger number) =>
        number.IsZero ? "0x0" : "0x" + number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    /// <summary>Reads a quantity; null where it is none.</summary>
    public static BigInteger? Quantity(string? text) =>
        text is { Length: > 2 and <= 66 } && text.StartsWith("0x", StringComparison.Ordinal)
        && BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Reads a quantity that is no more than a <see cref="long"/>; null where it is none.</summary>
    public static long? Number(string? text) => Quantity(text) is { } number && number <= long.MaxValue ? (long)number : null;
}
