using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>The scheme of a case in words: what the customer gets, what it costs, what is new in it, until when to answer, who to call.</summary>
public sealed class ShowScheme(ReadSchemes schemes, PartWords words, CompanyDirectory directory, CompanyCard company)
{
    private const string Free = "noChargeReason";
    private const string Items = "costItems";
    private const string Total = "totalCost";
    private const string Note = "noteToCustomer";

    private static readonly string[] NotWhatOneGets = [Free, Items, Total, Note];

    /// <summary>One version; the newest when none is named.</summary>
    public async Task<Result<SchemeView>> Look(CaseAccess access, int? version, string language, CancellationToken cancel)
    {
        var all = await All(access, language, cancel);
        if (all.Count == 0)
            return SchemeErrors.None;
        return version is null ? all[^1] : all.FirstOrDefault(v => v.Version == version) is { } asked ? asked : SchemeErrors.UnknownVersion;
    }

    /// <summary>Every version, the first one first.</summary>
    public async Task<IReadOnlyList<SchemeView>> All(CaseAccess access, string language, CancellationToken cancel)
    {
        var versions = await schemes.Of(access.State, cancel);
        var call = Contact(access.State, await directory.Get(cancel));
        var views = new List<SchemeView>();
        foreach (var version in versions)
        {
            // The customer's own words; of colleagues whoever is to act on them.
            var said = access.Staff is null || access.Actor.MayDo(version.Stage)
                ? await words.Read(access.State, version.Answer?.Remarks, cancel)
                : new Dictionary<string, string>(StringComparer.Ordinal);
            views.Add(Language.In(language, () => View(access, version, versions.Count, said, call, language)));
        }

        return views;
    }

    private static SchemeView View(
        CaseAccess access, SchemeVersion version, int versions, IReadOnlyDictionary<string, string> said, SchemeContact call, string language)
    {
        var (stage, entry) = (version.Stage, version.Entry);
        SchemePart[] parts = [.. stage.Fields.Where(f => !NotWhatOneGets.Contains(f.Id) && entry.Fields.ContainsKey(f.Id)).Select(f => Part(f, entry.Fields[f.Id], version.At))];
        var costs = Costs(stage, entry, version.At);
        var free = costs is null && entry.Fields.TryGetValue(Free, out var why) ? why.GetString() : null;
        var note = entry.Fields.TryGetValue(Note, out var noted) && noted.GetString() is { Length: > 0 } text ? text : null;
        FileLink[] drawings = [.. stage.Files.SelectMany(f => entry.Files.Where(e => e.Kind == f.Kind))];
        var reply = version.Answer is { } answer
            ? new SchemeReply(answer.Agreed, answer.At, answer.Late, answer.Words, [.. EntryParts.Of(stage).Where(p => answer.Remarks?.Parts.Contains(p) == true)
                .Select(p => new SchemePart(p, Label(stage, p), said.GetValueOrDefault(p, "")))])
            : null;
        return new SchemeView(
            access.State.Number.Value, version.Number, versions, language, version.At, parts, free, costs, note, drawings,
            [.. EntryParts.Of(stage).Select(p => version.Changes.FirstOrDefault(c => c.Part == p)).OfType<PartChange>().Select(c => Change(stage, c, version.At))],
            version.AnswerBy, call, reply)
        {
            Remarkable =
            [
                .. parts,
                new SchemePart(costs is null ? Free : Items, Text("scheme.cost"), costs?.Total ?? Text("scheme.free", free ?? "")),
                .. note is null ? [] : (SchemePart[])[new SchemePart(Note, Label(stage, Note), note)],
                .. drawings.Select(d => EntryParts.OfFiles(d.Kind)).Distinct(StringComparer.Ordinal).Select(p => new SchemePart(p, Label(stage, p), "")),
            ],
        };
    }

    private static SchemeCosts? Costs(StageDefinition stage, StageEntry entry, DateTimeOffset at)
    {
        if (!entry.Fields.TryGetValue(Items, out var items) || items.ValueKind != JsonValueKind.Array || stage.Fields.FirstOrDefault(f => f.Id == Items) is not { } field)
            return null;
        var rows = items.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object)
            .Select(r => (IReadOnlyList<string>)[.. field.Columns.Select(c => r.TryGetProperty(c.Id, out var cell) ? Words(c, cell, at) : "")]).ToList();
        if (rows.Count == 0)
            return null;
        var total = entry.Fields.TryGetValue(Total, out var sum) && stage.Fields.FirstOrDefault(f => f.Id == Total) is { } said ? Words(said, sum, at) : "";
        return new SchemeCosts([.. field.Columns.Select(c => Show.In(c.Label))], rows, total);
    }

    private static SchemeChange Change(StageDefinition stage, PartChange change, DateTimeOffset at)
    {
        var field = stage.Fields.FirstOrDefault(f => f.Id == change.Part);
        return new SchemeChange(change.Part, Label(stage, change.Part), Said(change.Before), Said(change.After));

        string? Said(JsonElement? value) => value is { } known && field is not null ? Words(field, known, at) : null;
    }

    private static SchemePart Part(FieldDefinition field, JsonElement value, DateTimeOffset at) => new(field.Id, Show.In(field.Label), Words(field, value, at));

    private static string Words(FieldDefinition field, JsonElement value, DateTimeOffset at)
    {
        if (field.Type == FieldType.Rows && value.ValueKind == JsonValueKind.Array)
        {
            return string.Join(Text("scheme.rows"), value.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object)
                .Select(r => string.Join(' ', field.Columns.Select(c => r.TryGetProperty(c.Id, out var cell) ? Words(c, cell, at) : "").Where(c => c.Length > 0))));
        }

        var words = FieldValue.Words(field.Type, value, ProcessViews.View(field).Options, at);
        return field.Unit is { } unit && field.Type != FieldType.Money ? $"{words} {unit}" : words;
    }

    private static string Label(StageDefinition stage, string part) => stage.Fields.FirstOrDefault(f => f.Id == part) is { } field ? Show.In(field.Label)
        : stage.Files.FirstOrDefault(f => EntryParts.OfFiles(f.Kind) == part) is { } file ? Show.In(file.Label) : part;

    // Who made it knows it best; else who is responsible to the customer; else the company.
    private SchemeContact Contact(Case state, Company people)
    {
        var engineer = state.Stage(SchemeStages.Scheme).Assignee is { } id ? people.Staff.GetValueOrDefault(id) : null;
        var who = engineer?.Phone is null ? people.Staff.GetValueOrDefault(state.Owner) : engineer;
        return who?.Phone is { } phone ? new SchemeContact(who.Name, phone) : new SchemeContact(null, company.Telephone);
    }
}
