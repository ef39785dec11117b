using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Keeps every checkpoint outside the database as soon as it is given out, with the entries that are new in it and the cases they are of: a folder for each day,
/// two files for each checkpoint, which are never written again. From them the audit can say what was changed. A log that does not continue what was kept was
/// rolled back or forked: it is not gone on with.
/// </summary>
internal sealed class KeepCheckpoints(
    IDbContextFactory<TongdianContext> contexts, ReadLog log, KeptCheckpoints kept, EvidenceSettings settings, TimeProvider time, ILogger<KeepCheckpoints> logger)
    : Heartbeat(TimeSpan.FromSeconds(5), time, logger)
{
    private readonly SemaphoreSlim turn = new(1);
    private Checkpoint? newest;
    private volatile string? wrong;

    /// <summary>Why the log is not gone on with; null while it is.</summary>
    public string? Wrong => wrong;

    public override Task Beat(CancellationToken cancel) => Do(cancel);

    /// <summary>Keeps the last checkpoint, unless it is kept.</summary>
    /// <returns>The last checkpoint, which continues everything that was kept.</returns>
    /// <exception cref="InvalidDataException">It does not, or what was kept was changed.</exception>
    public async Task<Checkpoint> Do(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            // In this order: what is kept was given out before, so that what is read afterwards continues it.
            var before = newest ?? kept.Newest() ?? new Checkpoint(settings.Origin, 0, Merkle.Empty);
            var row = await log.Last(witnessed: false, cancel);
            var head = row is null ? new Checkpoint(settings.Origin, 0, Merkle.Empty) : ReadLog.Open(row).Checkpoint;
            if (before.Origin != head.Origin || head.Origin != settings.Origin)
                throw new InvalidDataException($"The log is called {before.Origin}, not {settings.Origin}: what was given out under one name is not continued under another");
            if (before.Size != head.Size || before.Root != head.Root)
                await Continue(before, head, row, cancel);
            wrong = null;
            return newest = head;
        }
        catch (InvalidDataException e)
        {
            wrong = e.Message;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    private async Task Continue(Checkpoint before, Checkpoint head, EvidenceCheckpoint? row, CancellationToken cancel)
    {
        if (row is null || before.Size > head.Size)
            throw new InvalidDataException($"A checkpoint for {before.Size} entries was given out, and the log has {head.Size}: it was cut off or rolled back");
        if (!await log.Continues(before, head, cancel))
            throw new InvalidDataException($"The log with {head.Size} entries does not continue the one with {before.Size} that was given out: it was rewritten or forked");
        await Keep(before.Size, row, cancel);
    }

    private async Task Keep(long from, EvidenceCheckpoint row, CancellationToken cancel)
    {
        var name = Path.Combine(settings.Folder, row.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Size.ToString("D12", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        await Write(name + KeptCheckpoints.Leaves, async file =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            await foreach (var leaf in context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.Place >= from && l.Place < row.Size).OrderBy(l => l.Place)
                .Select(l => new { l.Place, l.Entry, l.Number }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                await file.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{leaf.Place} {Merkle.Leaf(leaf.Entry)} {leaf.Number}\n"));
            }
        });
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "policy"), settings.PolicyText, cancel);
        // With this file the keeping is done: it comes last.
        await Write(name + KeptCheckpoints.Note, file => file.WriteAsync(row.Note));
    }

    // Whole or not at all; what another server of this folder wrote first is the same.
    private static async Task Write(string path, Func<StreamWriter, Task> write)
    {
        if (File.Exists(path))
            return;
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await using (var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
                    await write(text);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else wrote it.
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
