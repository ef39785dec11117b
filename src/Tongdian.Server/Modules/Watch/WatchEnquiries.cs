using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Modules.Watch;

/// <summary>Every server looks for enquiries of which a limit comes near or has passed.</summary>
internal sealed class WatchEnquiries(FireEnquiries due, TimeProvider time, ILogger<WatchEnquiries> log) : Heartbeat(TimeSpan.FromMilliseconds(500), time, log)
{
    /// <summary>Takes everything that is due.</summary>
    public override async Task Beat(CancellationToken cancel)
    {
        while (await due.Do(cancel) == FireEnquiries.AtOnce)
        {
            // There may be more.
        }
    }
}
