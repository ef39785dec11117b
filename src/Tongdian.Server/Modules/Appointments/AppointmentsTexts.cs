using System.Globalization;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>The words of this module's pages.</summary>
public static class AppointmentsTexts
{
    private static readonly Texts Words = new("Tongdian.Server.Modules.Appointments.AppointmentsTexts");

    /// <inheritdoc cref="Texts.this[string]"/>
    public static string Text(string key) => Words[key];

    /// <inheritdoc cref="Texts.With"/>
    public static string Text(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, Words[key], values);
}
