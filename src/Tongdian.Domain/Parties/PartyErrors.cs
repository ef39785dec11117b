using System.Globalization;

namespace Tongdian.Domain.Parties;

/// <summary>Every way in which what a person says about themselves can be refused. The codes are public and never change.</summary>
public static class PartyErrors
{
    /// <summary>Nothing was entered.</summary>
    public static readonly Error Missing = Invalid("party.missing");

    /// <summary>Control characters or marks that turn the writing direction around.</summary>
    public static readonly Error Characters = Invalid("party.characters");

    /// <summary>A resident identity number has 17 digits and a last digit or X.</summary>
    public static readonly Error ResidentIdForm = Invalid("party.resident-id-form");

    /// <summary>The day of birth in the number does not exist, lies in the future or more than 150 years back.</summary>
    public static readonly Error ResidentIdBirthDate = Invalid("party.resident-id-birth-date");

    /// <summary>The last character does not fit the others: a slip of the pen.</summary>
    public static readonly Error ResidentIdCheck = Invalid("party.resident-id-check");

    /// <summary>A unified social credit code has 18 digits and capital letters without I, O, S, V, Z.</summary>
    public static readonly Error SocialCreditCodeForm = Invalid("party.social-credit-code-form");

    /// <summary>The last character does not fit the others: a slip of the pen.</summary>
    public static readonly Error SocialCreditCodeCheck = Invalid("party.social-credit-code-check");

    /// <summary>The number of a passport or permit has 5 to 20 letters and digits.</summary>
    public static readonly Error DocumentNumberForm = Invalid("party.document-number-form");

    /// <summary>A kind of identity document that is not known.</summary>
    public static readonly Error IdTypeUnknown = Invalid("party.id-type-unknown");

    /// <summary>Neither a mobile number nor a landline with its area code.</summary>
    public static readonly Error PhoneForm = Invalid("party.phone-form");

    /// <summary>Not an e-mail address.</summary>
    public static readonly Error EmailForm = Invalid("party.email-form");

    /// <summary>Latitude or longitude is missing, or outside −90…90 or −180…180.</summary>
    public static readonly Error Position = Invalid("party.position");

    /// <summary>Several fields of a party are wrong; each is listed.</summary>
    public static readonly Error Party = Invalid("party.invalid");

    /// <summary>Too short or too long.</summary>
    public static Error Length(int min, int max) => Invalid("party.length")
        .With("min", min.ToString(CultureInfo.InvariantCulture))
        .With("max", max.ToString(CultureInfo.InvariantCulture));

    private static Error Invalid(string code) => new(ErrorKind.Invalid, code);
}
