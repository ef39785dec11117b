using System.Text.Json.Nodes;
using Tongdian.Demo.Api;

namespace Tongdian.Demo.Journey;

/// <summary>A submission from which something required is left out, and the fields that must be named when it is refused.</summary>
internal sealed record Omission(string What, JsonObject Body, IReadOnlyList<string> MustName);

/// <summary>Every way in which one required thing can be left out of a complete submission.</summary>
internal sealed class Omissions(StageView stage, FormView form, Submission whole, IReadOnlyCollection<string> neededHere)
{
    /// <summary>All of them: nothing at all first, then one by one.</summary>
    public IEnumerable<Omission> All() => [Nothing(), .. Fields(), .. Rows(), .. Checks(), .. Files(), .. Signatures()];

    private IEnumerable<string> RequiredFiles =>
        stage.Files.Where(f => (f.Min > 0 && form.Files.Exists(w => w.Kind == f.Kind)) || neededHere.Contains($"files.{f.Kind}")).Select(f => f.Kind);

    private IEnumerable<string> RequiredSignatures => stage.Signatures.Where(s => s.Required).Select(s => s.Role);

    private Omission Nothing() => new("{}", [],
    [
        .. stage.Fields.Where(f => f.Required || f.RequiredUnless is not null).Select(f => $"fields.{f.Id}"),
        .. stage.Files.Where(f => f.Min > 0 && form.Files.Exists(w => w.Kind == f.Kind)).Select(f => $"files.{f.Kind}"),
        .. RequiredSignatures.Select(r => $"signatures.{r}"),
    ]);

    // Absent, and there but empty.
    private IEnumerable<Omission> Fields()
    {
        foreach (var field in stage.Fields)
        {
            string[] missed = MustHave(field)
                ? [$"fields.{field.Id}"]
                : [.. stage.Fields.Where(other => other.RequiredUnless == field.Id && !whole.Fields.ContainsKey(other.Id)).Select(other => $"fields.{other.Id}")];
            if (missed.Length == 0)
                continue;
            yield return new Omission($"-{field.Id}", Without(b => ((JsonObject)b["fields"]!).Remove(field.Id)), missed);
            yield return new Omission($"{field.Id}=∅", Without(b => b["fields"]![field.Id] = Empty(field.Type)), missed);
        }
    }

    private bool MustHave(FieldView field) =>
        field.Required || neededHere.Contains($"fields.{field.Id}") || (field.RequiredUnless is { } other && !whole.Fields.ContainsKey(other));

    private IEnumerable<Omission> Rows() =>
        from field in stage.Fields
        where whole.Fields[field.Id] is JsonArray { Count: > 0 } && field.Columns is not null
        from row in Enumerable.Range(0, whole.Fields[field.Id]!.AsArray().Count)
        from column in field.Columns!
        let path = $"fields.{field.Id}[{row}].{column.Id}"
        where column.Required || neededHere.Contains(path)
        select new Omission($"-{path}", Without(b => b["fields"]![field.Id]![row]!.AsObject().Remove(column.Id)), [path]);

    private IEnumerable<Omission> Checks() =>
        from field in stage.Fields
        where field.Type == "checklist" && whole.Fields[field.Id] is JsonObject
        from item in field.Options!
        let path = $"fields.{field.Id}.{item.Id}"
        from omission in (Omission[])
        [
            new Omission($"-{path}", Without(b => b["fields"]![field.Id]!.AsObject().Remove(item.Id)), [path]),
            new Omission($"{path} fail", Without(b => b["fields"]![field.Id]![item.Id] = new JsonObject { ["result"] = "fail" }), [$"{path}.remark"]),
        ]
        select omission;

    private IEnumerable<Omission> Files() => RequiredFiles.Select(kind => new Omission(
        $"-{kind}", (whole with { Files = whole.Files.FindAll(f => f.Kind != kind) }).Body(), [$"files.{kind}"]));

    private IEnumerable<Omission> Signatures() => RequiredSignatures.Select(role => new Omission(
        $"-{role}", (whole with { Signatures = whole.Signatures.FindAll(s => s.Role != role) }).Body(), [$"signatures.{role}"]));

    private JsonObject Without(Action<JsonObject> change)
    {
        var body = whole.Body();
        change(body);
        return body;
    }

    private static JsonNode? Empty(string type) => type switch
    {
        "text" or "long-text" or "choice" or "date" or "instant" => "",
        "rows" or "choices" => new JsonArray(),
        "checklist" or "position" => new JsonObject(),
        _ => null,
    };
}
