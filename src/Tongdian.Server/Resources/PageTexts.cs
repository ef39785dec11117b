using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Resources;

/// <summary>The words that pages of all modules share: frames, states, units, errors of pages.</summary>
public static class PageTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Resources.Pages");

    /// <summary>A text in the language of this request.</summary>
    public static string Text(string key) => Words[key];

    /// <summary>A text with values in the places <c>{0}</c>, <c>{1}</c>…</summary>
    public static string Text(string key, params object[] values) => Words.With(key, values);
}
