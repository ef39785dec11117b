using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Which records of some cases can be proven now: record and salt are what was entered, and the entry is in the log under a checkpoint that enough witnesses have
/// signed and that fits what was kept outside the database. The database is not believed.
/// </summary>
internal sealed class ProveRecords(
    IDbContextFactory<TongdianContext> contexts, ReadLog log, KeepCheckpoints keep, KeptCheckpoints kept, EvidenceSettings settings, Vault vault, TimeProvider time)
{
    /// <summary>How it stands with a record.</summary>
    public enum Standing
    {
        /// <summary>Its proof holds.</summary>
        Proven = 1,

        /// <summary>It has no place yet, or no checkpoint that enough witnesses have signed.</summary>
        Waiting = 2,

        /// <summary>It was destroyed with its person.</summary>
        Erased = 3,

        /// <summary>It is not what was entered.</summary>
        Altered = 4,
    }

    /// <summary>Under what records are proven.</summary>
    /// <param name="Checkpoint">The last one that may be believed; null while there is none.</param>
    /// <param name="Since">From when on enough witnesses had seen it; null where none are asked for.</param>
    /// <param name="Broken">Why nothing may be believed: the log is not the one that was given out. Null when it is.</param>
    /// <param name="Gone">The cases of entries that are no longer there.</param>
    public sealed record Head(Checkpoint? Checkpoint, DateTimeOffset? Since, string? Broken, IReadOnlyList<string> Gone);

    /// <summary>A record.</summary>
    /// <param name="Leaf">Its entry.</param>
    /// <param name="Standing">How it stands.</param>
    /// <param name="Found">What was altered; null when nothing was.</param>
    /// <param name="Opened">What was sealed; null when it was destroyed.</param>
    /// <param name="Record">What it says; null when it cannot be read.</param>
    public sealed record Entry(EvidenceLeaf Leaf, Standing Standing, Alteration? Found, MakeLeaf.Opened? Opened, EvidenceRecord? Record)
    {
        /// <summary>Whether it may be believed, or may be soon.</summary>
        public bool Holds => Standing is Standing.Proven or Standing.Waiting;
    }

    /// <summary>What records can be proven under now.</summary>
    public async Task<Head> Now(CancellationToken cancel)
    {
        try
        {
            // First what is believed, then the log that has to continue it: another server may be adding to it now. It continues everything that was kept, or this throws.
            var believed = await log.Last(witnessed: true, cancel);
            var head = await keep.Do(cancel);
            if (believed is not { } row)
                return new Head(null, null, null, []);
            var (note, checkpoint) = ReadLog.Open(row);
            if (settings.Policy.Check(note, time.GetUtcNow()).Failed(out var unbelievable, out var seen))
                return new Head(null, null, $"The checkpoint for {checkpoint.Size} entries: {unbelievable.Code}", []);
            return await log.Continues(checkpoint, head, cancel)
                ? new Head(checkpoint, seen.Since, null, await Gone(checkpoint.Size, cancel))
                : new Head(null, null, $"The checkpoint for {checkpoint.Size} entries is not of the log with {head.Size}", []);
        }
        catch (InvalidDataException contradiction)
        {
            return new Head(null, null, contradiction.Message, []);
        }
    }

    /// <summary>The records of some cases, by case, the first one first.</summary>
    public async Task<ILookup<Guid, Entry>> Of(IReadOnlyCollection<Guid> cases, Head under, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<EvidenceLeaf>().AsNoTracking().Where(l => cases.Contains(l.CaseId)).OrderBy(l => l.At).ThenBy(l => l.Place)
            .LeftJoin(context.Set<SealedValue>(), l => l.Id, v => v.Id, (Leaf, Value) => new { Leaf, Value })
            .LeftJoin(context.Set<Person>(), l => l.Leaf.PersonId, p => p.Id, (l, Person) => new { l.Leaf, l.Value, Person }).ToListAsync(cancel);
        var size = under.Checkpoint?.Size ?? 0;
        var tiles = await log.Tiles(
            TileSet.Needed(rows.Where(r => r.Leaf.Place < size).SelectMany(r => InclusionProof.Ranges(r.Leaf.Place!.Value, size).Append(new LeafRange(r.Leaf.Place.Value, r.Leaf.Place.Value + 1))), size),
            size, cancel);
        return rows.ToLookup(r => r.Leaf.CaseId, r => Judge(r.Leaf, MakeLeaf.Opened.Of(vault, r.Person, r.Value), under.Checkpoint, tiles));
    }

    private static Entry Judge(EvidenceLeaf leaf, MakeLeaf.Opened? opened, Checkpoint? under, TileSet tiles)
    {
        if (opened is null)
            return new Entry(leaf, Standing.Erased, null, null, null);
        if (!new StoredEntry(0, leaf.Entry, leaf.Number, opened.Salt, opened.Record).IsWhole || EvidenceRecord.Read(opened.Record).Failed(out _, out var record) || record.Case != leaf.Number)
            return new Entry(leaf, Standing.Altered, Alteration.RecordChanged, opened, null);
        if (under is null || leaf.Place is not { } place || place >= under.Size)
            return new Entry(leaf, Standing.Waiting, null, opened, record);
        var hash = Merkle.Leaf(leaf.Entry);
        if (!InclusionProof.Make(place, tiles).Failed(out _, out var proof) && InclusionProof.Holds(hash, place, under.Size, proof.AsSpan(), under.Root))
            return new Entry(leaf, Standing.Proven, null, opened, record);
        return new Entry(leaf, Standing.Altered, tiles.Leaf(place) == hash ? Alteration.TilesChanged : Alteration.EntryChanged, opened, record);
    }

    // Entries that are there are proven one by one; those that are not are missed here.
    private async Task<IReadOnlyList<string>> Gone(long size, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var placed = context.Set<EvidenceLeaf>().Where(l => l.Place < size);
        if (await placed.LongCountAsync(cancel) == size)
            return [];
        var (leaves, next, gone) = (kept.AllLeaves(), 0L, new HashSet<string>(StringComparer.Ordinal));
        await foreach (var place in placed.OrderBy(l => l.Place).Select(l => l.Place!.Value).AsAsyncEnumerable().WithCancellation(cancel))
        {
            Miss(place);
            next++;
        }

        Miss(size);
        return [.. gone.Order(StringComparer.Ordinal)];

        void Miss(long until)
        {
            for (; next < until; next++)
            {
                if (leaves(next) is { } leaf)
                    gone.Add(leaf.Case);
            }
        }
    }
}
