using System.Text;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Evidence;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>Gathers what a dispute file says of a case, as far as who asks may see it.</summary>
internal sealed class CollectDossier(
    CaseStore store, CompanyDirectory directory, CalendarCatalog calendars, ListEvidence evidence, ReadTold told, ViewCase view, CustomerPhotos photos, ExplainLimit explain,
    EvidenceSettings settings)
{
    private const int MostVersions = 100_000;
    private const string Picture = "image/";

    private sealed record Row(CaseEventRow Kept, RecordedEvent Fact, DisputeEntry? Entry, Proof Proof);

    /// <summary>Everything.</summary>
    public async Task<Dossier> Of(CaseAccess access, ReadTold.Reader reader, CancellationToken cancel)
    {
        var desk = new CaseOnDesk(access, await directory.Get(cancel), calendars.Get(access.State.Calendar), null);
        var entries = (await evidence.Of(access, cancel)).Items.Select(i => Entry(i, access)).ToDictionary(e => e.Id);
        var rows = (await store.Events(access.State.Id, 0, MostVersions, cancel)).Select(r => Read(r, entries)).ToList();
        var messages = await told.Of(access, reader, cancel);
        return new Dossier(desk, reader)
        {
            Told = [.. ToldInTime.Limits(access.State, access.Process, desk.Clocks).Select(l => ToldInTime.Of(l, messages.Where(m => m.SaysLate).Select(m => m.Word)))],
            Facts = [.. rows.Where(r => r.Fact.Event is not StageDrafted).Select(r => Fact(r, access))],
            Papers = await Papers(rows, access, cancel),
            Notices = [.. messages.Select(m => Notice(m, entries))],
            Clocks = [.. access.Process.Promises.Select(p => p.Id).Concat(access.Process.Stages.Select(s => s.Id))
                .Select(id => explain.Look(access, id)).Where(l => l.Error is null).Select(l => l.Value)],
            Entries = [.. entries.Values],
        };
    }

    private DisputeEntry Entry(ListEvidence.Item item, CaseAccess access)
    {
        var record = item.Record is { } json && !EvidenceRecord.Read(Encoding.UTF8.GetBytes(json.GetRawText())).Failed(out _, out var read) ? read : null;
        var since = item.Proof is { } proof && !Domain.Evidence.Receipt.Read(proof).Failed(out _, out var receipt) && !receipt.Verify(settings.Policy, access.Now).Failed(out _, out var seen)
            ? seen.Since : null;
        return new DisputeEntry(
            item.Id, item.Place, item.At, record, item.Proof, item.Proof is null ? null : FormattableString.Invariant($"receipts/{access.State.Number.Value}-{item.Place}.tlog-proof"), since,
            item.Salts ?? new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static Row Read(CaseEventRow row, Dictionary<Guid, DisputeEntry> entries)
    {
        var fact = CaseStore.Fact(row.Payload);
        var entry = entries.GetValueOrDefault(MakeLeaf.IdOf(row.CaseId, row.Version, row.Ordinal));
        var proof = entry?.Proof ?? (OnFacts.Kinds.Contains(row.Kind) ? Proof.Waiting : Proof.NotRecorded);
        return new Row(row, fact, entry, proof);
    }

    private static DisputeFact Fact(Row row, CaseAccess access)
    {
        var whole = access.Staff is not null && row.Entry?.File is { } file
            ? new DisputeShown(file, OnFacts.Whole, Convert.ToBase64String(row.Kept.Salt), Convert.ToBase64String(row.Kept.Payload)) : null;
        return new DisputeFact(row.Fact, row.Proof, row.Entry, whole, [.. Values(row, access)]);
    }

    // The customer sees what came of the stages that are shown; drafts and the rest are nobody else's business.
    private static IEnumerable<DisputeValue> Values(Row row, CaseAccess access)
    {
        var (id, entered) = row.Fact.Event switch
        {
            StageCompleted e => (e.Stage, e.Entry),
            StageOffered e => (e.Stage, e.Entry),
            DefectsFound e => (e.Stage, e.Entry),
            _ => ("", StageEntry.Empty),
        };
        if (access.Process.Stage(id) is not { } stage || (access.Staff is null && !stage.ShownToCustomer && stage.Role != Roles.Customer))
            return [];
        return stage.Fields.Where(f => entered.Fields.ContainsKey(f.Id))
            .Select(f => new DisputeValue(f, entered.Fields[f.Id], row.Entry?.Show($"field.{f.Id}", CanonicalJson.Bytes(entered.Fields[f.Id]))));
    }

    private static DisputeNotice Notice(ReadTold.Item message, Dictionary<Guid, DisputeEntry> entries)
    {
        var found = message.Entries.Select(e => entries.GetValueOrDefault(e.Entry)).OfType<DisputeEntry>().OrderBy(e => e.Place ?? long.MaxValue).ToList();
        (string Name, string? Content)[] says =
        [
            ("notice.id", message.Id.ToString("N")), ("notice.kind", message.Purpose), ("notice.channel", message.Channel.ToString()), ("notice.text", message.Text),
            ("notice.to", message.WholeTo ? message.To : null), ("provider.id", message.ProviderId), ("provider.says", message.Failure),
        ];
        return new DisputeNotice(message, found, [.. found.SelectMany(e => says.Select(s => s.Content is { } content ? e.Show(s.Name, Encoding.UTF8.GetBytes(content)) : null)).OfType<DisputeShown>()]);
    }

    // Every file that a fact names, once, with the first fact whose record has it, or else the first; then what lies in stages that are still open.
    private async Task<IReadOnlyList<DisputePaper>> Papers(List<Row> rows, CaseAccess access, CancellationToken cancel)
    {
        var hidden = await photos.Hidden(access, cancel);
        var allowed = access.Staff is null ? (await view.Progress(access, cancel)).Files.Select(f => f.File).Concat(hidden).ToHashSet() : null;
        var found = new Dictionary<Guid, DisputePaper>();
        foreach (var row in rows.Where(r => r.Fact.Event is not StageDrafted))
        {
            var payload = JsonElement.Parse(row.Kept.Payload);
            foreach (var link in FactLinks.In(payload))
            {
                if (link.File is not { } file || allowed?.Contains(file) == false || (found.TryGetValue(file, out var known) && known.Proof != Proof.NotRecorded))
                    continue;
                // Where a stage is no evidence, its record has the fact as a whole and names no file.
                var (proof, entry) = row.Entry is { Record: { } record } && !record.NamesFile(link.Sha256) ? (Proof.NotRecorded, null) : (row.Proof, row.Entry);
                if (known is null || proof != Proof.NotRecorded)
                    found[file] = Paper(file, link, FactLinks.StageOf(payload), row.Fact.At, proof, entry);
            }
        }

        foreach (var (id, stage) in access.State.Stages)
        {
            foreach (var file in (stage.Entry?.Files ?? []).Where(f => !found.ContainsKey(f.File) && allowed?.Contains(f.File) != false))
            {
                var link = new FactLink(file.Kind, false, file.File, file.MediaType, file.Sha256);
                found[file.File] = Paper(file.File, link, id, stage.ActiveAt ?? access.Now, Proof.NotRecorded, null);
            }
        }

        var papers = new List<DisputePaper>();
        foreach (var paper in found.Values)
            papers.Add(paper with { Seen = hidden.Contains(paper.File) ? null : await photos.Instead(access, paper.File, cancel) });
        return papers;
    }

    private static DisputePaper Paper(Guid file, FactLink link, string? stage, DateTimeOffset at, Proof proof, DisputeEntry? entry) => new(
        file, link.Kind, link.IsSignature, link.IsSignature || link.MediaType?.StartsWith(Picture, StringComparison.Ordinal) == true, link.Sha256, stage, at, proof, entry, null);
}
