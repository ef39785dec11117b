namespace Tongdian.Server.Modules.Watch;

/// <summary>
/// The heartbeat of every node: it asks the database which watchers have something to do, and wakes those, wherever they live. When a node
/// dies, the heartbeat of another wakes its watchers somewhere else; when all were down, the first one to come back finds everything that is due.
/// </summary>
internal sealed partial class WatchClocks(FireDue due, IGrainFactory grains, TimeProvider time, ILogger<WatchClocks> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Wakes every watcher that has something to do until none has.</summary>
    public async Task Beat(CancellationToken cancel)
    {
        while (await due.Watchers(cancel) is { Count: > 0 } watchers)
            await Task.WhenAll(watchers.Select(w => Drain(grains.GetGrain<ICaseWatch>(w))));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await TryBeat(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what is due stays due.
        }
    }

    private async Task TryBeat(CancellationToken cancel)
    {
        try
        {
            await Beat(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // A node died under a call, or the database is away: what was due is due still, and the next beat finds it.
            Stumbled(log, e);
        }
    }

    private static async Task Drain(ICaseWatch watcher)
    {
        while (await watcher.FireDue())
        {
            // There may be more.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Some limits could not be looked at; they are looked at again")]
    private static partial void Stumbled(ILogger logger, Exception e);
}
