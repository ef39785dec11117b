using System.Diagnostics;

namespace Tongdian.Bench.Load;

/// <summary>A fixed number of callers, each of which does one thing after the other until the time is up; what was begun is finished.</summary>
internal static class Callers
{
    /// <summary>Runs callers over HTTP.</summary>
    /// <param name="server">Where.</param>
    /// <param name="connections">How many, each on its own connection.</param>
    /// <param name="time">For how long new requests are begun.</param>
    /// <param name="one">One turn of a caller; false: there is nothing left to do, and the turn does not count.</param>
    public static async Task<Measured> OverHttp(Uri server, int connections, TimeSpan time, Func<HttpConnection, ValueTask<bool>> one)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => HttpConnection.Open(server)));
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
