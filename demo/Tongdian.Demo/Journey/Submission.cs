using System.Text.Json.Nodes;
using Tongdian.Demo.Api;

namespace Tongdian.Demo.Journey;

/// <summary>What is handed in for a stage.</summary>
internal sealed record Submission(JsonObject Fields, List<(string Kind, Guid File)> Files, List<(string Role, Guid File)> Signatures)
{
    /// <summary>Its body.</summary>
    public JsonObject Body() => new()
    {
        ["fields"] = Fields.DeepClone(),
        ["files"] = new JsonArray([.. Files.Select(f => new JsonObject { ["kind"] = f.Kind, ["file"] = f.File.ToString() })]),
        ["signatures"] = new JsonArray([.. Signatures.Select(s => new JsonObject { ["role"] = s.Role, ["file"] = s.File.ToString() })]),
    };

    /// <summary>The values of a round, over what the form knows already; checklists written out.</summary>
    public static JsonObject Values(StageView stage, FormView form, JsonObject told)
    {
        var values = new JsonObject();
        foreach (var field in stage.Fields)
        {
            var known = form.Fields.Find(f => f.Field.Id == field.Id)?.Value;
            if ((told[field.Id] ?? known)?.DeepClone() is { } value)
                values[field.Id] = field.Type == "checklist" && told[field.Id] is JsonObject judged ? Judged(field, judged) : value;
        }

        return told.FirstOrDefault(t => !values.ContainsKey(t.Key)).Key is { } unknown
            ? throw new DemoFailed($"表单“{stage.Name}”没有字段 {unknown}", $"The form of {stage.Id} has no field {unknown}")
            : values;
    }

    private static JsonObject Judged(FieldView field, JsonObject judged) => new(field.Options!.Select(o => KeyValuePair.Create<string, JsonNode?>(
        o.Id, judged[o.Id]?.DeepClone() ?? new JsonObject { ["result"] = "pass" })));
}
