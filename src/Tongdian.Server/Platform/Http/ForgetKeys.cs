using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Http;

/// <summary>Answers that were kept for requests with a key go when nobody sends those again: even a telephone that was without network for weeks has by then sent what it had.</summary>
internal sealed class ForgetKeys(IDbContextFactory<TongdianContext> contexts, TimeProvider time, ILogger<ForgetKeys> log) : Heartbeat(TimeSpan.FromHours(1), time, log)
{
    /// <summary>How long they are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int AtOnce = 1_000;

    public override async Task Beat(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var before = Time.GetUtcNow() - Kept;
        while (await context.Set<IdempotencyRow>().Where(k => k.At < before).OrderBy(k => k.At).Select(k => k.At).Take(AtOnce).ToListAsync(cancel) is [.., var last])
            await context.Set<IdempotencyRow>().Where(k => k.At <= last).ExecuteDeleteAsync(cancel);
    }
}
