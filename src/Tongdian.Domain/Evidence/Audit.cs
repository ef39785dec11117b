using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>
/// Computes a log anew from what is stored and compares it with what others kept. Entries are added one by one, so that a log of any size needs little memory.
/// Checkpoints tell that something was changed and between which of them; tiles that fit a checkpoint, and receipts, tell which entry it was, also when
/// database and published tiles were rewritten together.
/// </summary>
public sealed class Audit
{
    private readonly ILookup<long, KeptCheckpoint> checkpoints;
    private readonly ImmutableDictionary<long, KeptLeaf> receipts;
    private readonly Func<long, TreeHash?> tiles;
    private readonly LeafComparison comparison;
    private readonly CompactRange stored = new();
    private readonly CompactRange kept = new();
    private readonly Dictionary<KeptCheckpoint, bool> agreed = [];
    private readonly List<AuditFinding> found = [];
    private long keptTo;
    private long? keptBroken;
    private long next;

    // Rows are missing for which there are no leaves: from there on only receipts tell.
    private bool torn;

    /// <summary>Begins.</summary>
    /// <param name="checkpoints">Checkpoints of this log that were kept, in any order.</param>
    /// <param name="receipts">Leaves that are proved by receipts under checkpoints of this log.</param>
    /// <param name="tiles">The leaf at a place by the published or kept tiles; null where there is none. Asked in rising order, some a little ahead.</param>
    public Audit(IEnumerable<KeptCheckpoint> checkpoints, IEnumerable<KeptLeaf> receipts, Func<long, TreeHash?> tiles)
    {
        this.checkpoints = checkpoints.ToLookup(c => c.Checkpoint.Size);
        this.receipts = receipts.GroupBy(r => r.Index).ToImmutableDictionary(g => g.Key, g => g.First());
        this.tiles = tiles;
        comparison = new LeafComparison(tiles);
        Reach(stored, agreed);
        ReachKept();
    }

    /// <summary>Adds the next stored entry.</summary>
    public void Add(StoredEntry entry)
    {
        var leaf = Merkle.Leaf(entry.Entry.Span);
        if (!entry.IsWhole)
            found.Add(new AuditFinding(Alteration.RecordChanged, entry.Index, entry.Index + 1, entry.Case, leaf, null));
        if (entry.Index < next)
        {
            found.Add(new AuditFinding(Alteration.Inserted, entry.Index, entry.Index + 1, entry.Case, null, null));
            return;
        }

        // A row is missing: its leaf by the tiles takes its place, so that the rest can still be compared.
        for (; next < entry.Index && !torn && tiles(next) is { } gone; next++)
        {
            found.Add(new AuditFinding(Alteration.Deleted, next, next + 1, receipts.GetValueOrDefault(next)?.Case, gone, null));
            Append(gone, null);
        }

        if (next < entry.Index)
        {
            found.Add(new AuditFinding(Alteration.Deleted, next, entry.Index, receipts.GetValueOrDefault(next)?.Case, null, null));
            (next, torn) = (entry.Index, true);
        }

        if (receipts.TryGetValue(next, out var receipt) && receipt.Leaf != leaf)
            found.Add(new AuditFinding(Alteration.EntryChanged, next, next + 1, receipt.Case, receipt.Leaf, receipt.Where));
        next++;
        Append(leaf, entry.Case);
    }

    /// <summary>All entries were added.</summary>
    public AuditReport Finish()
    {
        comparison.Finish();
        var last = checkpoints.Select(c => c.Key).DefaultIfEmpty().Max();
        while (kept.Size < last && tiles(kept.Size) is { } leaf)
        {
            kept.Append(leaf);
            ReachKept();
        }

        var proven = agreed.Where(a => a.Value).Select(a => a.Key.Checkpoint.Size).DefaultIfEmpty().Max();
        found.AddRange(receipts.Values.Where(r => r.Index >= next)
            .Select(r => new AuditFinding(Alteration.Deleted, r.Index, r.Index + 1, r.Case, r.Leaf, r.Where)));
        // What the tiles say counts as far as a checkpoint vouches for them.
        var parted = comparison.Found.Where(f => f.From < keptTo).ToList();
        var moved = parted.Where(f => f.What is Alteration.Deleted or Alteration.Inserted).Select(f => f.From).DefaultIfEmpty(long.MaxValue).Min();
        found.RemoveAll(f => f.What == Alteration.EntryChanged && f.From >= moved);
        found.AddRange(parted.Where(f => !found.Exists(o => o.What != Alteration.RecordChanged && o.From == f.From)));
        found.AddRange(Checkpoints(proven));
        return new AuditReport(next, stored.Root(), proven, [.. found.OrderBy(f => f.From).ThenBy(f => f.What)]);
    }

    private void Append(TreeHash leaf, string? number)
    {
        if (torn)
            return;
        comparison.Add(leaf, number);
        stored.Append(leaf);
        Reach(stored, agreed);
        if (kept.Size < stored.Size && tiles(kept.Size) is { } other)
        {
            kept.Append(other);
            ReachKept();
        }
    }

    private void Reach(CompactRange tree, Dictionary<KeptCheckpoint, bool> says)
    {
        if (!checkpoints.Contains(tree.Size))
            return;
        var root = tree.Root();
        foreach (var checkpoint in checkpoints[tree.Size])
            says[checkpoint] = checkpoint.Checkpoint.Root == root;
    }

    private void ReachKept()
    {
        if (!checkpoints.Contains(kept.Size))
            return;
        var root = kept.Root();
        if (checkpoints[kept.Size].Any(c => c.Checkpoint.Root == root))
            (keptTo, keptBroken) = (kept.Size, null);
        else
            keptBroken ??= kept.Size;
    }

    private IEnumerable<AuditFinding> Checkpoints(long proven)
    {
        // A log can agree with both of two checkpoints only if the smaller is a beginning of the larger.
        foreach (var (checkpoint, _) in agreed.Where(a => !a.Value && a.Key.Checkpoint.Size <= proven))
            yield return new AuditFinding(Alteration.Forked, 0, checkpoint.Checkpoint.Size, null, null, checkpoint.Where);

        foreach (var twice in checkpoints.Where(c => c.Key > proven && c.Select(k => k.Checkpoint.Root).Distinct().Count() > 1))
            yield return new AuditFinding(Alteration.Forked, 0, twice.Key, null, null, string.Join(", ", twice.Select(c => c.Where)));

        var broken = agreed.Where(a => !a.Value).Select(a => a.Key).Where(c => c.Checkpoint.Size > proven).MinBy(c => c.Checkpoint.Size);
        if (broken is not null)
        {
            var size = broken.Checkpoint.Size;
            if (!found.Exists(f => f.What != Alteration.RecordChanged && f.From >= proven && f.From < size))
                yield return new AuditFinding(Alteration.Rewritten, proven, size, null, null, broken.Where);
        }

        if (keptBroken is { } wrong)
            yield return new AuditFinding(Alteration.TilesChanged, keptTo, wrong, null, null, checkpoints[wrong].First().Where);

        var shifted = comparison.Found.Where(f => f.From < keptTo)
            .Sum(f => f.What switch { Alteration.Deleted => f.To - f.From, Alteration.Inserted => f.From - f.To, _ => 0 });
        var beyond = checkpoints.Where(c => c.Key > next + shifted).SelectMany(c => c).MaxBy(c => c.Checkpoint.Size);
        if (beyond is not null)
            yield return new AuditFinding(Alteration.CutOff, next, beyond.Checkpoint.Size, null, tiles(next), beyond.Where);
    }
}
