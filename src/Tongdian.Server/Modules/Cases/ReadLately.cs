using Tongdian.Domain.Cases;

namespace Tongdian.Server.Modules.Cases;

/// <summary>
/// Cases that were read more than once lately, as they came out of their text, so that it is not parsed again. Whoever takes one has asked the database for
/// the version first: nothing here can be out of date, whichever server changed it, and who may see what is judged afterwards, as always. Each has one place,
/// which the next one that is asked for twice takes: it cannot grow (decision 0020).
/// </summary>
internal sealed class ReadLately
{
    // A case is some tens of kilobytes in memory.
    private const int Places = 1_024;

    private readonly Kept?[] kept = new Kept?[Places];
    private readonly int[] asked = new int[Places];

    private sealed record Kept(string Key, Case State);

    /// <summary>What was read under this key, however long ago.</summary>
    public Case? Find(string key) => Volatile.Read(ref kept[Place(key)]) is { } one && one.Key == key ? one.State : null;

    /// <summary>Keeps it, if it was read before; what is read once only would take the place of what is read often.</summary>
    public Case Keep(string key, Case state)
    {
        var (place, asking) = (Place(key), key.GetHashCode(StringComparison.Ordinal));
        if (Interlocked.Exchange(ref asked[place], asking) == asking)
            Volatile.Write(ref kept[place], new Kept(key, state));
        return state;
    }

    private static int Place(string key) => (int)((uint)key.GetHashCode(StringComparison.Ordinal) % Places);
}
