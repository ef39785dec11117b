using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Intake.Counter;

/// <summary>The words of the counter's pages.</summary>
public static class CounterTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Intake.Counter.CounterTexts");

    /// <summary>The heading in the navigation.</summary>
    internal static string Group => Say("desk.counter");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Say(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Say(string key, params object[] values) => Words.With(key, values);
}
