namespace Tongdian.Server.Platform.Http;

/// <summary>Names of states as programs write them in addresses: <c>on-time</c>.</summary>
public static class CodeText
{
    /// <summary>What a text names; null for no text. What is no name becomes a value that is not defined, so that it can be refused with its field.</summary>
    public static T? Read<T>(string? text)
        where T : struct, Enum => string.IsNullOrEmpty(text) ? null
        : Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var read) && !int.TryParse(text, out _) ? read : (T)(object)-1;
}
