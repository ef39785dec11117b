using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Insight.InsightTexts;

namespace Tongdian.Server.Modules.Insight;

/// <summary>How figures of a review are written.</summary>
internal static class Figure
{
    /// <summary>A share: <c>85 %</c>; a dash of nothing.</summary>
    public static string Percent(double? share) => share is { } s ? $"{Show.Number(Math.Round((decimal)s * 100))}\u00A0%" : "–";

    /// <summary>Hours: <c>12.5 h</c>.</summary>
    public static string Hours(double hours) => Text("hours", Show.Number(Math.Round((decimal)hours, 1)));

    /// <summary>What may be in the long run: <c>62–93 %</c>.</summary>
    public static string Between(double low, double high) => $"{Show.Number(Math.Round((decimal)low * 100))}–{Show.Number(Math.Round((decimal)high * 100))}\u00A0%";

    /// <summary>A rate with its interval, or lost hours with their cases.</summary>
    public static string Value(ValueView value) => value.Hours is { } hours
        ? Text("value.hours", Hours(hours), value.Of)
        : Text("value.rate", value.Count ?? 0, value.Of, Percent(value.Rate), Between(value.Low ?? 0, value.High ?? 1));
}
