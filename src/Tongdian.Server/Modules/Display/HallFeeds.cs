using System.Collections.Concurrent;
using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Modules.Display;

/// <summary>What the displays of every office show. All screens of an office see one picture, which is read once in two seconds and not at all while none is on.</summary>
public sealed class HallFeeds(ReadHall read, IConfiguration configuration, IHostApplicationLifetime life) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, LiveFeed<HallPicture>> feeds = new(StringComparer.Ordinal);
    private readonly TimeSpan turn = TimeSpan.FromSeconds(Math.Max(1, configuration.GetValue("Display:SecondsPerPage", 12)));

    /// <summary>The display of an office; whoever asks is a screen of it.</summary>
    public LiveFeed<HallPicture> Of(string office) =>
        feeds.GetOrAdd(office, of => new LiveFeed<HallPicture>(Fresh, cancel => read.Now(of, cancel), life));

    /// <summary>The page whose turn it is, the same on all screens.</summary>
    public HallSeen Seen(HallPicture picture) =>
        new(picture, (int)(TimeProvider.System.GetElapsedTime(0, TimeProvider.System.GetTimestamp()).Ticks / turn.Ticks % picture.Pages));

    public void Dispose()
    {
        foreach (var feed in feeds.Values)
            feed.Dispose();
    }
}
