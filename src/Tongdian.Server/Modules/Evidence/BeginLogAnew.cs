using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Closes the log and begins another one over the entries that the database has: after a restore, when entries were given out that it does not have any more, or when
/// the key of the log is to be another. The old log stays as it was given out, with its key, and what was lost of it is named. The new one has another name and another
/// key, so that nobody can take the one for the other. It can be done again after it was killed at any point.
/// </summary>
internal sealed class BeginLogAnew(Database database, IDbContextFactory<TongdianContext> contexts, ReadLog log, EvidenceSettings settings, TimeProvider time)
{
    /// <summary>An entry that was given out and is not there any more.</summary>
    public sealed record Lost(long Place, string Case);

    /// <summary>What was done.</summary>
    /// <param name="Closed">The log that was closed.</param>
    /// <param name="Given">Entries of it that were given out.</param>
    /// <param name="Begun">The one that was begun.</param>
    /// <param name="Size">Entries with which it begins.</param>
    /// <param name="Losses">What is not among them.</param>
    /// <param name="Folder">Where the closed log is.</param>
    public sealed record Done(string Closed, long Given, string Begun, long Size, IReadOnlyList<Lost> Losses, string Folder);

    /// <summary>Does it, while no server runs.</summary>
    public async Task<Result<Done>> Do(CancellationToken cancel)
    {
        if (ClosedLog.KeyIn(settings.Folder) is not { } old)
            return EvidenceModuleErrors.NothingKept.With("folder", settings.Folder);
        if (old.Name == settings.Origin || old.Key.Span.SequenceEqual(settings.Signer.Key.Key.Span))
            return EvidenceModuleErrors.SameName.With("name", old.Name);
        var kept = new KeptCheckpoints(settings.Folder, old);
        var given = kept.Newest()?.Size ?? 0;
        var row = await log.Last(witnessed: false, cancel);
        var head = row is null ? new Checkpoint(old.Name, 0, Merkle.Empty) : ReadLog.Open(row).Checkpoint;
        // The database may be older than an earlier closing, too.
        if (head.Origin != settings.Origin && head.Origin != old.Name && !ClosedLog.KeysIn(settings.ClosedFolder).Any(k => k.Name == head.Origin))
            return EvidenceModuleErrors.OtherLog.With("name", head.Origin).With("kept", old.Name);
        if (await Altered(head, kept, cancel) is { } place)
            return EvidenceModuleErrors.Altered.With("place", place.ToString(CultureInfo.InvariantCulture));
        var losses = await Losses(head.Size, given, kept, cancel);
        var folder = Path.Combine(settings.ClosedFolder, Next());
        await Describe(folder, old, given, head, losses, row, cancel);
        if (head.Origin != settings.Origin)
            await Begin(head, cancel);
        // With this the old one is closed; until then the same is done again.
        Directory.Move(settings.Folder, Path.Combine(folder, ClosedLog.Checkpoints));
        return new Done(old.Name, given, settings.Origin, head.Size, losses, folder);
    }

    // The place of the first entry that is not the one that was given out: then it is not a restore that took entries away.
    private async Task<long?> Altered(Checkpoint head, KeptCheckpoints kept, CancellationToken cancel)
    {
        var (leaves, tree) = (kept.AllLeaves(), new CompactRange());
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await foreach (var one in context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.Place != null).OrderBy(l => l.Place).Select(l => new { l.Place, l.Entry }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var hash = Merkle.Leaf(one.Entry);
            if (one.Place != tree.Size || (leaves(tree.Size) is { } leaf && leaf.Hash != hash))
                return tree.Size;
            tree.Append(hash);
        }

        return tree.Size == head.Size && (tree.Size == 0 || tree.Root() == head.Root) ? null : Math.Min(tree.Size, head.Size);
    }

    // What waits for its place was acknowledged and is there; it gets a place in the new log.
    private async Task<IReadOnlyList<Lost>> Losses(long size, long given, KeptCheckpoints kept, CancellationToken cancel)
    {
        if (given <= size)
            return [];
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var waiting = (await context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.Place == null).Select(l => l.Entry).ToListAsync(cancel)).Select(e => Merkle.Leaf(e)).ToHashSet();
        var (leaves, lost) = (kept.AllLeaves(), new List<Lost>());
        for (var place = size; place < given; place++)
        {
            var leaf = leaves(place);
            if (leaf is null || !waiting.Contains(leaf.Hash))
                lost.Add(new Lost(place, leaf?.Case ?? "?"));
        }

        return lost;
    }

    private string Next() => Enumerable.Range(1, int.MaxValue).Select(n => n.ToString("D3", CultureInfo.InvariantCulture))
        .First(n => !Directory.Exists(Path.Combine(settings.ClosedFolder, n, ClosedLog.Checkpoints)));

    private static async Task Describe(string folder, VerifierKey old, long given, Checkpoint head, IReadOnlyList<Lost> losses, EvidenceCheckpoint? row, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, ClosedLog.Lost),
            [
                string.Create(CultureInfo.InvariantCulture, $"# {old}"), string.Create(CultureInfo.InvariantCulture, $"# {given} entries were given out; the database had {head.Size}"),
                .. losses.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Place} {l.Case}")),
            ],
            cancel);
        if (row is { WitnessedAt: not null } && head.Origin == old.Name)
            await File.WriteAllTextAsync(Path.Combine(folder, ClosedLog.Witnessed), row.Note, cancel);
    }

    // The tree stays: the entries have the places that they had. Only the word for it is another log's.
    private async Task Begin(Checkpoint head, CancellationToken cancel)
    {
        var batch = new WriteBatch();
        batch.Add("DELETE FROM evidence_checkpoints");
        if (head.Size > 0)
        {
            var now = time.GetUtcNow();
            var note = new Checkpoint(settings.Origin, head.Size, head.Root).Sign(now, settings.Signer);
            DateTimeOffset? witnessed = settings.Policy.Check(note, now).Failed(out _, out _) ? null : now;
            batch.Insert("evidence_checkpoints", ("follows", 0L), ("size", head.Size), ("note", note.ToString()), ("at", now), ("witnessed_at", witnessed));
        }

        await database.Commit(batch, cancel);
    }
}
