namespace Tongdian.Server.Platform.Outbox;

/// <summary>One part of the outbox: wherever it lives in the cluster, there is one of each, so that nobody does the same twice at once.</summary>
public interface IOutboxPart : IGrainWithIntegerKey
{
    /// <summary>Takes what waits now.</summary>
    /// <returns>True when there may be more.</returns>
    Task<bool> Drain();
}

/// <inheritdoc />
internal sealed class OutboxPart(DrainOutbox use) : Grain, IOutboxPart
{
    public Task<bool> Drain() => use.Do((int)this.GetPrimaryKeyLong(), CancellationToken.None);
}
