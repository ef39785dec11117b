using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>The words of this module's pages.</summary>
public static class AppointmentsTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Appointments.AppointmentsTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => Words.With(key, values);

    /// <summary>What people call a field of the customer's page; null when it has no words of its own.</summary>
    public static string? Label(string field) => Words.Has($"time.{field}") ? Text($"time.{field}") : null;
}
