namespace Tongdian.Domain.Parties;

/// <summary>A person's name, 1 to 60 characters. Any script; rare characters count as one.</summary>
public sealed record PersonName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 60;

    private PersonName(string value) => Value = value;

    /// <summary>As entered, trimmed, single spaces inside.</summary>
    public string Value { get; }

    /// <summary>For search: width-folded, small letters, without spaces and name dots. The same person writes 阿依·古丽 in many ways.</summary>
    public string Normalised => PlainText.ForSearch(Value);

    /// <summary>
    /// Reads a name. Refusals: <see cref="PartyErrors.Missing"/>; <see cref="PartyErrors.Characters"/> for controls, marks that turn the
    /// writing direction and for what holds no letter at all; <see cref="PartyErrors.Length"/>.
    /// </summary>
    public static Result<PersonName> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return PartyErrors.Missing;
        if (PlainText.Clean(text) is not { } clean || PlainText.ForSearch(clean).Length == 0)
            return PartyErrors.Characters;
        return PlainText.Length(clean) <= MaxLength ? new PersonName(clean) : PartyErrors.Length(1, MaxLength);
    }

    /// <summary>The masked name: what is printed by accident tells nothing.</summary>
    public override string ToString() => Masking.Name(Value);
}
