namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>A clock that runs as the real one does, from where a test sets it: timers tick, and a day passes at once when the test says so.</summary>
public sealed class RunningTime(DateTimeOffset from) : TimeProvider
{
    private long ahead = (from - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref ahead));

    /// <summary>It is this late now.</summary>
    public void Set(DateTimeOffset now) => Volatile.Write(ref ahead, (now - System.GetUtcNow()).Ticks);
}
