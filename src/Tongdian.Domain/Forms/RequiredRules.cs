using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Forms;

/// <summary>What must be filled before a stage can be completed.</summary>
internal static class RequiredRules
{
    public static IEnumerable<FieldError> Check(
        ImmutableArray<FieldDefinition> fields, IReadOnlyDictionary<string, JsonElement> values, Func<string, JsonElement?> facts) =>
        Check(fields, values, facts, "fields");

    private static IEnumerable<FieldError> Check(
        ImmutableArray<FieldDefinition> fields, IReadOnlyDictionary<string, JsonElement> values, Func<string, JsonElement?> facts, string path)
    {
        foreach (var field in fields)
        {
            var at = $"{path}.{field.Id}";
            if (!Filled(values, field.Id))
            {
                if (IsRequired(field, values, facts))
                    yield return FormErrors.Required(at);
                continue;
            }
            foreach (var error in Inside(field, values[field.Id], facts, at))
                yield return error;
        }
    }

    public static bool IsRequired(FieldDefinition field, IReadOnlyDictionary<string, JsonElement> values, Func<string, JsonElement?> facts) =>
        field.Required
        || (!field.RequiredWhen.IsEmpty && Condition.AllHold(field.RequiredWhen, facts))
        || (field.RequiredUnless is { } other && !Filled(values, other));

    private static IEnumerable<FieldError> Inside(FieldDefinition field, JsonElement value, Func<string, JsonElement?> facts, string path)
    {
        if (field.Type == FieldType.Checklist)
            return ChecklistRules.Missing(field, value, path);
        return field.Type == FieldType.Rows && value.ValueKind == JsonValueKind.Array ? Rows(field, value, facts, path) : [];
    }

    private static IEnumerable<FieldError> Rows(FieldDefinition field, JsonElement value, Func<string, JsonElement?> facts, string path)
    {
        var filled = value.EnumerateArray().Select((row, i) => (row, i)).Where(r => !Json.IsEmpty(r.row)).ToList();
        if (filled.Count < field.Min)
            yield return FormErrors.TooFewRows(path, field.Min.Value);
        if (value.GetArrayLength() > (field.Max ?? FormRules.MostRows))
            yield break;
        foreach (var (row, i) in filled)
        {
            if (Json.Members(row) is not { } cells)
                continue;
            foreach (var error in Check(field.Columns, cells, facts, $"{path}[{i}]"))
                yield return error;
        }
    }

    private static bool Filled(IReadOnlyDictionary<string, JsonElement> values, string id) =>
        values.TryGetValue(id, out var value) && !Json.IsEmpty(value);
}
