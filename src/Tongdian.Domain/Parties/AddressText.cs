namespace Tongdian.Domain.Parties;

/// <summary>Where the electricity is wanted, in one line, 3 to 200 characters.</summary>
public sealed record AddressText
{
    /// <summary>The shortest address, in characters.</summary>
    public const int MinLength = 3;

    /// <summary>The longest address, in characters.</summary>
    public const int MaxLength = 200;

    private AddressText(string value) => Value = value;

    /// <summary>As entered, trimmed, single spaces inside.</summary>
    public string Value { get; }

    /// <summary>For the blind index: width-folded, small letters, without spaces and punctuation.</summary>
    public string Normalised => PlainText.ForSearch(Value);

    /// <summary>
    /// Reads an address. Refusals: <see cref="PartyErrors.Missing"/>; <see cref="PartyErrors.Characters"/> for controls and for what holds
    /// neither letter nor digit; <see cref="PartyErrors.Length"/>.
    /// </summary>
    public static Result<AddressText> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return PartyErrors.Missing;
        if (PlainText.Clean(text) is not { } clean || PlainText.ForSearch(clean).Length == 0)
            return PartyErrors.Characters;
        return PlainText.Length(clean) is >= MinLength and <= MaxLength
            ? new AddressText(clean)
            : PartyErrors.Length(MinLength, MaxLength);
    }

    /// <summary>The masked address: what is printed by accident tells nothing.</summary>
    public override string ToString() => Masking.Address(Value);
}
