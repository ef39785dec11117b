using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The words of this module's papers and pages.</summary>
public static class SurveysTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Surveys.SurveysTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);
}
