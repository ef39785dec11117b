using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Cases;

/// <summary>Identity of a case: a UUIDv7, so that neighbours in time are neighbours in the index. People see <see cref="CaseNumber"/>.</summary>
[JsonConverter(typeof(CaseIdJson))]
public readonly record struct CaseId(Guid Value)
{
    /// <summary>A new identity for something that happens now.</summary>
    public static CaseId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

internal sealed class CaseIdJson : JsonConverter<CaseId>
{
    public override CaseId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, CaseId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
