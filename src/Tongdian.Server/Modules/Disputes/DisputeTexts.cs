using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>The words of this module's pages.</summary>
public static class DisputeTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Disputes.DisputeTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <summary>The text of a code, or the code itself where there is none.</summary>
    internal static string Known(string key, string code) => Words.Has(key) ? Words[key] : code;
}
