using Tongdian.Domain.Cases;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>One line of the timeline; drafts that follow each other are one.</summary>
/// <param name="Fact">What happened.</param>
/// <param name="Times">How often in a row.</param>
public sealed record HistoryLine(RecordedEvent Fact, int Times);

/// <summary>The timeline of a case, the newest first, page by page: no page costs more than another.</summary>
public sealed class CaseHistory(CaseStore store)
{
    private const int Versions = 30;

    /// <summary>A page of facts up to a version; <c>Next</c> is where the following page begins, null when there is none.</summary>
    public async Task<(IReadOnlyList<RecordedEvent> Facts, int? Next)> Look(CaseId id, int upTo, CancellationToken cancel)
    {
        var after = Math.Max(0, upTo - Versions);
        var rows = await store.Events(id, after, upTo - after, cancel);
        return ([.. rows.Reverse().Select(r => CaseStore.Fact(r.Payload))], after == 0 ? null : after);
    }

    /// <summary>What happened after a version, the oldest first.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> Since(CaseId id, int version, CancellationToken cancel) =>
        [.. (await store.Events(id, version, Versions, cancel)).Select(r => CaseStore.Fact(r.Payload))];

    /// <summary>Facts as lines: what was kept again and again by the same person stands once.</summary>
    public static IReadOnlyList<HistoryLine> Lines(IEnumerable<RecordedEvent> facts)
    {
        var lines = new List<HistoryLine>();
        foreach (var fact in facts)
        {
            if (lines is [.., var last] && fact.Event is StageDrafted now && last.Fact.Event is StageDrafted before && now.Stage == before.Stage && fact.By == last.Fact.By)
                lines[^1] = last with { Times = last.Times + 1 };
            else
                lines.Add(new HistoryLine(fact, 1));
        }

        return lines;
    }
}
