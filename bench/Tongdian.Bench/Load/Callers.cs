using System.Diagnostics;

namespace Tongdian.Bench.Load;

/// <summary>
/// Closed loop: a fixed number of callers, each of which does one thing after the other until the time is up. Open loop: things are begun at fixed
/// instants, however long those before take. What was begun is finished.
/// </summary>
internal static class Callers
{
    /// <summary>Runs callers over HTTP.</summary>
    /// <param name="server">Where.</param>
    /// <param name="connections">How many, each on its own connection.</param>
    /// <param name="time">For how long new requests are begun.</param>
    /// <param name="one">One turn of a caller; false: there is nothing left to do, and the turn does not count.</param>
    public static Task<Measured> OverHttp(Uri server, int connections, TimeSpan time, Func<HttpConnection, ValueTask<bool>> one) => OverHttp([server], connections, time, one);

    /// <summary>The same, the connections spread over several servers.</summary>
    public static async Task<Measured> OverHttp(IReadOnlyList<Uri> servers, int connections, TimeSpan time, Func<HttpConnection, ValueTask<bool>> one)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(n => HttpConnection.Open(servers[n % servers.Count])));
        try
        {
            return await Run(connections, time, caller => one(open[caller]));
        }
        finally
        {
            foreach (var connection in open)
                connection.Dispose();
        }
    }

    /// <summary>
    /// Requests at a fixed rate over HTTP. How long one took counts from the instant at which it should have begun: a server that falls behind makes all
    /// of them wait, and that is part of the figures. The timer of this process is some milliseconds late at most, and that is part of them too.
    /// </summary>
    /// <param name="server">Where.</param>
    /// <param name="connections">How many may be on their way at once.</param>
    /// <param name="rate">Per second.</param>
    /// <param name="time">For how long.</param>
    /// <param name="one">One request.</param>
    public static async Task<Measured> AtRate(Uri server, int connections, double rate, TimeSpan time, Func<HttpConnection, ValueTask<bool>> one)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => HttpConnection.Open(server)));
        try
        {
            var (latencies, begin, begun) = (open.Select(_ => new List<int>(4096)).ToArray(), Stopwatch.GetTimestamp(), -1L);
            await Task.WhenAll(open.Index().Select(o => Task.Run(() => Take(o.Item, latencies[o.Index]))));
            return Measured.Of(latencies, Stopwatch.GetElapsedTime(begin));

            async Task Take(HttpConnection connection, List<int> took)
            {
                while (TimeSpan.FromSeconds(Interlocked.Increment(ref begun) / rate) is var due && due < time)
                {
                    if (Math.Ceiling((due - Stopwatch.GetElapsedTime(begin)).TotalMilliseconds) is > 0 and var early)
                        await Task.Delay(TimeSpan.FromMilliseconds(early));
                    if (!await one(connection))
                        throw new WrongCountException("There was nothing left to ask for");
                    took.Add((int)(Stopwatch.GetElapsedTime(begin) - due).TotalMicroseconds);
                }
            }
        }
        finally
        {
            foreach (var connection in open)
                connection.Dispose();
        }
    }

    /// <summary>Runs callers inside this process.</summary>
    public static async Task<Measured> Run(int callers, TimeSpan time, Func<int, ValueTask<bool>> one)
    {
        var latencies = Enumerable.Range(0, callers).Select(_ => new List<int>(4096)).ToArray();
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => Call(caller))));
        return Measured.Of(latencies, Stopwatch.GetElapsedTime(begin));

        async Task Call(int caller)
        {
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                var sent = Stopwatch.GetTimestamp();
                if (!await one(caller))
                    return;
                latencies[caller].Add((int)Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
            }
        }
    }
}
