using System.Globalization;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Platform.Processes;

/// <summary>The words that process files use for values of the domain.</summary>
internal static class ProcessWords
{
    public const string ConditionForm = "<fact> is|is-not|at-least <value>";
    public const string LimitForm = "<amount> hours|working-hours|working-days, then perhaps customer, third-party or elapsed";
    public const string SpanForm = "<amount> hours|days";

    public static readonly Dictionary<string, PromiseKind> PromiseKinds =
        new() { ["promise"] = PromiseKind.Promise, ["target"] = PromiseKind.Target, ["statutory"] = PromiseKind.Statutory };

    public static readonly Dictionary<string, TimeOwner> Owners = new()
    {
        ["utility"] = TimeOwner.Utility, ["customer"] = TimeOwner.Customer, ["third-party"] = TimeOwner.ThirdParty, ["force-majeure"] = TimeOwner.ForceMajeure,
    };

    public static readonly Dictionary<string, StageEffect> Effects =
        new() { ["accepts"] = StageEffect.Accepts, ["energises"] = StageEffect.Energises, ["archives"] = StageEffect.Archives };

    public static readonly Dictionary<string, FileFormat> Formats =
        new() { ["image"] = FileFormat.Image, ["pdf"] = FileFormat.Pdf, ["image-or-pdf"] = FileFormat.ImageOrPdf };

    public static readonly Dictionary<string, FieldType> FieldTypes = new()
    {
        ["text"] = FieldType.Text, ["long-text"] = FieldType.LongText, ["number"] = FieldType.Number, ["integer"] = FieldType.Integer,
        ["boolean"] = FieldType.Boolean, ["choice"] = FieldType.Choice, ["choices"] = FieldType.Choices, ["date"] = FieldType.Date,
        ["instant"] = FieldType.Instant, ["position"] = FieldType.Position, ["money"] = FieldType.Money, ["rows"] = FieldType.Rows,
        ["checklist"] = FieldType.Checklist,
    };

    private static readonly Dictionary<string, Comparison> Comparisons =
        new() { ["is"] = Comparison.Is, ["is-not"] = Comparison.IsNot, ["at-least"] = Comparison.AtLeast };

    private static readonly Dictionary<string, LimitUnit> Units =
        new() { ["hours"] = LimitUnit.Hours, ["working-hours"] = LimitUnit.WorkingHours, ["working-days"] = LimitUnit.WorkingDays };

    private static readonly Dictionary<string, LimitReading> Readings = new()
    {
        ["utility"] = LimitReading.Utility, ["customer"] = LimitReading.Customer, ["third-party"] = LimitReading.ThirdParty, ["elapsed"] = LimitReading.Elapsed,
    };

    /// <summary>For example <c>case.sources at-least 2</c>.</summary>
    public static Condition? Condition(string text) =>
        text.Split(' ', 3) is [var fact, var how, var value] && Comparisons.TryGetValue(how, out var comparison)
            ? new Condition(fact, comparison, value)
            : null;

    /// <summary>For example <c>24 hours</c> (of the company) or <c>12 hours customer</c>.</summary>
    public static Limit? Limit(string text)
    {
        var words = text.Split(' ');
        return words is [var amount, var unit, ..] && words.Length <= 3
            && decimal.TryParse(amount, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Units.TryGetValue(unit, out var unitWord)
            && Readings.TryGetValue(words.Length == 3 ? words[2] : "utility", out var reading)
            ? new Limit(number, unitWord, reading)
            : null;
    }

    /// <summary>For example <c>7 days</c>.</summary>
    public static TimeSpan? Span(string text) =>
        text.Split(' ') is [var amount, var unit] && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1000
            ? unit switch { "hours" => TimeSpan.FromHours(number), "days" => TimeSpan.FromDays(number), _ => null }
            : null;
}
