using Tongdian.Server.Platform.Cluster;

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
internal sealed class HoldRounds(IGrainFactory grains, TimeProvider time, ILogger<HoldRounds> log) : Heartbeat(TimeSpan.FromSeconds(2), time, log)
{
    public override Task Beat(CancellationToken cancel) => grains.GetGrain<IRoundHolder>(0).Hold();
}
