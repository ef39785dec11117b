namespace Tongdian.Domain.Parties;

/// <summary>
/// An e-mail address as people write it: ASCII, no quoted local part, a domain with at least two labels. Source: RFC 5321 section 4.5.3.1
/// for lengths (local part 64, whole 254), RFC 5322 atext for the local part.
/// </summary>
public sealed record EmailAddress
{
    private const string Marks = "!#$%&'*+-/=?^_`{|}~";

    private EmailAddress(string value) => Value = value;

    /// <summary>As entered, with the domain in small letters.</summary>
    public string Value { get; }

    /// <summary>For search: all in small letters, although a mail server might tell them apart.</summary>
    public string Normalised => Value.ToLowerInvariant();

    /// <summary>Reads an address. Refusals: <see cref="PartyErrors.Missing"/>, <see cref="PartyErrors.EmailForm"/>.</summary>
    public static Result<EmailAddress> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return PartyErrors.Missing;
        var value = PlainText.FoldWidth(text).Trim();
        var at = value.LastIndexOf('@');
        if (at is < 1 or > 64 || value.Length > 254 || !IsLocalPart(value[..at]) || !IsDomain(value[(at + 1)..]))
            return PartyErrors.EmailForm;
        return new EmailAddress(value[..at] + value[at..].ToLowerInvariant());
    }

    /// <summary>The masked address: what is printed by accident tells nothing.</summary>
    public override string ToString() => Masking.Email(Value);

    private static bool IsLocalPart(string local) =>
        local.Split('.').All(atom => atom.Length > 0
            && atom.All(c => char.IsAsciiLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal)));

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length > 1 && !labels[^1].All(char.IsAsciiDigit) && labels.All(label => label.Length is > 0 and <= 63
            && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
    }
}
