using System.Text;

namespace Tongdian.Domain.Parties;

/// <summary>
/// A telephone number of mainland China: a mobile number (11 digits from 13 to 19) or a landline with its area code (010 and 02x with
/// 8 digits, other area codes with 7 or 8). Source: the public numbering plan of the telecommunications network (电信网编号计划), unverified.
/// </summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    /// <summary>Digits only, without country code; a landline begins with its area code.</summary>
    public string Value { get; }

    /// <summary>A mobile number, which can take short messages.</summary>
    public bool IsMobile => Value[0] == '1';

    /// <summary>
    /// Reads a number; spaces, dashes, brackets, dots, full-width digits and +86 or 0086 in front are understood.
    /// Refusals: <see cref="PartyErrors.Missing"/>, <see cref="PartyErrors.PhoneForm"/>.
    /// </summary>
    public static Result<PhoneNumber> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return PartyErrors.Missing;
        var digits = new StringBuilder(text.Length);
        foreach (var c in PlainText.FoldWidth(text))
        {
            if (char.IsAsciiDigit(c) || (c == '+' && digits.Length == 0))
                digits.Append(c);
            else if (!char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.' or '\u2010' or '\u2011' or '\u2013' or '\u2014'))
                return PartyErrors.PhoneForm;
        }
        var number = Domestic(digits.ToString());
        return IsMobileNumber(number) || IsLandline(number) ? new PhoneNumber(number) : PartyErrors.PhoneForm;
    }

    /// <summary>The masked number: what is printed by accident tells nothing.</summary>
    public override string ToString() => Masking.Phone(Value);

    private static string Domestic(string number)
    {
        var prefix = number switch
        {
            ['+', '8', '6', ..] => 3,
            ['0', '0', '8', '6', ..] => 4,
            ['8', '6', '1', ..] when number.Length == 13 => 2,
            _ => 0,
        };
        var rest = number[prefix..];
        // From abroad an area code is dialled without its 0.
        return prefix > 0 && rest.Length > 0 && rest[0] != '0' && !IsMobileNumber(rest) ? "0" + rest : rest;
    }

    private static bool IsMobileNumber(string number) =>
        number is ['1', >= '3' and <= '9', ..] && number.Length == 11;

    private static bool IsLandline(string number) => number switch
    {
        ['0', '1', '0', >= '2' and <= '9', ..] or ['0', '2', _, >= '2' and <= '9', ..] => number.Length == 11,
        ['0', >= '3' and <= '9', _, _, >= '2' and <= '9', ..] => number.Length is 11 or 12,
        _ => false,
    };
}
