using System.Buffers.Text;
using System.Diagnostics;

namespace Tongdian.Bench.Load;

/// <summary>Screens of the wall, each with its own connection; each remembers when it had which picture.</summary>
internal sealed class WallListeners : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Listener[] all;

    private WallListeners(Listener[] all) => this.all = all;

    /// <summary>Returns when every one has its first picture.</summary>
    public static async Task<WallListeners> Open(Uri server, (string Name, string Value) signedIn, int listeners)
    {
        var open = new Listener[listeners];
        await Parallel.ForAsync(0, listeners, async (i, _) => open[i] = new Listener(await EventStream.Open(server, "/staff/wall/live", signedIn)));
        var wall = new WallListeners(open);
        await wall.Saw(DateTimeOffset.MinValue);
        return wall;
    }

    /// <summary>Waits until every one has a picture that was read at an instant or later.</summary>
    public async Task Saw(DateTimeOffset at)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Array.Find(all, l => l.Last is not { } last || last.ReadAt < at) is { } late)
        {
            if (late.Ended.IsCompleted)
            {
                await late.Ended;
                throw new WrongCountException("A listener was shut out");
            }

            if (Stopwatch.GetElapsedTime(begin) > Patience)
                throw new WrongCountException($"A listener has had no new picture for {Patience}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>No picture lacks what had been acknowledged when it was read, and the last one of each listener says what is there at the end.</summary>
    public void Expect(long before, DateTimeOffset[] told, long after)
    {
        foreach (var picture in all.SelectMany(l => l.Pictures).DistinctBy(p => p.ReadAt))
        {
            var least = before + Told(told, picture.ReadAt);
            if (picture.Open < least)
                throw new WrongCountException($"A picture shows {picture.Open} open cases when at least {least} were there");
        }

        if (Array.Find(all, l => l.Last!.Open != after) is { } wrong)
            throw new WrongCountException($"The last picture of a listener shows {wrong.Last!.Open} open cases instead of {after}");
    }

    /// <summary>The load with the time from each acknowledgement until each listener had a picture that was read after it.</summary>
    public Measured Lag(DateTimeOffset[] told, Measured load)
    {
        var lags = all.Select(listener =>
        {
            var (pictures, next, lag) = (listener.Pictures, 0, new List<int>(told.Length));
            foreach (var at in told)
            {
                while (pictures[next].ReadAt < at)
                    next++;
                lag.Add((int)(pictures[next].Arrived - at).TotalMicroseconds);
            }

            return lag;
        });
        return Measured.Of(lags, TimeSpan.FromSeconds(load.Seconds)) with { Done = load.Done };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in all)
            listener.Dispose();
        await Task.WhenAll(all.Select(l => l.Ended));
    }

    private static int Told(DateTimeOffset[] told, DateTimeOffset by) => Array.BinarySearch(told, by) is var at && at < 0 ? ~at : at;

    /// <summary>What one screen showed.</summary>
    /// <param name="ReadAt">When the server began to read it.</param>
    /// <param name="Arrived">When all of it was here.</param>
    /// <param name="Open">How many cases it says are open.</param>
    private sealed record Picture(DateTimeOffset ReadAt, DateTimeOffset Arrived, long Open);

    private sealed class Listener : IDisposable
    {
        private readonly EventStream stream;

        public Listener(EventStream stream) => (this.stream, Ended) = (stream, stream.Read(Take));

        public Task Ended { get; }

        public List<Picture> Pictures { get; } = [];

        public volatile Picture? Last;

        public void Dispose() => stream.Dispose();

        private void Take(ReadOnlySpan<byte> seen)
        {
            var arrived = TimeProvider.System.GetUtcNow();
            var at = seen[(seen.IndexOf("datetime=\""u8) + 10)..];
            var open = seen[seen.IndexOf("class=\"open\""u8)..];
            open = open[(open.IndexOf("<b>"u8) + 3)..];
            // 2026-11-26T08:00:00.0000000, in UTC.
            if (!Utf8Parser.TryParse(at[..27], out DateTime read, out _, 'O') || !Utf8Parser.TryParse(open, out long cases, out _))
                throw new InvalidOperationException("What was sent is no picture of the wall");
            var picture = new Picture(new DateTimeOffset(read.Ticks, TimeSpan.Zero), arrived, cases);
            Pictures.Add(picture);
            Last = picture;
        }
    }
}
