using System.Globalization;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>The words of this module's pages and messages.</summary>
public static class EnquiryTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Enquiries.EnquiryTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <inheritdoc cref="Texts.Has"/>
    public static bool Has(string key) => Words.Has(key);

    /// <summary>The words of a message, in the customer's language.</summary>
    public static string In(string language, string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, Words.In(language, key), values);
}
