using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Modules.Watch;

/// <summary>
/// The heartbeat of every node: it asks the database which watchers have something to do, and wakes those, wherever they live. When a node
/// dies, the heartbeat of another wakes its watchers somewhere else; when all were down, the first one to come back finds everything that is due.
/// </summary>
internal sealed class WatchClocks(FireDue due, IGrainFactory grains, TimeProvider time, ILogger<WatchClocks> log)
    : Heartbeat(TimeSpan.FromMilliseconds(500), time, log)
{
    /// <summary>Wakes every watcher that has something to do until none has.</summary>
    public override async Task Beat(CancellationToken cancel)
    {
        while (await due.Watchers(cancel) is { Count: > 0 } watchers)
            await Task.WhenAll(watchers.Select(w => Drain(grains.GetGrain<ICaseWatch>(w))));
    }

    private static async Task Drain(ICaseWatch watcher)
    {
        while (await watcher.FireDue())
        {
            // There may be more.
        }
    }
}
