namespace Tongdian.Server.Modules.Watch;

/// <summary>One of the watchers: wherever it lives in the cluster, there is one of each, so that nobody does the same twice at once.</summary>
public interface ICaseWatch : IGrainWithIntegerKey
{
    /// <summary>Takes what is due now.</summary>
    /// <returns>True when there may be more.</returns>
    Task<bool> FireDue();
}

/// <inheritdoc />
internal sealed class CaseWatch(FireDue use) : Grain, ICaseWatch
{
    public async Task<bool> FireDue() => await use.Do((int)this.GetPrimaryKeyLong(), CancellationToken.None) == Watch.FireDue.AtOnce;
}
