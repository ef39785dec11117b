using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Insight;

/// <summary>The facts of cases, a handful of cases at a time: memory does not grow with their number.</summary>
internal sealed class ReadHistories(IDbContextFactory<TongdianContext> contexts, ProcessCatalog processes, CalendarCatalog calendars)
{
    private const int AtOnce = 50;

    private sealed record Fact(Guid CaseId, byte[] Payload);

    /// <summary>The histories of all cases that had an open stage in a stretch, up to its end.</summary>
    public async IAsyncEnumerable<CaseHistory> OpenIn(TimeWindow stretch, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Whatever was open then has had a fact since it began, or is open now.
        var ids = context.Set<CaseEventRow>().Where(e => e.At >= stretch.From).Select(e => e.CaseId)
            .Union(context.Set<WorkItem>().Select(w => w.CaseId)).OrderBy(id => id);
        await foreach (var (_, facts) in FactsOf(ids.AsAsyncEnumerable(), id => id, cancel))
        {
            if (CaseHistory.Of(facts, processes.Get, calendars.Get, stretch.To) is { } history)
                yield return history;
        }
    }

    /// <summary>All facts of cases, in order.</summary>
    public async IAsyncEnumerable<(TCase Case, IReadOnlyList<RecordedEvent> Facts)> FactsOf<TCase>(
        IAsyncEnumerable<TCase> cases, Func<TCase, Guid> id, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await foreach (var some in cases.Chunk(AtOnce).WithCancellation(cancel))
        {
            var ids = some.Select(id).ToList();
            var rows = await context.Set<CaseEventRow>().AsNoTracking().Where(e => ids.Contains(e.CaseId))
                .OrderBy(e => e.CaseId).ThenBy(e => e.Version).ThenBy(e => e.Ordinal).Select(e => new Fact(e.CaseId, e.Payload)).ToListAsync(cancel);
            var found = rows.ToLookup(r => r.CaseId);
            foreach (var one in some)
                yield return (one, [.. found[id(one)].Select(r => CaseStore.Fact(r.Payload))]);
        }
    }
}
