using System.Text.Json;

namespace Tongdian.Domain.Forms;

/// <summary>What rows may be: every cell by the rules of its column.</summary>
internal static class RowRules
{
    public static IEnumerable<FieldError> Check(FieldDefinition field, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [FormErrors.WrongType(path, "array")];
        var most = field.Max ?? FormRules.MostRows;
        return value.GetArrayLength() > most
            ? [FormErrors.TooManyRows(path, most)]
            : value.EnumerateArray().SelectMany((row, i) => Row(field, row, $"{path}[{i}]"));
    }

    private static IEnumerable<FieldError> Row(FieldDefinition field, JsonElement row, string path)
    {
        if (row.ValueKind is JsonValueKind.Null)
            yield break;
        if (Json.Members(row) is not { } cells)
        {
            yield return FormErrors.WrongType(path, "object");
            yield break;
        }
        foreach (var (id, cell) in cells)
        {
            if (field.Columns.FirstOrDefault(c => c.Id == id) is not { } column)
            {
                yield return FormErrors.Unknown($"{path}.{id}");
                continue;
            }
            foreach (var error in ValueRules.Check(column, cell, $"{path}.{id}"))
                yield return error;
        }
    }
}
