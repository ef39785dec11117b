namespace Tongdian.Server.Platform.Cluster;

/// <summary>Work that comes due: it is taken some hundreds at a time, each time in one commit, until a beat finds fewer than that.</summary>
internal abstract class DueWork(TimeSpan every, TimeProvider time, ILogger log) : Heartbeat(every, time, log)
{
    /// <summary>How much is taken at once.</summary>
    public const int AtOnce = 200;

    /// <summary>Takes what is due now.</summary>
    /// <returns>How much was taken.</returns>
    public abstract Task<int> TakeDue(CancellationToken cancel);

    public sealed override async Task Beat(CancellationToken cancel)
    {
        while (await TakeDue(cancel) >= AtOnce)
        {
            // There may be more.
        }
    }
}
