using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Watch;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>What the watchers do, when a test says so.</summary>
public static class Watching
{
    /// <summary>Takes everything that is due.</summary>
    public static async Task Everything(TongdianServer server)
    {
        var due = server.Services.GetRequiredService<FireDue>();
        while (await due.Watchers(default) is { Count: > 0 } watchers)
        {
            foreach (var watcher in watchers)
                await due.Do(watcher, default);
        }

        var enquiries = server.Services.GetRequiredService<FireEnquiries>();
        while (await enquiries.Do(default) == FireEnquiries.AtOnce)
        {
            // There may be more.
        }
    }
}

/// <summary>A machine's clock that somebody sets; timers do not run by it.</summary>
public sealed class JumpingTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
