using System.Globalization;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Notices;

/// <summary>The words of this module's pages and messages.</summary>
public static class NoticeTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Notices.NoticeTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <summary>The words of a message, in the customer's language.</summary>
    public static string In(string language, string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, Words.In(language, key), values);

    /// <summary>A code in words, or the code itself when there are none.</summary>
    internal static string Known(string key, string code) => Words.Has(key) ? Words[key] : code;
}
