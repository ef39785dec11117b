using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Cases;

/// <summary>
/// The number people read, say and type: <c>TD</c> + day of submission (yyMMdd, company's zone) + 6 random digits + check digit, 15 characters.
/// Random, so that nobody finds a neighbour by counting; the check digit (Damm) catches every single wrong digit and every swap of neighbours.
/// </summary>
[JsonConverter(typeof(CaseNumberJson))]
public readonly record struct CaseNumber
{
    private const string Prefix = "TD";

    private CaseNumber(string value) => Value = value;

    /// <summary>The 15 characters.</summary>
    public string Value { get; }

    /// <summary>For everybody to see: whoever has the number knows it again, and nobody finds it out. <c>TD2603•••4566</c>.</summary>
    public string Masked => $"{Value[..6]}•••{Value[^4..]}";

    /// <summary>Makes a number.</summary>
    /// <param name="day">Day of submission in the company's zone.</param>
    /// <param name="random">0 to 999 999.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="random"/> has more than six digits.</exception>
    public static CaseNumber Make(DateOnly day, int random) => new(DatedNumber.Make(Prefix, day, random));

    /// <summary>Reads what a person typed: spaces, dashes and lower case are forgiven; a wrong check digit is not.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CaseNumber? number)
    {
        number = DatedNumber.Read(Prefix, text) is { } clean ? new CaseNumber(clean) : null;
        return number is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

internal sealed class CaseNumberJson : JsonConverter<CaseNumber>
{
    public override CaseNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CaseNumber.TryParse(reader.GetString(), out var number) ? number.Value : throw new JsonException("Not a case number");

    public override void Write(Utf8JsonWriter writer, CaseNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
