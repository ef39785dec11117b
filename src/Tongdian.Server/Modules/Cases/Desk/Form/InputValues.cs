using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongdian.Domain.Forms;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Cases.Desk.Form;

/// <summary>
/// Between what stands in inputs and the JSON of a field. What cannot be read as the field's type goes on as the text that was typed: the rules
/// refuse it by name, and nothing that was typed is lost.
/// </summary>
public static class InputValues
{
    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    /// <summary>The inputs for a value.</summary>
    public static FieldInput Read(FieldDefinition field, JsonElement? value)
    {
        var input = new FieldInput();
        if (value is not { } json || json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return input;
        switch (field.Type)
        {
            case FieldType.Choices when json.ValueKind == JsonValueKind.Array:
                input.Ticked.UnionWith(json.EnumerateArray().Select(Plain));
                break;
            case FieldType.Position when json.ValueKind == JsonValueKind.Object:
                (input.Lat, input.Lon, input.Accuracy) = (Member(json, "lat"), Member(json, "lon"), Member(json, "accuracyM"));
                break;
            case FieldType.Rows when json.ValueKind == JsonValueKind.Array:
                input.Rows.AddRange(json.EnumerateArray().Select(row => Row(field, row)));
                break;
            case FieldType.Checklist when json.ValueKind == JsonValueKind.Object:
                foreach (var item in json.EnumerateObject().Where(i => i.Value.ValueKind == JsonValueKind.Object))
                    (input.Item(item.Name).Result, input.Item(item.Name).Remark, input.Item(item.Name).Photos) =
                        (Member(item.Value, "result"), Member(item.Value, "remark"), [.. FormRules.PhotosOf(item.Value)]);
                break;
            case FieldType.Instant when json.ValueKind == JsonValueKind.String && json.TryGetDateTimeOffset(out var instant):
                input.Text = Local(instant);
                break;
            default:
                input.Text = Plain(json);
                break;
        }

        return input;
    }

    /// <summary>The value of the inputs; null when nothing is entered.</summary>
    public static JsonElement? Write(FieldDefinition field, FieldInput input) => Node(field, input) is { } node ? JsonSerializer.SerializeToElement(node) : null;

    /// <summary>The inputs of an empty row.</summary>
    public static Dictionary<string, FieldInput> Row(FieldDefinition field, JsonElement row) => field.Columns.ToDictionary(
        c => c.Id, c => Read(c, row.ValueKind == JsonValueKind.Object && row.TryGetProperty(c.Id, out var cell) ? cell : null), StringComparer.Ordinal);

    private static JsonNode? Node(FieldDefinition field, FieldInput input) => field.Type switch
    {
        FieldType.Choices => input.Ticked.Count == 0 ? null : new JsonArray([.. InOrder(field, input.Ticked).Select(id => (JsonNode)id)]),
        FieldType.Position => Position(input),
        FieldType.Rows => Rows(field, input),
        FieldType.Checklist => Items(input),
        _ when string.IsNullOrWhiteSpace(input.Text) => null,
        FieldType.Number or FieldType.Integer or FieldType.Money => Number(input.Text),
        FieldType.Boolean => input.Text switch { "true" => true, "false" => false, _ => input.Text },
        FieldType.Instant => Instant(input.Text),
        FieldType.LongText => input.Text,
        _ => input.Text.Trim(),
    };

    private static IEnumerable<string> InOrder(FieldDefinition field, HashSet<string> ticked) =>
        field.Options.Select(o => o.Id).Where(ticked.Contains).Concat(ticked.Where(t => field.Options.All(o => o.Id != t)).Order(StringComparer.Ordinal));

    private static JsonObject? Position(FieldInput input)
    {
        var place = new JsonObject();
        foreach (var (name, text) in new[] { ("lat", input.Lat), ("lon", input.Lon), ("accuracyM", input.Accuracy) })
        {
            if (!string.IsNullOrWhiteSpace(text))
                place[name] = Number(text);
        }

        return place.Count == 0 ? null : place;
    }

    private static JsonArray? Rows(FieldDefinition field, FieldInput input)
    {
        var rows = input.Rows.Select(row => new JsonObject(field.Columns
            .Select(c => KeyValuePair.Create(c.Id, Node(c, row[c.Id]))).Where(c => c.Value is not null))).ToArray();
        return rows.All(r => r.Count == 0) ? null : new JsonArray([.. rows]);
    }

    private static JsonObject? Items(FieldInput input)
    {
        var items = new JsonObject();
        foreach (var (id, item) in input.Items)
        {
            var judged = new JsonObject();
            if (item.Result.Length > 0)
                judged["result"] = item.Result;
            if (!string.IsNullOrWhiteSpace(item.Remark))
                judged["remark"] = item.Remark.Trim();
            if (item.Photos.Count > 0)
                judged["photos"] = new JsonArray([.. item.Photos.Select(p => (JsonNode)p.ToString())]);
            if (judged.Count > 0)
                items[id] = judged;
        }

        return items.Count == 0 ? null : items;
    }

    // Full-width figures, as Chinese keyboards make them, are figures.
    private static JsonNode Number(string text) => decimal.TryParse(
        text.Normalize(NormalizationForm.FormKC).Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        ? number
        : text.Trim();

    private static string Local(DateTimeOffset instant)
    {
        var local = Show.Local(instant);
        return local.ToString(local.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0 ? LocalForms[0] : LocalForms[2], CultureInfo.InvariantCulture);
    }

    private static JsonNode Instant(string text) => DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        ? Show.FromLocal(local).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)
        : text.Trim();

    private static string Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? Plain(member) : "";

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
