namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>Whoever holds the rounds: wherever it lives in the cluster, there is one.</summary>
public interface IRoundHolder : IGrainWithIntegerKey
{
    /// <summary>Opens the round of the hour, if it is time.</summary>
    Task Hold();
}

/// <inheritdoc />
internal sealed class RoundHolder(OpenRound use) : Grain, IRoundHolder
{
    public async Task Hold() => await use.Do(CancellationToken.None);
}

/// <summary>Reminds the holder of the rounds of the time, from every node.</summary>
internal sealed partial class HoldRounds(IGrainFactory grains, TimeProvider time, ILogger<HoldRounds> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryHold();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next one to look opens what is due.
        }
    }

    private async Task TryHold()
    {
        try
        {
            await grains.GetGrain<IRoundHolder>(0).Hold();
        }
        catch (Exception e)
        {
            // A node died under the call, or the database is away: it is still time at the next beat.
            Stumbled(log, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The dispatch round could not be opened; it is tried again")]
    private static partial void Stumbled(ILogger logger, Exception e);
}
