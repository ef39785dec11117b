using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tongdian.Faults.Load;

/// <summary>What all clients together saw.</summary>
internal sealed class Tally
{
    private const string Never = "never answered";

    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> refusals = new();
    private long lastAcknowledged;

    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>Answers that no client should get: a write that was fine was refused.</summary>
    public IReadOnlyCollection<string> Refusals => refusals;

    public int Acknowledged => counts.GetValueOrDefault("acknowledged");

    /// <summary>Writes that nobody had an answer for when it was over.</summary>
    public int NeverAnswered => counts.GetValueOrDefault(Never);

    public void GaveUp() => Count(Never);

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, n) => n + 1);

    public void Yes(string what)
    {
        Count(what);
        Count("acknowledged");
        Interlocked.Exchange(ref lastAcknowledged, Stopwatch.GetTimestamp());
    }

    public void Refused(string what) => refusals.Enqueue(what);

    /// <summary>Waits for the first write that is acknowledged after an instant.</summary>
    /// <returns>How long that took; null when nothing was acknowledged for so long.</returns>
    public async Task<TimeSpan?> NextAfter(long instant, TimeSpan patience, CancellationToken cancel)
    {
        while (Interlocked.Read(ref lastAcknowledged) <= instant)
        {
            if (Stopwatch.GetElapsedTime(instant) > patience)
                return null;
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancel);
        }

        return Stopwatch.GetElapsedTime(instant, Interlocked.Read(ref lastAcknowledged));
    }
}
