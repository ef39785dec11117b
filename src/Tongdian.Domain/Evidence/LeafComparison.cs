namespace Tongdian.Domain.Evidence;

/// <summary>
/// Lays stored leaves beside those of the tiles and says where they part: changed, deleted, inserted or swapped. Leaves are salted, so that two are the same
/// only if they are one. Looks ahead as far as a tile is wide.
/// </summary>
internal sealed class LeafComparison(Func<long, TreeHash?> tiles)
{
    private const int Reach = TileId.Full;

    // Who wants to know more has one answer already: all of it.
    private const int MaxFound = 1000;

    private readonly List<(TreeHash Leaf, string? Case)> pending = [];
    private readonly Dictionary<TreeHash, AuditFinding> changed = [];

    // The place in the tiles of the first that is pending, or of the next that comes.
    private long place;

    public List<AuditFinding> Found { get; } = [];

    public void Add(TreeHash leaf, string? number)
    {
        var expected = tiles(place + pending.Count);
        if (expected == leaf)
        {
            Change(pending.Count);
            place++;
            return;
        }

        if (expected is null && pending.Count == 0)
        {
            // Newer than the tiles.
            place++;
            return;
        }

        pending.Add((leaf, number));
        if (pending.Count > 1 && tiles(place) == leaf)
            Returned();
        else if (pending.Count > 1 && Skipped() is > 0 and var skipped)
            Delete(skipped);
        else if (pending.Count > Reach)
            Change(1);
    }

    public void Finish()
    {
        if (pending.Count == 1 && Distance(place, pending[0].Leaf) is > 0 and var skipped)
            Delete(skipped);
        Change(pending.Count);
    }

    // What was expected first has come: what came before it was put in, unless the two changed places.
    private void Returned()
    {
        var swap = pending.Count == 2 && tiles(place + 1) == pending[0].Leaf;
        Found.Add(swap
            ? new AuditFinding(Alteration.Swapped, place, place + 2, pending[0].Case, tiles(place), null)
            : new AuditFinding(Alteration.Inserted, place, place + pending.Count - 1, pending[0].Case, null, null));
        place += swap ? 2 : 1;
        pending.Clear();
    }

    // The last two stand together further on.
    private long Skipped()
    {
        var at = place + pending.Count - 2;
        var distance = Distance(at, pending[^2].Leaf);
        return distance > 0 && tiles(at + distance + 1) == pending[^1].Leaf ? distance : 0;
    }

    private long Distance(long from, TreeHash leaf)
    {
        for (var distance = 1; distance <= Reach && tiles(from + distance) is { } other; distance++)
        {
            if (other == leaf)
                return distance;
        }

        return 0;
    }

    private void Delete(long count)
    {
        var same = Math.Min(pending.Count, 2);
        Change(pending.Count - same);
        Found.Add(new AuditFinding(Alteration.Deleted, place, place + count, null, tiles(place), null));
        place += count + same;
        pending.Clear();
    }

    private void Change(int count)
    {
        foreach (var (leaf, number) in pending.Take(count))
        {
            var here = tiles(place);
            if (here is { } expected && changed.TryGetValue(expected, out var other) && other.Leaf == leaf)
            {
                Found[Found.IndexOf(other)] = other with { What = Alteration.Swapped, To = place + 1 };
            }
            else if (Found.Count < MaxFound)
            {
                var finding = new AuditFinding(Alteration.EntryChanged, place, place + 1, number, here, null);
                changed.TryAdd(leaf, finding);
                Found.Add(finding);
            }

            place++;
        }

        pending.RemoveRange(0, count);
    }
}
