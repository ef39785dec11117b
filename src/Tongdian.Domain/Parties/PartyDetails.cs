using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Parties;

/// <summary>Who asks for electricity, and where. Kept only sealed under the person's key.</summary>
/// <param name="Name">The person; for an organisation, who speaks for it.</param>
/// <param name="IdType">A code of <see cref="IdTypes"/>.</param>
/// <param name="IdNumber">Number of that document.</param>
/// <param name="Phone">Where the person can be called.</param>
/// <param name="Email">E-mail, when given.</param>
/// <param name="Organisation">The organisation, when it is one.</param>
/// <param name="Address">Where the electricity is wanted.</param>
/// <param name="Lat">Latitude, WGS 84 degrees, when known.</param>
/// <param name="Lon">Longitude, WGS 84 degrees, when known.</param>
public sealed record PartyDetails(
    string Name,
    string IdType,
    string IdNumber,
    string Phone,
    string? Email,
    string? Organisation,
    string Address,
    double? Lat,
    double? Lon)
{
    /// <summary>The existing account at the place, when the capacity is to be increased.</summary>
    public string? AccountNumber { get; init; }

    /// <summary>The longest name of an organisation, in characters.</summary>
    public const int MaxOrganisationLength = 120;

    /// <summary>
    /// The same details, each in its one writing; or <see cref="PartyErrors.Party"/> with every wrong field, named as in JSON
    /// (<c>name</c>, <c>idNumber</c>, <c>address</c>…).
    /// </summary>
    /// <param name="entered">What was entered; texts that are missing may be empty.</param>
    /// <param name="today">The day on which it is read.</param>
    public static Result<PartyDetails> Parse(PartyDetails entered, DateOnly today)
    {
        var wrong = new List<FieldError>();
        var name = Read("name", PersonName.Parse(entered.Name))?.Value;
        var known = IdTypes.All.Contains(entered.IdType);
        var id = Read(known ? "idNumber" : "idType", IdentityNumber.Parse(entered.IdType, entered.IdNumber, today))?.Value;
        var phone = Read("phone", PhoneNumber.Parse(entered.Phone))?.Value;
        var email = string.IsNullOrWhiteSpace(entered.Email) ? null : Read("email", EmailAddress.Parse(entered.Email))?.Value;
        var organisation = string.IsNullOrWhiteSpace(entered.Organisation) ? null : Read("organisation", ParseOrganisation(entered.Organisation));
        var address = Read("address", AddressText.Parse(entered.Address))?.Value;
        if (!IsPosition(entered.Lat, entered.Lon))
            wrong.Add(new FieldError(entered.Lat is >= -90 and <= 90 ? "lon" : "lat", PartyErrors.Position.Code));
        return wrong.Count > 0
            ? PartyErrors.Party.For(wrong)
            : new PartyDetails(name!, entered.IdType, id!, phone!, email, organisation, address!, entered.Lat, entered.Lon)
            {
                AccountNumber = string.IsNullOrWhiteSpace(entered.AccountNumber) ? null : entered.AccountNumber.Trim(),
            };

        T? Read<T>(string field, Result<T> result)
            where T : class
        {
            if (result.Failed(out var error, out var value))
                wrong.Add(new FieldError(field, error.Code, error.Values));
            return value;
        }
    }

    /// <summary>What others see: names, numbers and addresses masked, no position. An organisation's name is public.</summary>
    public PartyDetails Masked() => this with
    {
        Name = Masking.Name(Name),
        IdNumber = Masking.IdNumber(IdNumber),
        Phone = Masking.Phone(Phone),
        Email = Email is null ? null : Masking.Email(Email),
        Address = Masking.Address(Address),
        AccountNumber = AccountNumber is null ? null : Masking.IdNumber(AccountNumber),
        Lat = null,
        Lon = null,
    };

    /// <summary>UTF-8 JSON, to be sealed.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PartyJson.Default.PartyDetails);

    /// <summary>From the JSON of <see cref="ToJson"/>; anything else throws <see cref="JsonException"/>.</summary>
    public static PartyDetails FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, PartyJson.Default.PartyDetails) ?? throw new JsonException("No party details");

    /// <summary>Only what may be seen by accident: masked.</summary>
    public override string ToString() => $"{Masking.Name(Name)} {Masking.Phone(Phone)}";

    private static Result<string> ParseOrganisation(string text)
    {
        if (PlainText.Clean(text) is not { } clean || PlainText.ForSearch(clean).Length == 0)
            return PartyErrors.Characters;
        return PlainText.Length(clean) <= MaxOrganisationLength ? clean : PartyErrors.Length(1, MaxOrganisationLength);
    }

    private static bool IsPosition(double? lat, double? lon) => (lat, lon) switch
    {
        (null, null) => true,
        ({ } y, { } x) => y is >= -90 and <= 90 && x is >= -180 and <= 180,
        _ => false,
    };
}

/// <summary>JSON of parties without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartyDetails))]
public sealed partial class PartyJson : JsonSerializerContext;
