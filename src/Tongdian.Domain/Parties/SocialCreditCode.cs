namespace Tongdian.Domain.Parties;

/// <summary>
/// A unified social credit code (统一社会信用代码) of an organisation. Source: GB 32100-2015; the last character checks the others
/// (weights 3^(i−1) mod 31). The organisation code inside has a check character of its own (GB 11714), which is not asked for here.
/// </summary>
public sealed record SocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private SocialCreditCode(string value) => Value = value;

    /// <summary>18 digits and capital letters.</summary>
    public string Value { get; }

    /// <summary>
    /// Reads a code; spaces around it, full-width and small letters are understood. Refusals: <see cref="PartyErrors.Missing"/>,
    /// <see cref="PartyErrors.SocialCreditCodeForm"/>, <see cref="PartyErrors.SocialCreditCodeCheck"/>.
    /// </summary>
    public static Result<SocialCreditCode> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return PartyErrors.Missing;
        var value = PlainText.FoldWidth(text).Trim().ToUpperInvariant();
        if (value.Length != 18 || !value.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) || !value[2..8].All(char.IsAsciiDigit))
            return PartyErrors.SocialCreditCodeForm;
        return CheckCharacter(value) == value[17] ? new SocialCreditCode(value) : PartyErrors.SocialCreditCodeCheck;
    }

    /// <summary>The masked code: what is printed by accident tells nothing.</summary>
    public override string ToString() => Masking.IdNumber(Value);

    private static char CheckCharacter(string value)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in value.AsSpan(0, 17))
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }
}
