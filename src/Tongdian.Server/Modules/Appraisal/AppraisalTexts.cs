using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>The words of this module's page.</summary>
public static class AppraisalTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Appraisal.AppraisalTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);
}
