using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>The words of the case on the desk.</summary>
public static class DeskTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Cases.Desk.DeskTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <summary>The text of a code, or the code itself where a process file brought a new one.</summary>
    public static string Code(string key, string code) => Words.Has(key) ? Words[key] : code;
}
