using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tongdian.Domain.Survey;

/// <summary>Ratings as they stand on nameplates, brought to one spelling.</summary>
internal static partial class RatedText
{
    private const RegexOptions Plainly = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Without spaces, full-width characters made plain, every sign of multiplication an <c>x</c>.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text.Where(c => !char.IsWhiteSpace(c)))
        {
            plain.Append(sign switch
            {
                '×' or '*' or '✕' or 'Ｘ' or 'ｘ' or 'X' => 'x',
                '—' or '–' or '－' or '~' or '～' => '-',
                >= '！' and <= '｝' => (char)(sign - '！' + '!'),
                _ => sign,
            });
        }

        return plain.ToString();
    }

    /// <summary><c>3×220 V/380 V</c> becomes <c>3x220/380</c>; null when it is no voltage.</summary>
    public static string? Voltage(string text)
    {
        var plain = Plain(text).Replace("V", "", StringComparison.OrdinalIgnoreCase);
        return VoltagePattern().IsMatch(plain) ? plain : null;
    }

    /// <summary><c>5(60)A</c>: base 5, greatest 60. <c>0.25-0.5(60)A</c>: the base is ten times the second number. Null when it is no current.</summary>
    public static (string Text, decimal Base, decimal Greatest)? Current(string text)
    {
        var plain = Plain(text).TrimEnd('A', 'a');
        var match = CurrentPattern().Match(plain);
        if (!match.Success) return null;
        var (first, greatest) = (Number(match.Groups["base"].Value), Number(match.Groups["most"].Value));
        // Since GB/T 17215.321-2021 the transitional current stands there, a tenth of the former base current (unverified).
        return match.Groups["least"].Success ? (plain, first * 10, greatest) : (plain, first, greatest);
    }

    private static decimal Number(string digits) => decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(3x)?[0-9]{2,3}(\.[0-9])?(/[0-9]{2,3})?$", Plainly, 1000)]
    private static partial Regex VoltagePattern();

    [GeneratedRegex(@"^(?<least>[0-9]{1,3}(\.[0-9]{1,3})?-)?(?<base>[0-9]{1,3}(\.[0-9]{1,3})?)\((?<most>[0-9]{1,3}(\.[0-9]{1,3})?)\)$", Plainly, 1000)]
    private static partial Regex CurrentPattern();
}
