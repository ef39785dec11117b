using System.Globalization;

namespace Tongdian.Domain.Parties;

/// <summary>
/// A resident identity number (公民身份号码): six digits of the place, eight of the day of birth, three of the sequence and a check character.
/// Source: GB 11643-1999, check character by ISO 7064 MOD 11-2. The place is not looked up: divisions are renamed, numbers stay.
/// </summary>
public sealed record ResidentId
{
    private const int OldestYears = 150;
    private const string CheckCharacters = "10X98765432";

    private ResidentId(string value, DateOnly birthDate) => (Value, BirthDate) = (value, birthDate);

    /// <summary>18 characters, the last may be a capital X.</summary>
    public string Value { get; }

    /// <summary>The day of birth that is in the number.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>
    /// Reads a number; spaces around it, full-width digits and a small x are understood. Refusals: <see cref="PartyErrors.Missing"/>,
    /// <see cref="PartyErrors.ResidentIdForm"/>, <see cref="PartyErrors.ResidentIdBirthDate"/>, <see cref="PartyErrors.ResidentIdCheck"/>.
    /// </summary>
    /// <param name="text">What was entered.</param>
    /// <param name="today">The day on which it is read: nobody is born after it.</param>
    public static Result<ResidentId> Parse(string? text, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(text))
            return PartyErrors.Missing;
        var value = PlainText.FoldWidth(text).Trim().ToUpperInvariant();
        if (value.Length != 18 || value[0] == '0' || !value[..17].All(char.IsAsciiDigit) || !CheckCharacters.Contains(value[17], StringComparison.Ordinal))
            return PartyErrors.ResidentIdForm;
        if (!DateOnly.TryParseExact(value[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth)
            || birth > today || birth.Year < today.Year - OldestYears)
            return PartyErrors.ResidentIdBirthDate;
        return CheckCharacter(value) == value[17] ? new ResidentId(value, birth) : PartyErrors.ResidentIdCheck;
    }

    /// <summary>The masked number: what is printed by accident tells nothing.</summary>
    public override string ToString() => Masking.IdNumber(Value);

    private static char CheckCharacter(string value)
    {
        var product = 0;
        foreach (var digit in value.AsSpan(0, 17))
            product = (product + digit - '0') * 2 % 11;
        return CheckCharacters[product];
    }
}
