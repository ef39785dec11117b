using System.Globalization;
using System.Text.Json;

namespace Tongdian.Domain.Forms;

/// <summary>What a value of a field may be by itself, whatever else is entered.</summary>
internal static class ValueRules
{
    // Far above any amount here, far below where minor units overflow.
    private const decimal MostMoney = 1_000_000_000_000m;

    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static IEnumerable<FieldError> Check(FieldDefinition field, JsonElement value, string path)
    {
        if (Json.IsEmpty(value))
            return [];
        return field.Type switch
        {
            FieldType.Text or FieldType.LongText => TextRules.Check(field, value, path),
            FieldType.Number => Number(field, value, path),
            FieldType.Integer => Number(field, value, path, whole: true),
            FieldType.Money => Money(field, value, path),
            FieldType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [FormErrors.WrongType(path, "boolean")],
            FieldType.Choice => Choice(field, value, path),
            FieldType.Choices => Choices(field, value, path),
            FieldType.Date => Date(value, path),
            FieldType.Instant => Instant(value, path),
            FieldType.Position => Position(value, path),
            FieldType.Rows => RowRules.Check(field, value, path),
            FieldType.Checklist => ChecklistRules.Check(field, value, path),
            _ => throw new InvalidOperationException($"Unknown type {field.Type}"),
        };
    }

    private static IEnumerable<FieldError> Number(FieldDefinition field, JsonElement value, string path, bool whole = false)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number))
            return [FormErrors.WrongType(path, "number")];
        if (whole && decimal.Truncate(number) != number)
            return [FormErrors.NotWhole(path)];
        return Bounds(field.Min, field.Max, number, path);
    }

    private static IEnumerable<FieldError> Money(FieldDefinition field, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var amount))
            return [FormErrors.WrongType(path, "number")];
        if (decimal.Round(amount, 2) != amount)
            return [FormErrors.NotCents(path)];
        return Bounds(field.Min ?? -MostMoney, field.Max ?? MostMoney, amount, path);
    }

    private static IEnumerable<FieldError> Bounds(decimal? min, decimal? max, decimal number, string path) =>
        number < min ? [FormErrors.BelowMin(path, min.Value)]
        : number > max ? [FormErrors.AboveMax(path, max.Value)]
        : [];

    private static IEnumerable<FieldError> Choice(FieldDefinition field, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            return [FormErrors.WrongType(path, "string")];
        return field.Options.Any(o => o.Id == Json.Text(value)) ? [] : [FormErrors.NoSuchOption(path)];
    }

    private static IEnumerable<FieldError> Choices(FieldDefinition field, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [FormErrors.WrongType(path, "array")];
        var chosen = value.EnumerateArray().Select(Json.Text).ToList();
        if (!chosen.TrueForAll(c => field.Options.Any(o => o.Id == c)))
            return [FormErrors.NoSuchOption(path)];
        return chosen.Distinct().Count() == chosen.Count ? [] : [FormErrors.Repeated(path)];
    }

    private static IEnumerable<FieldError> Date(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            return [FormErrors.WrongType(path, "string")];
        return DateOnly.TryParseExact(Json.Text(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? []
            : [FormErrors.NotADate(path)];
    }

    private static IEnumerable<FieldError> Instant(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            return [FormErrors.WrongType(path, "string")];
        var text = Json.Text(value);

        // Without its offset a time of day could be meant anywhere.
        var hasOffset = text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _];
        return hasOffset && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? []
            : [FormErrors.NotAnInstant(path)];
    }

    private static IEnumerable<FieldError> Position(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return [FormErrors.WrongType(path, "object")];
        var fits = Json.Members(value) is { } members
            && members.Keys.All(k => k is "lat" or "lon" or "accuracyM")
            && Within(members, "lat", -90, 90)
            && Within(members, "lon", -180, 180)
            && (!members.ContainsKey("accuracyM") || Within(members, "accuracyM", 0, 100_000));
        return fits ? [] : [FormErrors.NotAPosition(path)];
    }

    private static bool Within(IReadOnlyDictionary<string, JsonElement> members, string name, decimal min, decimal max) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDecimal(out var number) && number >= min && number <= max;
}
