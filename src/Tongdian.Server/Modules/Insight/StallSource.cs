using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Coordination;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Insight;

/// <summary>
/// The stalls of a week with the causes that the dispatch rounds gave them, by case. A stage that is in one round after the other has stalled all the
/// time, for the cause that was given last; it was over when a round that would have had it did not.
/// </summary>
internal sealed class StallSource
{
    private readonly ILookup<Guid, StallCause> stalls;

    private StallSource(IEnumerable<StallCause> stalls) => this.stalls = stalls.ToLookup(s => s.CaseId.Value);

    private sealed record Seen(DateTimeOffset Hour, Guid CaseId, string Stage, Trouble Trouble, DateTimeOffset Since, bool Emergency, string? Cause);

    private sealed record Round(DateTimeOffset Hour, bool OnlyEmergencies);

    /// <summary>The stalls of a case.</summary>
    public IReadOnlyCollection<StallCause> Of(CaseId id) => [.. stalls[id.Value]];

    /// <summary>Reads what the rounds of a week saw and decided.</summary>
    public static async Task<StallSource> Read(TongdianContext context, TimeWindow week, CancellationToken cancel)
    {
        var (from, to) = (week.From.ToUniversalTime(), week.To.ToUniversalTime());
        var rounds = await context.Set<DispatchRound>().Where(r => r.Hour >= from && r.Hour <= to).OrderBy(r => r.Hour)
            .Select(r => new Round(r.Hour, r.OnlyEmergencies)).ToListAsync(cancel);
        var seen = await context.Set<DispatchItem>().Where(i => i.Hour >= from && i.Hour < to && i.Stalls).OrderBy(i => i.Hour)
            .Select(i => new Seen(i.Hour, i.CaseId, i.Stage, i.Trouble, i.Since, i.Emergency, i.Cause)).ToListAsync(cancel);
        return new StallSource(seen.GroupBy(s => (s.CaseId, s.Stage)).SelectMany(s => Stalls([.. s], rounds)));
    }

    private static IEnumerable<StallCause> Stalls(List<Seen> seen, List<Round> rounds)
    {
        var at = seen[0];
        var looked = rounds.Where(r => at.Emergency || !r.OnlyEmergencies).Select(r => r.Hour).ToList();
        for (var first = 0; first < seen.Count;)
        {
            var last = first;
            while (last + 1 < seen.Count && looked.IndexOf(seen[last + 1].Hour) == looked.IndexOf(seen[last].Hour) + 1)
                last++;
            if (seen[first..(last + 1)].FindLast(s => s.Cause is not null) is { Cause: { } cause })
                yield return new StallCause(new CaseId(at.CaseId), at.Stage, cause, Since(seen[first]), After(seen[last].Hour));
            first = last + 1;
        }

        // What is late too says since when it is late. In the round before it did not stall.
        DateTimeOffset Since(Seen one) => one.Trouble == Trouble.Stalled ? one.Since : looked.FindLast(h => h < one.Hour) is var before && before == default ? one.Hour : before;

        DateTimeOffset? After(DateTimeOffset hour) => looked.Find(h => h > hour) is var next && next == default ? null : next;
    }
}
