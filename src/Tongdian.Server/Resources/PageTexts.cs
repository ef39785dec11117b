using System.Globalization;
using System.Resources;

namespace Tongdian.Server.Resources;

/// <summary>The words on pages: <c>Pages.resx</c> is Chinese, <c>Pages.en.resx</c> English.</summary>
public static class PageTexts
{
    private static readonly ResourceManager Texts = new("Tongdian.Server.Resources.Pages", typeof(PageTexts).Assembly);

    /// <summary>A text in the language of this request.</summary>
    public static string Text(string key) =>
        Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"No words for {key}");

    /// <summary>A text with values in the places <c>{0}</c>, <c>{1}</c>…</summary>
    public static string Text(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, Text(key), values);
}
