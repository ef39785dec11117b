using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
    private const int Digits = 13;

    // Damm's totally anti-symmetric quasigroup of order 10.
    private static readonly string[] Damm =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    private CaseNumber(string value) => Value = value;

    /// <summary>The 15 characters.</summary>
    public string Value { get; }

    /// <summary>Makes a number.</summary>
    /// <param name="day">Day of submission in the company's zone.</param>
    /// <param name="random">0 to 999 999.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="random"/> has more than six digits.</exception>
    public static CaseNumber Make(DateOnly day, int random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(random);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(random, 999_999);
        var body = string.Create(CultureInfo.InvariantCulture, $"{day:yyMMdd}{random:D6}");
        return new CaseNumber($"TD{body}{Check(body)}");
    }

    /// <summary>Reads what a person typed: spaces, dashes and lower case are forgiven; a wrong check digit is not.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CaseNumber? number)
    {
        number = null;
        if (text is null || text.Length > 40)
            return false;
        var clean = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (clean.Length != Digits + 2 || !clean.StartsWith("TD", StringComparison.Ordinal) || clean.AsSpan(2).ContainsAnyExceptInRange('0', '9'))
            return false;
        if (Check(clean[2..^1]) != clean[^1])
            return false;
        number = new CaseNumber(clean);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static char Check(string digits)
    {
        var interim = 0;
        foreach (var digit in digits)
            interim = Damm[interim][digit - '0'] - '0';
        return (char)('0' + interim);
    }
}


internal sealed class CaseNumberJson : JsonConverter<CaseNumber>
{
    public override CaseNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CaseNumber.TryParse(reader.GetString(), out var number) ? number.Value : throw new JsonException("Not a case number");

    public override void Write(Utf8JsonWriter writer, CaseNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
