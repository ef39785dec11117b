using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Insight;

/// <summary>The stalls of a week with the causes that the dispatch rounds gave them, by case.</summary>
internal sealed class StallSource
{
    private readonly ILookup<Guid, StallCause> stalls;

    private StallSource(IEnumerable<StallCause> stalls) => this.stalls = stalls.ToLookup(s => s.CaseId.Value);

    /// <summary>The stalls of a case.</summary>
    public IReadOnlyCollection<StallCause> Of(CaseId id) => [.. stalls[id.Value]];

    /// <summary>Reads what the rounds of a week decided about stalls. One that is in no later round was over by then.</summary>
    public static async Task<StallSource> Read(TongdianContext context, TimeWindow week, CancellationToken cancel)
    {
        var (from, to) = (week.From.ToUniversalTime(), week.To.ToUniversalTime());
        var hours = await context.Set<DispatchRound>().Where(r => r.Hour >= from && r.Hour <= to).OrderBy(r => r.Hour).Select(r => r.Hour).ToListAsync(cancel);
        var decided = await context.Set<DispatchItem>().AsNoTracking().Where(i => i.Hour >= from && i.Hour < to && i.Stalls && i.Cause != null)
            .Select(i => new { i.Hour, i.CaseId, i.Stage, i.Since, i.Cause }).ToListAsync(cancel);
        return new StallSource(decided.GroupBy(i => (i.CaseId, i.Stage, i.Since)).Select(g => g.OrderBy(i => i.Hour).Last()).Select(i =>
            new StallCause(new CaseId(i.CaseId), i.Stage, i.Cause!, i.Since, hours.Where(h => h > i.Hour).Select(h => (DateTimeOffset?)h).FirstOrDefault())));
    }
}
