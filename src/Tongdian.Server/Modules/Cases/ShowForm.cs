using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The form of a stage with what is already known and where it comes from: nothing typed once is asked again.</summary>
public sealed class ShowForm(CaseParties parties, IEnumerable<FormProposals> proposals)
{
    /// <summary>A field with what is known.</summary>
    /// <param name="Field">Its definition.</param>
    /// <param name="Value">The value, if any.</param>
    /// <param name="Origin">Where it comes from: <c>entered</c> at this stage before, the path it was taken from, or what proposes it.</param>
    public sealed record KnownField(ProcessViews.FieldView Field, JsonElement? Value, string? Origin);

    /// <summary>The form.</summary>
    public sealed record Form(
        string Stage, string Name, StageStatus State, IReadOnlyList<KnownField> Fields, IReadOnlyList<ProcessViews.FileView> Files,
        IReadOnlyList<ProcessViews.SignatureView> Signatures, IReadOnlyList<FileLink> Handed);

    /// <summary>The form of a stage.</summary>
    public async Task<Result<Form>> Look(CaseAccess access, string stage, CancellationToken cancel)
    {
        if (access.Process.Stage(stage) is not { } definition)
            return CaseErrors.UnknownStage(stage);
        if (access.Staff is null && definition.Role != Roles.Customer)
            return CaseErrors.NotAllowed;
        var state = access.State;
        var at = state.Stage(stage);
        // Personal values are shown only to who does the stage.
        var personal = at.Entry is { } entry && access.Actor.MayDo(definition) ? await parties.ReadEntry(state, entry, cancel) : null;
        var details = access.Actor.MayDo(definition) && definition.Fields.Any(f => f.Prefill?.StartsWith("customer.", StringComparison.Ordinal) == true)
            ? await parties.Read(state.Customer, cancel)
            : null;
        var fields = definition.Fields.Select(f => Known(f, state, at.Entry, personal, details)).ToArray();
        // Who has entered something has seen what was proposed.
        if (at.Entry is null)
            await Propose(access, definition, fields, cancel);
        return new Form(
            stage, definition.Name.In(Language.Current), at.Status, fields, [.. definition.Files.Where(f => Condition.AllHold(f.When, state.Fact)).Select(ProcessViews.View)],
            [.. definition.Signatures.Select(ProcessViews.View)], [.. at.Entry?.Files ?? [], .. at.Requested]);
    }

    private async Task Propose(CaseAccess access, StageDefinition stage, KnownField[] fields, CancellationToken cancel)
    {
        foreach (var source in proposals)
        {
            var proposed = await source.Of(access, stage, cancel);
            for (var i = 0; i < fields.Length; i++)
            {
                if (fields[i].Value is null && proposed.TryGetValue(fields[i].Field.Id, out var value))
                    fields[i] = fields[i] with { Value = value, Origin = source.Origin };
            }
        }
    }

    private static KnownField Known(
        FieldDefinition field, Case state, StageEntry? entry, IReadOnlyDictionary<string, JsonElement>? personal, PartyDetails? details)
    {
        var view = ProcessViews.View(field);
        if (entry is not null && entry.Fields.TryGetValue(field.Id, out var entered))
            return new KnownField(view, entered, "entered");
        if (personal is not null && personal.TryGetValue(field.Id, out var opened))
            return new KnownField(view, opened, "entered");
        if (field.Prefill is not { } source)
            return new KnownField(view, null, null);
        var value = source.StartsWith("customer.", StringComparison.Ordinal) ? Told(details, source["customer.".Length..]) : state.Fact(source);
        return new KnownField(view, value, value is null ? null : source);
    }

    private static JsonElement? Told(PartyDetails? details, string name) =>
        details is not null && JsonSerializer.SerializeToElement(details, PartyJson.Default.PartyDetails).TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
