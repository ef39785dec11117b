using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Enquiries;

/// <summary>The number of an enquiry, complaint or fault report: <c>TW</c>, and else made like a <see cref="CaseNumber"/>.</summary>
[JsonConverter(typeof(EnquiryNumberJson))]
public readonly record struct EnquiryNumber
{
    private const string Prefix = "TW";

    private EnquiryNumber(string value) => Value = value;

    /// <summary>The 15 characters.</summary>
    public string Value { get; }

    /// <summary>Makes a number.</summary>
    /// <param name="day">Day on which it was asked, in the company's zone.</param>
    /// <param name="random">0 to 999 999.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="random"/> has more than six digits.</exception>
    public static EnquiryNumber Make(DateOnly day, int random) => new(DatedNumber.Make(Prefix, day, random));

    /// <summary>Reads what a person typed: spaces, dashes and lower case are forgiven; a wrong check digit is not.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EnquiryNumber? number)
    {
        number = DatedNumber.Read(Prefix, text) is { } clean ? new EnquiryNumber(clean) : null;
        return number is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

internal sealed class EnquiryNumberJson : JsonConverter<EnquiryNumber>
{
    public override EnquiryNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EnquiryNumber.TryParse(reader.GetString(), out var number) ? number.Value : throw new JsonException("Not an enquiry number");

    public override void Write(Utf8JsonWriter writer, EnquiryNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
