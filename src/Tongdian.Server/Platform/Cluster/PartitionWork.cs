using System.Collections.Concurrent;

namespace Tongdian.Server.Platform.Cluster;

/// <summary>Background work that the servers share out among them: each part of it is done in one place at a time.</summary>
/// <param name="Name">What it is called in the cluster.</param>
/// <param name="Every">How often every server looks whether there is something to do.</param>
/// <param name="Waiting">In which parts something waits, by one question to the database.</param>
/// <param name="Do">Does what waits in a part; true when there may be more.</param>
public sealed record PartitionWork(
    string Name, TimeSpan Every, Func<CancellationToken, Task<IReadOnlyList<int>>> Waiting, Func<int, CancellationToken, Task<bool>> Do);

/// <summary>A part of some work: wherever it lives in the cluster, there is one of each, so that nobody does the same twice at once.</summary>
public interface IPartitionWorker : IGrainWithIntegerCompoundKey
{
    /// <summary>Does what waits now. Who asked waits for five minutes: a part with much to do on a slow database takes longer than an answer to a request may.</summary>
    /// <returns>True when there may be more.</returns>
    [ResponseTimeout("00:05:00")]
    Task<bool> Do();
}

/// <inheritdoc />
internal sealed class PartitionWorker(IServiceProvider services) : Grain, IPartitionWorker
{
    public Task<bool> Do()
    {
        var part = (int)this.GetPrimaryKeyLong(out var name);
        return services.GetRequiredKeyedService<PartitionWork>(name).Do(part, CancellationToken.None);
    }
}

/// <summary>
/// The heartbeat of some work on every server: it asks in which parts something waits, and wakes those, wherever they live. When a server dies, the
/// heartbeat of another wakes its parts somewhere else; when all were down, the first one to come back finds everything that waits.
/// </summary>
internal sealed class WatchPartitions(PartitionWork work, IGrainFactory grains, TimeProvider time, ILogger<WatchPartitions> log) : Heartbeat(work.Every, time, log)
{
    private readonly ConcurrentDictionary<int, Task> atWork = new();

    /// <summary>Wakes every part in which something waits, but for those that it woke before and that are still at work. It waits for them until the next beat is due, or this server stops.</summary>
    public override async Task Beat(CancellationToken cancel)
    {
        foreach (var part in await work.Waiting(cancel))
            _ = atWork.GetOrAdd(part, p => Empty(grains.GetGrain<IPartitionWorker>(p, work.Name), cancel));
        // One that takes long keeps no other waiting: the next beat wakes what has come meanwhile.
        await Task.WhenAll(atWork.Values).WaitAsync(work.Every, Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var over = atWork.Where(w => w.Value.IsCompleted).ToList();
        foreach (var one in over)
            atWork.TryRemove(one);
        await Task.WhenAll(over.Select(w => w.Value));
    }

    // A server that stops does not wait until nothing more comes: what a part has begun it ends, wherever it lives, and the next heartbeat of whichever server finds the rest.
    private static async Task Empty(IPartitionWorker part, CancellationToken cancel)
    {
        while (await part.Do().WaitAsync(cancel))
        {
            // There may be more.
        }
    }
}
