using System.Runtime.CompilerServices;

namespace Tongdian.Server.Platform.Look.Live;

/// <summary>
/// What a screen shows, for all who look at it. However many they are, the database is asked once in a while, and not at all when nobody looks;
/// what the server's own clock says does not matter, so the pace is that of real time.
/// </summary>
/// <param name="fresh">A picture is shown for no longer.</param>
/// <param name="read">Makes a new one.</param>
/// <param name="life">The server's.</param>
public class LiveFeed<TPicture>(TimeSpan fresh, Func<CancellationToken, Task<TPicture>> read, IHostApplicationLifetime life) : IDisposable
    where TPicture : class
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Taken? last;

    private sealed record Taken(TPicture Picture, long Stamp);

    /// <summary>The picture as of just now.</summary>
    public async ValueTask<TPicture> Now(CancellationToken cancel)
    {
        if (last is { } known && IsFresh(known))
            return known.Picture;
        await turn.WaitAsync(cancel);
        try
        {
            if (last is { } meanwhile && IsFresh(meanwhile))
                return meanwhile.Picture;
            var stamp = TimeProvider.System.GetTimestamp();
            var picture = await read(cancel);
            last = new Taken(picture, stamp);
            return picture;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The picture again and again, until nobody listens or the server stops: it waits for nobody who only looks.</summary>
    public async IAsyncEnumerable<TPicture> Follow([EnumeratorCancellation] CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(fresh, TimeProvider.System);
        do
        {
            yield return await Now(cancel);
        }
        while (await timer.WaitForNextTickAsync(cancel) && !life.ApplicationStopping.IsCancellationRequested);
    }

    public void Dispose()
    {
        turn.Dispose();
        GC.SuppressFinalize(this);
    }

    private bool IsFresh(Taken taken) => TimeProvider.System.GetElapsedTime(taken.Stamp) < fresh;
}
