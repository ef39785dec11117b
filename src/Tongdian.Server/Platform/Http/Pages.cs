using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tongdian.Domain;

namespace Tongdian.Server.Platform.Http;

/// <summary>Keyset paging: a cursor is the key of the last row, as opaque text. No page costs more than the first.</summary>
public static class Pages
{
    /// <summary>The cursor is not one of ours.</summary>
    public static readonly Error BadCursor = new Error(ErrorKind.Invalid, "page.bad-cursor").With("status", "400");

    /// <summary>The page is too small or too large.</summary>
    public static Error BadLimit(int most) => new Error(ErrorKind.Invalid, "page.bad-limit").With("status", "400")
        .With("max", most.ToString(CultureInfo.InvariantCulture));

    /// <summary>The text of a cursor.</summary>
    public static string Write<T>(T cursor) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(cursor));

    /// <summary>The cursor of a text.</summary>
    public static bool TryRead<T>(string text, [NotNullWhen(true)] out T? cursor)
        where T : class
    {
        cursor = null;
        if (text.Length > 500 || !Base64Url.IsValid(text))
            return false;
        try
        {
            cursor = JsonSerializer.Deserialize<T>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)));
        }
        catch (JsonException)
        {
            return false;
        }

        return cursor is not null;
    }
}
