namespace Tongdian.Server.Platform.Cluster;

/// <summary>
/// Work that is looked for again and again while the server runs. A beat that fails is told, the same failure once a minute, and is over: what it looked for
/// is still there, and the next beat finds it. The first comes with the start.
/// </summary>
internal abstract partial class Heartbeat(TimeSpan every, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan ToldAgain = TimeSpan.FromMinutes(1);

    private (string What, DateTimeOffset At)? told;

    /// <summary>The clock that the work goes by.</summary>
    protected TimeProvider Time => time;

    /// <summary>Does what is due now.</summary>
    public abstract Task Beat(CancellationToken cancel);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
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
            told = null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The database is away, say, or another server died under a call.
            var now = time.GetUtcNow();
            if (told is { } last && last.What == e.Message && now - last.At < ToldAgain)
                return;
            told = (e.Message, now);
            Stumbled(log, e, GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Work} could not be done; it is tried again")]
    private static partial void Stumbled(ILogger logger, Exception e, string work);
}
