using System.Globalization;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The words of this module's pages and papers.</summary>
public static class SupplyTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Supply.SupplyTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <summary>A text on a paper, whose language need not be the reader's.</summary>
    internal static string On(string language, string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, Words.In(language, key), values);
}
