using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The words of this module's pages.</summary>
public static class MyCaseTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.MyCase.MyCaseTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <inheritdoc cref="Texts.Has"/>
    public static bool Has(string key) => Words.Has(key);

    /// <summary>What people call a field of a page; null when it has no words of its own.</summary>
    public static string? Label(string page, string field) => Has($"{page}.{field}") ? Text($"{page}.{field}") : null;
}
