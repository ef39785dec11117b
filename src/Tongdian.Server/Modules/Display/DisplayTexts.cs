using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Display;

/// <summary>The words of this module's pages.</summary>
public static class DisplayTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Display.DisplayTexts");

    /// <summary>The language that stands small under the other one.</summary>
    public static string Other => Language.IsEnglish ? Language.Chinese : Language.English;

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <summary>A text in the other language.</summary>
    public static string Below(string key) => Words.In(Other, key);
}
