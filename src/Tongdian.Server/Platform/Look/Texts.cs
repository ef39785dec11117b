using System.Globalization;
using System.Resources;

namespace Tongdian.Server.Platform.Look;

/// <summary>
/// The words of one room of the house: <c>Resources</c> for what all pages share, a module's own folder for its pages. The file without a
/// language is Chinese, <c>.en</c> is English.
/// </summary>
public sealed class Texts(string baseName)
{
    private readonly ResourceManager words = new(baseName, typeof(Texts).Assembly);

    /// <summary>Where the words are kept.</summary>
    public string BaseName => baseName;

    /// <summary>A text in the language of this request.</summary>
    public string this[string key] =>
        words.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"No words for {key} in {baseName}");

    /// <summary>A text with values in the places <c>{0}</c>, <c>{1}</c>…</summary>
    public string With(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>A text in the language of a paper, which need not be that of this request.</summary>
    public string In(string language, string key) =>
        words.GetString(key, CultureInfo.GetCultureInfo(language)) ?? throw new InvalidOperationException($"No words for {key} in {baseName}");

    /// <summary>Whether there is such a text: for codes that a process file may add to.</summary>
    public bool Has(string key) => words.GetString(key, CultureInfo.CurrentUICulture) is not null;
}
