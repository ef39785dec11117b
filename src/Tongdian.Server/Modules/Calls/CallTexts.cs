using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Calls;

/// <summary>The words of this module's pages.</summary>
internal static class CallTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Calls.CallTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <summary>What a message was about, in words.</summary>
    public static string About(string kind) => Words.Has($"about.{kind}") ? Words[$"about.{kind}"] : kind;
}
