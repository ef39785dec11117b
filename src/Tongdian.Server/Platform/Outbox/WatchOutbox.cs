using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Platform.Outbox;

/// <summary>The heartbeat of every node: it asks the database in which parts something waits, and wakes those, wherever they live.</summary>
internal sealed class WatchOutbox(DrainOutbox drain, IGrainFactory grains, TimeProvider time, ILogger<WatchOutbox> log)
    : Heartbeat(TimeSpan.FromMilliseconds(500), time, log)
{
    /// <summary>Wakes every part in which something waits until nothing does.</summary>
    public override async Task Beat(CancellationToken cancel)
    {
        while (await drain.Parts(cancel) is { Count: > 0 } parts)
            await Task.WhenAll(parts.Select(p => Empty(grains.GetGrain<IOutboxPart>(p))));
    }

    private static async Task Empty(IOutboxPart part)
    {
        while (await part.Drain())
        {
            // There may be more.
        }
    }
}
