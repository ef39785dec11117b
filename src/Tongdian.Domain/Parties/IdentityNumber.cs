using System.Collections.Immutable;

namespace Tongdian.Domain.Parties;

/// <summary>The kinds of identity documents; the codes travel in the API and never change.</summary>
public static class IdTypes
{
    /// <summary>居民身份证</summary>
    public const string ResidentId = "resident-id";

    /// <summary>护照</summary>
    public const string Passport = "passport";

    /// <summary>港澳台居民来往内地（大陆）通行证</summary>
    public const string MainlandTravelPermit = "mainland-travel-permit";

    /// <summary>外国人永久居留身份证</summary>
    public const string PermanentResidence = "permanent-residence";

    /// <summary>统一社会信用代码</summary>
    public const string SocialCreditCode = "social-credit-code";

    /// <summary>Every kind.</summary>
    public static readonly ImmutableArray<string> All =
        [ResidentId, Passport, MainlandTravelPermit, PermanentResidence, SocialCreditCode];
}

/// <summary>The number of an identity document together with the kind that says how it is checked.</summary>
public sealed record IdentityNumber
{
    private IdentityNumber(string type, string value) => (Type, Value) = (type, value);

    /// <summary>A code of <see cref="IdTypes"/>.</summary>
    public string Type { get; }

    /// <summary>The number in its one writing: capital letters, half width, no spaces around.</summary>
    public string Value { get; }

    /// <summary>
    /// Reads a number by the rule of its kind. Refusals: those of <see cref="ResidentId"/> and <see cref="SocialCreditCode"/>,
    /// <see cref="PartyErrors.DocumentNumberForm"/>, <see cref="PartyErrors.IdTypeUnknown"/>.
    /// </summary>
    public static Result<IdentityNumber> Parse(string? type, string? text, DateOnly today)
    {
        switch (type)
        {
            case IdTypes.ResidentId:
                return ResidentId.Parse(text, today).Failed(out var noId, out var id) ? noId : new IdentityNumber(type, id.Value);
            case IdTypes.SocialCreditCode:
                return SocialCreditCode.Parse(text).Failed(out var noCode, out var code) ? noCode : new IdentityNumber(type, code.Value);
            case IdTypes.Passport or IdTypes.MainlandTravelPermit or IdTypes.PermanentResidence:
                if (string.IsNullOrWhiteSpace(text))
                    return PartyErrors.Missing;
                var value = PlainText.FoldWidth(text).Trim().ToUpperInvariant();
                return value.Length is >= 5 and <= 20 && value.All(char.IsAsciiLetterOrDigit)
                    ? new IdentityNumber(type, value)
                    : PartyErrors.DocumentNumberForm;
            default:
                return PartyErrors.IdTypeUnknown;
        }
    }

    /// <summary>A number as somebody says it, in the writing in which numbers are kept: spaces and dashes are left out.</summary>
    public static string ForSearch(string text) => PlainText.ForSearch(text).ToUpperInvariant();

    /// <summary>The masked number: what is printed by accident tells nothing.</summary>
    public override string ToString() => Masking.IdNumber(Value);
}
