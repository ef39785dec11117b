using System.Collections.Immutable;
using System.Numerics;

namespace Tongdian.Domain.Evidence;

/// <summary>That a larger tree begins with all leaves of a smaller one. Source: RFC 6962 section 2.1.2, RFC 9162 section 2.1.4.</summary>
public static class ConsistencyProof
{
    /// <summary>What the proof is made of, the smallest first. Empty where none is needed (nothing grew, or from nothing).</summary>
    /// <param name="old">Leaves of the smaller tree.</param>
    /// <param name="size">Leaves of the larger tree.</param>
    public static ImmutableArray<LeafRange> Ranges(long old, long size)
    {
        if (old <= 0 || old >= size)
            return [];
        var found = new Stack<LeafRange>();
        var (from, to) = (0L, size);
        while (to != old)
        {
            var middle = from + Merkle.Split(to - from);
            found.Push(old <= middle ? new LeafRange(middle, to) : new LeafRange(from, middle));
            (from, to) = old <= middle ? (from, middle) : (middle, to);
        }

        // A smaller tree that is one complete subtree of the larger is known to whoever asks.
        if (from != 0)
            found.Push(new LeafRange(from, to));
        return [.. found];
    }

    /// <summary>Makes the proof from tiles of the larger tree. Errors: <see cref="EvidenceErrors.IndexOutside"/>, <see cref="EvidenceErrors.TileMissing"/>.</summary>
    public static Result<ImmutableArray<TreeHash>> Make(long old, TileSet tiles) =>
        old < 0 || old > tiles.Size ? EvidenceErrors.IndexOutside : tiles.Hashes(Ranges(old, tiles.Size));

    /// <summary>Whether the proof shows that the tree of <paramref name="size"/> leaves begins with that of <paramref name="old"/>.</summary>
    public static bool Holds(long old, TreeHash oldRoot, long size, TreeHash root, ReadOnlySpan<TreeHash> proof)
    {
        if (old < 0 || old > size || (old == 0 && oldRoot != Merkle.Empty) || (size == 0 && root != Merkle.Empty))
            return false;
        if (old == 0 || old == size)
            return proof.IsEmpty && (old == 0 || oldRoot == root);
        if (proof.IsEmpty)
            return false;

        var whole = BitOperations.IsPow2(old);
        var first = whole ? oldRoot : proof[0];
        var shift = BitOperations.TrailingZeroCount(old);
        var (node, last) = ((old - 1) >> shift, (size - 1) >> shift);
        var (before, after) = (first, first);
        foreach (var other in whole ? proof : proof[1..])
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                (before, after) = (Merkle.Node(other, before), Merkle.Node(other, after));
                for (; (node & 1) == 0 && node != 0; node >>= 1)
                    last >>= 1;
            }
            else
            {
                after = Merkle.Node(after, other);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && before == oldRoot && after == root;
    }
}
