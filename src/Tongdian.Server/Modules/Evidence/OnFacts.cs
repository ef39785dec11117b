using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// What is decided, handed in, found and switched on in a case becomes an entry of the log. The id of an entry follows from the fact, so that it is there
/// once however often this is done.
/// </summary>
internal sealed class OnFacts(CaseStore store, ProcessCatalog processes, CaseParties parties)
{
    /// <summary>What the outbox calls this.</summary>
    public const string Consumer = "evidence";

    /// <summary>The content that is the fact itself, in the bytes and with the salt that the case keeps.</summary>
    public const string Whole = "fact";

    /// <summary>
    /// The facts that somebody may have to prove: what was applied for, handed in, agreed, found, and everything on which limits rest
    /// (<see cref="Domain.Insight.ClockFacts"/>).
    /// </summary>
    public static readonly string[] Kinds =
    [
        "case-submitted", "case-amended", "document-added", "case-accepted", "case-withdrawn", "case-rejected", "case-merged", "process-reassigned", "version-moved",
        "stage-entered", "stage-skipped", "stage-started", "stage-requested", "stage-offered", "stage-signed", "stage-completed", "defects-found", "stage-sent-back", "service-notice-signed",
        "stage-paused", "stage-resumed", "pause-approved", "pause-refused", "pause-recorded", "breach-corrected", "years-announced", "time-asked", "time-proposed", "time-agreed",
        "owner-changed", "lateness-told", EventKinds.Energised, "case-archived",
    ];

    public async Task<Action<WriteBatch>> React(OutboxWork work, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(work.CaseId), cancel) ?? throw new InvalidOperationException($"There is no case {work.CaseId}");
        var rows = new List<Action<WriteBatch>>();
        // Of who was erased nothing can be kept any more.
        if (await parties.Key(state, cancel) is { } key)
        {
            var process = processes.Get(state.Process);
            foreach (var version in work.Versions)
            {
                foreach (var row in (await store.Events(state.Id, version - 1, 1, cancel)).Where(r => Kinds.Contains(r.Kind)))
                {
                    var (fact, payload) = (CaseStore.Fact(row.Payload), JsonElement.Parse(row.Payload));
                    var made = new EvidenceFact(
                        work.CaseId, state.Number.Value, key.PersonId, row.Kind, FactLinks.StageOf(payload), fact.At, [.. await Contents(state, row, payload, fact.Event, process, cancel)]);
                    rows.Add(MakeLeaf.Rows(MakeLeaf.IdOf(work.CaseId, row.Version, row.Ordinal), made, key, work.Now, (row.Version, row.Ordinal)));
                }
            }
        }

        return batch => rows.ForEach(row => row(batch));
    }

    private async Task<IEnumerable<EvidenceContent>> Contents(
        Case state, CaseEventRow row, JsonElement payload, CaseEvent fact, ProcessDefinition process, CancellationToken cancel)
    {
        var found = new List<EvidenceContent> { EvidenceContent.Kept(Whole, row.Salt, row.Payload) };
        // What was handed in stands by itself where the process says that it is evidence; that the stage is done is in the whole.
        if (fact is StageCompleted done && process.Stage(done.Stage) is { Evidence: false })
            return found;
        found.AddRange(FactLinks.In(payload).Select(l => EvidenceContent.File($"{(l.IsSignature ? "signature" : "file")}.{l.Kind}", l.Sha256)));
        var entry = fact switch
        {
            StageCompleted e => e.Entry,
            StageOffered e => e.Entry,
            DefectsFound e => e.Entry,
            _ => StageEntry.Empty,
        };
        // Each value can be shown without the others: the number of a meter, of a seal.
        found.AddRange(entry.Fields.Select(f => EvidenceContent.Hidden($"field.{f.Key}", CanonicalJson.Bytes(f.Value))));
        var told = fact switch { CaseSubmitted e => e.Customer.Details, CaseAmended e => e.Customer?.Details, _ => null };
        foreach (var (name, id) in new[] { ("customer", told), ("personal", entry.Sealed) })
        {
            if (id is { } value && await parties.Unseal(state, value, cancel) is { } personal)
                found.Add(EvidenceContent.Hidden(name, personal));
        }

        return found;
    }
}
