using System.Text.Json;

namespace Tongdian.Domain;

/// <summary>
/// JSON in one spelling only: keys sorted by code unit, no space between tokens, UTF-8. Numbers keep the digits they were entered
/// with (2.50 m stays 2.50); else the same value always gives the same bytes, so that a hash of them means something.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical bytes of a JSON value.</summary>
    public static byte[] Bytes(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            Write(writer, value);
        return buffer.ToArray();
    }

    /// <summary>The same value in its canonical spelling.</summary>
    public static JsonElement Of(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? JsonElement.Parse(Bytes(value)) : value;

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
