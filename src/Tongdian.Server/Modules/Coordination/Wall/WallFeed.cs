using System.Runtime.CompilerServices;

namespace Tongdian.Server.Modules.Coordination.Wall;

/// <summary>
/// The wall for everybody who looks at it. However many they are, the database is asked once in half a second, and not at all when nobody looks;
/// what the server's own clock says does not matter, so the pace is that of real time.
/// </summary>
public sealed class WallFeed(ReadWall read, IHostApplicationLifetime life) : IDisposable
{
    /// <summary>A picture is shown for no longer.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Taken? last;

    private sealed record Taken(WallPicture Picture, long Stamp)
    {
        public bool IsFresh => TimeProvider.System.GetElapsedTime(Stamp) < Fresh;
    }

    /// <summary>The wall as of at most half a second ago.</summary>
    public async ValueTask<WallPicture> Now(CancellationToken cancel)
    {
        if (last is { IsFresh: true } known)
            return known.Picture;
        await turn.WaitAsync(cancel);
        try
        {
            if (last is { IsFresh: true } meanwhile)
                return meanwhile.Picture;
            var stamp = TimeProvider.System.GetTimestamp();
            var picture = await read.Now(cancel);
            last = new Taken(picture, stamp);
            return picture;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The wall again and again, until nobody listens or the server stops: it waits for nobody who only looks.</summary>
    public async IAsyncEnumerable<WallPicture> Follow([EnumeratorCancellation] CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Fresh, TimeProvider.System);
        do
        {
            yield return await Now(cancel);
        }
        while (await timer.WaitForNextTickAsync(cancel) && !life.ApplicationStopping.IsCancellationRequested);
    }

    public void Dispose() => turn.Dispose();
}
