using System.Collections.Immutable;
using System.Text.Json;

namespace Tongdian.Domain.Forms;

/// <summary>What is said to be a sum is one.</summary>
internal static class SumRules
{
    /// <summary>The sums that are not those of their rows. Where a value is missing or no number, other rules speak.</summary>
    public static IEnumerable<FieldError> Check(ImmutableArray<FieldDefinition> fields, IReadOnlyDictionary<string, JsonElement> values)
    {
        foreach (var field in fields)
        {
            if (field.SumOf?.Split('.') is [var rows, var column] && Number(values, field.Id) is { } said && Sum(values, rows, column) is { } sum && said != sum)
                yield return FormErrors.NotTheSum($"fields.{field.Id}", sum);
        }
    }

    private static decimal? Sum(IReadOnlyDictionary<string, JsonElement> values, string rows, string column)
    {
        if (!values.TryGetValue(rows, out var all) || Json.IsEmpty(all))
            return 0;
        if (all.ValueKind != JsonValueKind.Array)
            return null;
        var sum = 0m;
        foreach (var row in all.EnumerateArray().Where(r => !Json.IsEmpty(r)))
        {
            if (Json.Members(row) is not { } cells || Number(cells, column) is not { } amount)
                return null;
            sum += amount;
        }

        return sum;
    }

    // Amounts beyond any that the rules of values let through are not added up.
    private static decimal? Number(IReadOnlyDictionary<string, JsonElement> values, string id) =>
        values.TryGetValue(id, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && Math.Abs(number) < 1e15m ? number : null;
}
