namespace Tongdian.Server.Platform.Storage;

/// <summary>For what is kept in memory and seldom changes: every few seconds one of those who ask looks whether another server changed it.</summary>
public sealed class LookAgain(TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private long looked = time.GetTimestamp();

    /// <summary>Whether the one who asks is the one to look.</summary>
    public bool IsDue()
    {
        var (before, now) = (Interlocked.Read(ref looked), time.GetTimestamp());
        return time.GetElapsedTime(before, now) >= Every && Interlocked.CompareExchange(ref looked, now, before) == before;
    }
}
