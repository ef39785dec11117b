using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongdian.Domain;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Cases.PlainForms;

/// <summary>
/// Reads what <c>PlainForm.razor</c> sent. Inputs are named by the path that the rules name in their faults: <c>fields.designUnit</c>,
/// <c>fields.costItems[0].name</c>, <c>fields.opinions.earthing.result</c>, <c>files.drawings</c>, <c>signatures.customer</c>.
/// </summary>
public sealed class ReadPlainForm(UploadFile upload)
{
    /// <summary>Begins the value of the button that asks for one more row: <c>more:costItems</c>.</summary>
    public const string MoreRows = "more:";

    private const int MostRows = 200;

    /// <summary>What was entered for a stage; files that came with it are kept from here on.</summary>
    public async Task<EnteredForm> Read(StageDefinition stage, PageForm form, CancellationToken cancel)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var field in stage.Fields)
        {
            if (Value(field, $"fields.{field.Id}", form) is { } value)
                fields[field.Id] = JsonSerializer.SerializeToElement(value);
            if (field.Type == FieldType.Rows)
                rows[field.Id] = Shown(field, $"fields.{field.Id}", form) + (form["do"] == MoreRows + field.Id ? 1 : 0);
        }

        var faults = new List<FieldError>();
        var files = new List<KeptFile>();
        foreach (var asked in stage.Files)
            files.AddRange(await Files(asked.Kind, form, faults, cancel));
        var signatures = new Dictionary<string, KeptSignature>(StringComparer.Ordinal);
        foreach (var asked in stage.Signatures)
            signatures[asked.Role] = await Signature(asked.Role, form, faults, cancel);
        return new EnteredForm(fields, files, signatures, rows, faults.Count == 0 ? null : new Error(ErrorKind.Invalid, "request.invalid").For(faults));
    }

    /// <summary>The files of one kind: those that were kept before and not taken out, and those that came now.</summary>
    public async Task<IReadOnlyList<KeptFile>> Files(string kind, PageForm form, List<FieldError> faults, CancellationToken cancel)
    {
        var (name, dropped) = ($"files.{kind}", form.All($"drop.{kind}").ToHashSet(StringComparer.Ordinal));
        var files = form.All($"kept.{kind}").Select(k => (k ?? "").Split('|', 2))
            .Where(k => Guid.TryParse(k[0], out _) && !dropped.Contains(k[0]))
            .Select(k => new KeptFile(kind, Guid.Parse(k[0]), k.Length > 1 ? k[1] : "")).DistinctBy(k => k.File).ToList();
        if (form.Refusal is not null)
            return files;
        foreach (var sent in form.Files.Where(f => f.Name == name && f.FileName.Length > 0))
        {
            await using var content = sent.OpenReadStream();
            if ((await upload.Keep(content, StoredFile.Anonymous, "", cancel)).Failed(out var refused, out var kept))
                faults.Add(new FieldError(name, refused.Code, refused.Values));
            else
                files.Add(new KeptFile(kind, kept.Id, Path.GetFileName(sent.FileName.Replace('\\', '/'))));
        }

        return files;
    }

    private async Task<KeptSignature> Signature(string role, PageForm form, List<FieldError> faults, CancellationToken cancel)
    {
        var name = $"signatures.{role}";
        var (drawn, typed, before) = (form[$"{name}.drawn"], form[$"{name}.typed"], form[$"{name}.kept"]);
        Guid? kept = Guid.TryParse(before, out var id) ? id : null;
        if (form.Refusal is not null)
            return new KeptSignature(kept, typed);
        var picture = DrawnPicture.Read(drawn);
        if (picture is not null)
        {
            // An empty field is no signature: the rules say that one is missing.
            if (DrawnPicture.HasStrokes(picture) == false)
                picture = null;
        }
        else if (typed is not null && typed != form[$"{name}.was"])
        {
            if (FreeText.Fault(name, typed, DrawnName.LongestName) is { } unfit)
                faults.Add(unfit);
            else
                picture = DrawnName.Draw(typed);
        }

        if (picture is null)
            return new KeptSignature(typed is null ? null : kept, typed);
        using var content = new MemoryStream(picture);
        if ((await upload.Keep(content, StoredFile.Anonymous, "", cancel)).Failed(out var refused, out var taken))
        {
            faults.Add(new FieldError(name, refused.Code, refused.Values));
            return new KeptSignature(kept, typed);
        }

        return new KeptSignature(taken.Id, typed);
    }

    private static JsonNode? Value(FieldDefinition field, string path, PageForm form) => field.Type switch
    {
        FieldType.Text or FieldType.LongText or FieldType.Choice or FieldType.Date => form[path] is { } text ? JsonValue.Create(text.ReplaceLineEndings("\n")) : null,
        FieldType.Number or FieldType.Integer or FieldType.Money => Number(form[path]),
        FieldType.Boolean => form[path] switch { "true" => JsonValue.Create(true), "false" => JsonValue.Create(false), _ => null },
        FieldType.Choices => form.All(path) is { Count: > 0 } chosen ? new JsonArray([.. chosen.Select(c => JsonValue.Create(c))]) : null,
        FieldType.Instant => form[path] is { } local
            ? JsonValue.Create(DateTime.TryParse(local, CultureInfo.InvariantCulture, out var at) ? Show.FromLocal(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) : local)
            : null,
        FieldType.Position => Position(form[$"{path}.lat"], form[$"{path}.lon"]),
        FieldType.Rows => Rows(field, path, form),
        FieldType.Checklist => Checklist(field, path, form),
        _ => throw new InvalidOperationException($"Unknown type {field.Type}"),
    };

    // What is no number goes on as the text it is; the rules refuse it, and it is shown again.
    private static JsonValue? Number(string? text) => text is null
        ? null
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);

    private static JsonObject? Position(string? lat, string? lon) =>
        lat is null && lon is null ? null : new JsonObject { ["lat"] = Number(lat), ["lon"] = Number(lon) };

    private static JsonArray? Rows(FieldDefinition field, string path, PageForm form)
    {
        var rows = new JsonArray();
        for (var i = 0; i < Shown(field, path, form); i++)
        {
            var row = new JsonObject();
            foreach (var column in field.Columns)
            {
                if (Value(column, $"{path}[{i}].{column.Id}", form) is { } cell)
                    row[column.Id] = cell;
            }

            rows.Add(row.Count > 0 ? row : null);
        }

        while (rows is [.., null])
            rows.RemoveAt(rows.Count - 1);
        return rows.Count > 0 ? rows : null;
    }

    private static int Shown(FieldDefinition field, string path, PageForm form)
    {
        var shown = 0;
        while (shown < MostRows && field.Columns.Any(c => form.Names.Any(n => n.StartsWith($"{path}[{shown}].{c.Id}", StringComparison.Ordinal))))
            shown++;
        return shown;
    }

    private static JsonObject? Checklist(FieldDefinition field, string path, PageForm form)
    {
        var items = new JsonObject();
        foreach (var option in field.Options)
        {
            var (result, remark) = (form[$"{path}.{option.Id}.result"], form[$"{path}.{option.Id}.remark"]);
            if (result is null && remark is null)
                continue;
            var item = new JsonObject();
            if (result is not null)
                item["result"] = result;
            if (remark is not null)
                item["remark"] = remark;
            items[option.Id] = item;
        }

        return items.Count > 0 ? items : null;
    }
}
