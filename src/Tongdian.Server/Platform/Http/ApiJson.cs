using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Server.Platform.Http;

/// <summary>How the API reads and writes JSON: camelCase, kebab-case names of states, Chinese as Chinese, nothing unknown accepted.</summary>
public static class ApiJson
{
    /// <summary>The settings, the same for every endpoint.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Applies the settings.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectNullableAnnotations = true;
        options.MaxDepth = 32;
        if (options.Converters.Count == 0)
        {
            options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
            options.Converters.Add(new LocalInstant());
        }

        return options;
    }
}

/// <summary>Instants are shown in the company's zone, to the millisecond; they are read with any offset, but never without one.</summary>
internal sealed class LocalInstant : JsonConverter<DateTimeOffset>
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetDateTimeOffset(out var instant) ? instant : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[40];
        TimeZoneInfo.ConvertTime(value, Zone).TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFzzz", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
