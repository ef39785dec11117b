using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>Makes entries of what other modules say is to be recorded. The entry and the end of the waiting are one commit.</summary>
internal sealed partial class TakeDue(
    Database database, IDbContextFactory<TongdianContext> contexts, IEnumerable<EvidenceSource> sources, Vault vault, TimeProvider time, ILogger<TakeDue> log)
{
    private const int AtOnce = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, EvidenceSource> sources = sources.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    /// <summary>Whether something is to be recorded.</summary>
    public async Task<bool> Waits(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<EvidenceDue>().AnyAsync(d => d.NextAt <= now, cancel);
    }

    /// <summary>Records what waits.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> Do(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var due = await context.Set<EvidenceDue>().AsNoTracking().Where(d => d.NextAt <= now).OrderBy(d => d.NextAt).Take(AtOnce).ToListAsync(cancel);
        if (due.Count == 0)
            return false;
        var batch = new WriteBatch();
        foreach (var one in due)
            await Take(context, batch, one, now, cancel);
        await database.Commit(batch, cancel);
        return due.Count == AtOnce;
    }

    private async Task Take(TongdianContext context, WriteBatch batch, EvidenceDue due, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            var fact = await sources[due.Kind].Read(due, cancel);
            // Of who was erased nothing can be kept any more.
            if (fact is not null && !vault.OpenKey(await context.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == fact.Person, cancel)).Failed(out _, out var key))
                MakeLeaf.Rows(MakeLeaf.IdOf(due), fact, key, now)(batch);
            batch.Add("DELETE FROM evidence_due WHERE kind = $1 AND subject = $2 AND part = $3", due.Kind, due.Subject, due.Part);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            Stumbled(log, e, due.Kind, due.Subject);
            batch.Add("UPDATE evidence_due SET next_at = $1 WHERE kind = $2 AND subject = $3 AND part = $4", now + Pause, due.Kind, due.Subject, due.Part);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Kind} of {Subject} could not be recorded; it is tried again")]
    private static partial void Stumbled(ILogger logger, Exception e, string kind, Guid subject);
}
