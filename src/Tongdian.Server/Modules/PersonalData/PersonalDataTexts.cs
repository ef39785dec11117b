using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>The words of this module's pages.</summary>
public static class PersonalDataTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.PersonalData.PersonalDataTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);
}
