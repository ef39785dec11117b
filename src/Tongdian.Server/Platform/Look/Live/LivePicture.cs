using System.Collections.Concurrent;

namespace Tongdian.Server.Platform.Look.Live;

/// <summary>What a screen shows at one instant.</summary>
public abstract class LivePicture
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> drawn = new(StringComparer.Ordinal);

    /// <summary>A drawing of it, made once for all who see the same.</summary>
    public Task<string> Drawn(string forWhom, Func<Task<string>> draw) => drawn.GetOrAdd(forWhom, _ => new Lazy<Task<string>>(draw)).Value;
}
