using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Demo;

/// <summary>Fills the form of any stage with values that fit its rules: for the demo company's cases.</summary>
public static class SampleForms
{
    // Numbers and codes that the patterns of the processes ask for.
    private static readonly string[] Codes =
        ["DDZY20261123", "A21003456", "200/5", "10000/100", "13800000000", "T-2026-0417", "1", "91350211M000100Y43", "ABC-1"];

    /// <summary>Values for all fields of the form.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="facts">What is known: prefilled values are taken over.</param>
    /// <param name="now">For dates and instants.</param>
    /// <param name="failing">True: the first item of every checklist fails.</param>
    public static ImmutableSortedDictionary<string, JsonElement> Fields(
        StageDefinition stage, Func<string, JsonElement?> facts, DateTimeOffset now, bool failing = false) =>
        stage.Fields
            .Where(f => f.RequiredUnless is not null || !stage.Fields.Any(other => other.RequiredUnless == f.Id))
            .ToImmutableSortedDictionary(f => f.Id, f => (f.Prefill is { } path ? facts(path) : null) ?? Value(f, now, failing), StringComparer.Ordinal);

    private static JsonElement Value(FieldDefinition field, DateTimeOffset now, bool failing)
    {
        JsonNode node = field.Type switch
        {
            FieldType.Text or FieldType.LongText => Text(field),
            FieldType.Number or FieldType.Money => Number(field),
            FieldType.Integer => (long)Math.Ceiling(Number(field)),
            FieldType.Boolean => true,
            FieldType.Choice => field.Options[0].Id,
            FieldType.Choices => new JsonArray(field.Options[0].Id),
            FieldType.Date => now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldType.Instant => now.ToString("O", CultureInfo.InvariantCulture),
            FieldType.Position => new JsonObject { ["lat"] = 40.316, ["lon"] = 116.637, ["accuracyM"] = 5 },
            FieldType.Rows => new JsonArray(new JsonObject(field.Columns.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Id, JsonNode.Parse(Value(c, now, failing).GetRawText()))))),
            FieldType.Checklist => new JsonObject(field.Options.Select((o, i) => KeyValuePair.Create<string, JsonNode?>(o.Id, failing && i == 0
                ? new JsonObject { ["result"] = "fail", ["remark"] = "与图纸不符，请整改" }
                : new JsonObject { ["result"] = "pass" }))),
            _ => throw new InvalidOperationException($"Unknown field type {field.Type}"),
        };
        return JsonSerializer.SerializeToElement(node);
    }

    private static string Text(FieldDefinition field)
    {
        if (field.Pattern is { } pattern)
            return Codes.First(c => Regex.IsMatch(c, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var text = $"示例：{field.Label.Zh}";
        var most = (int)(field.Max ?? 4_000);
        return text.Length > most ? text[..most] : text.PadRight((int)(field.Min ?? 0), '。');
    }

    private static decimal Number(FieldDefinition field) => field switch
    {
        { Unit: "V", Min: { } min, Max: { } max } when min <= 220 && max >= 220 => 220,
        { Min: { } min, Max: { } max } when min == max => min,
        { Min: { } min } => min <= 1 ? Math.Min(1, field.Max ?? 1) : min,
        _ => Math.Min(1, field.Max ?? 1),
    };
}
