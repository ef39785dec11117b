using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Care;

/// <summary>The words of this module's pages and of what its messages say.</summary>
public static class CareTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Care.CareTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <inheritdoc cref="Texts.In"/>
    public static string In(string language, string key) => Words.In(language, key);
}
