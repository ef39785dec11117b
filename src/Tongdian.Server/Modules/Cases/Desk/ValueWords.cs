using System.Text.Json;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Cases.Desk.Form;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Cases.Desk.DeskTexts;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>A value of a form in words.</summary>
public static class ValueWords
{
    /// <summary>In one line, also of rows and checklists.</summary>
    public static string Of(FieldDefinition field, JsonElement? value)
    {
        var input = InputValues.Read(field, value);
        return field.Type switch
        {
            FieldType.Rows => string.Join("; ", input.Rows.Select(row => string.Join(' ', field.Columns.Select(c => Of(c, row[c.Id])).Where(w => w.Length > 0)))),
            FieldType.Checklist => string.Join(Text("list.and"), field.Options.Where(o => input.Item(o.Id).Result.Length > 0)
                .Select(o => $"{Show.In(o.Label)} {Text($"check.{input.Item(o.Id).Result}")}")),
            _ => Of(field, input),
        };
    }

    /// <summary>Of what stands in inputs; not of rows or checklists.</summary>
    public static string Of(FieldDefinition field, FieldInput input) => field.Type switch
    {
        FieldType.Boolean => input.Text switch { "true" => Text("form.yes"), "false" => Text("form.no"), _ => input.Text },
        FieldType.Choice => Option(field, input.Text),
        FieldType.Choices => string.Join(Text("list.and"), input.Ticked.Select(t => Option(field, t))),
        FieldType.Position => Text("value.place", input.Lat, input.Lon, input.Accuracy.Length > 0 ? input.Accuracy : "–"),
        FieldType.Instant => input.Text.Replace('T', ' '),
        FieldType.Money => Text("value.money", input.Text),
        _ => field.Unit is { } unit && input.Text.Length > 0 ? $"{input.Text} {unit}" : input.Text,
    };

    private static string Option(FieldDefinition field, string id) => field.Options.FirstOrDefault(o => o.Id == id) is { } option ? Show.In(option.Label) : id;
}
