using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Enquiries;

/// <summary>Identity of an enquiry: a UUIDv7, so that neighbours in time are neighbours in the index. People see <see cref="EnquiryNumber"/>.</summary>
[JsonConverter(typeof(EnquiryIdJson))]
public readonly record struct EnquiryId(Guid Value)
{
    /// <summary>A new identity for something that is asked now.</summary>
    public static EnquiryId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

internal sealed class EnquiryIdJson : JsonConverter<EnquiryId>
{
    public override EnquiryId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, EnquiryId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
