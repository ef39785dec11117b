using System.Text.Json;

namespace Tongdian.Domain.Forms;

/// <summary>Reads JSON from outside without trusting its shape.</summary>
internal static class Json
{
    /// <summary>The text; null when it is none, or holds half a surrogate pair.</summary>
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 alone is JSON but no text.
            return null;
        }
    }

    /// <summary>The members; null when it is no object, or has a name twice or one that is no text.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Members(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        var members = new Dictionary<string, JsonElement>();
        try
        {
            return value.EnumerateObject().All(m => members.TryAdd(m.Name, m.Value)) ? members : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether nothing is entered: nothing, white space, an empty list, or one whose rows are all empty.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => Text(value) is { } text && string.IsNullOrWhiteSpace(text),
        JsonValueKind.Array => value.EnumerateArray().All(IsEmpty),
        JsonValueKind.Object => value.EnumerateObject().All(m => IsEmpty(m.Value)),
        _ => false,
    };
}
