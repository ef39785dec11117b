using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Watch;

/// <summary>Hours of duty count towards stalling: when the roster changes, the stages that have yet to stall are due to be looked at.</summary>
internal static class OnDutyChanged
{
    public static Task LookAnew(TongdianContext context, IReadOnlyCollection<string> regions, DateTimeOffset now, CancellationToken cancel)
    {
        var work = context.Set<WorkItem>();
        return context.Set<ClockRow>()
            .Where(c => c.NextAt > now && c.LookFor == Threshold.Stall && work.Any(w => w.CaseId == c.CaseId && w.Stage == c.Stage && regions.Contains(w.Region)))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.NextAt, now), cancel);
    }
}
