using Tongdian.Domain.Cases;

namespace Tongdian.Server.Modules.Cases;

/// <summary>
/// Cases that were read more than once lately, as they came out of their text, so that it is not parsed again. Whoever takes one has asked the database for
/// the version first: nothing here can be out of date, whichever server changed it, and who may see what is judged afterwards, as always. After a second it is
/// read anew all the same: a database that was put back, or a standby that took over, may count the same versions again. A case whose words were taken out with an
/// erasure is not kept. Each has one place, which the next one that is asked for twice takes: it cannot grow (decision 0020).
/// </summary>
internal sealed class ReadLately
{
    // A case is some tens of kilobytes in memory.
    private const int Places = 1_024;

    private readonly Kept?[] kept = new Kept?[Places];
    private readonly int[] asked = new int[Places];

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);

    private sealed record Kept(string Key, Case State, long At);

    /// <summary>What was read under this key within the last second.</summary>
    public Case? Find(string key) =>
        Volatile.Read(ref kept[Place(key)]) is { } one && one.Key == key && TimeProvider.System.GetElapsedTime(one.At) < Lasts ? one.State : null;

    /// <summary>Keeps it, if it was read before; what is read once only would take the place of what is read often.</summary>
    public void Keep(string key, Case state)
    {
        var (place, asking) = (Place(key), key.GetHashCode(StringComparison.Ordinal));
        if (Interlocked.Exchange(ref asked[place], asking) == asking)
            Volatile.Write(ref kept[place], new Kept(key, state, TimeProvider.System.GetTimestamp()));
    }

    /// <summary>Keeps it no longer.</summary>
    public void Forget(string key)
    {
        var place = Place(key);
        if (Volatile.Read(ref kept[place])?.Key == key)
            Volatile.Write(ref kept[place], null);
    }

    private static int Place(string key) => (int)((uint)key.GetHashCode(StringComparison.Ordinal) % Places);
}
