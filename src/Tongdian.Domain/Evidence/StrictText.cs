using System.Globalization;
using System.Text;

namespace Tongdian.Domain.Evidence;

/// <summary>Readers that know one spelling of everything: what two texts could mean is not signed, hashed or compared.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Standard base64 with its padding; null if another text would give the same bytes.</summary>
    public static byte[]? Base64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || !Convert.TryFromBase64Chars(text, bytes, out var length))
            return null;
        var found = bytes.AsSpan(0, length).ToArray();
        return text.SequenceEqual(Convert.ToBase64String(found)) ? found : null;
    }

    /// <summary>A number from 0 to 2⁶³ − 1 in decimal digits without leading zeros.</summary>
    public static long? Number(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 19 && (text[0] != '0' || text.Length == 1) && !text.ContainsAnyExceptInRange('0', '9')
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A number as it is written.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of UTF-8 bytes; null if they are no UTF-8.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The UTF-8 bytes of a text; null if half a character is in it.</summary>
    public static byte[]? Bytes(string text)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>A line that can be in a signed text: not empty, no control characters, no half characters.</summary>
    public static bool IsLine(string line) => line.Length > 0 && !line.Any(c => c < ' ') && Bytes(line) is not null;

    /// <summary>The lines of a text that ends with a line break, without their breaks; null if the last one has none.</summary>
    public static string[]? Lines(string text) => text.EndsWith('\n') ? text[..^1].Split('\n') : null;
}
