using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>That a leaf is at its place in a tree, shown by the hashes beside its way to the root. Source: RFC 6962 section 2.1.1, RFC 9162 section 2.1.3.</summary>
public static class InclusionProof
{
    /// <summary>What the proof is made of, from the leaf up. Empty where there is no such leaf.</summary>
    /// <param name="index">The leaf, counted from 0.</param>
    /// <param name="size">Leaves in the tree.</param>
    public static ImmutableArray<LeafRange> Ranges(long index, long size)
    {
        if (index < 0 || index >= size)
            return [];
        var found = new Stack<LeafRange>();
        for (var (from, to) = (0L, size); to - from > 1;)
        {
            var middle = from + Merkle.Split(to - from);
            found.Push(index < middle ? new LeafRange(middle, to) : new LeafRange(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        return [.. found];
    }

    /// <summary>
    /// Makes the proof from tiles (those of <see cref="TileSet.Needed"/> for <see cref="Ranges"/>). Errors: <see cref="EvidenceErrors.IndexOutside"/>,
    /// <see cref="EvidenceErrors.TileMissing"/>.
    /// </summary>
    public static Result<ImmutableArray<TreeHash>> Make(long index, TileSet tiles) =>
        index < 0 || index >= tiles.Size ? EvidenceErrors.IndexOutside : tiles.Hashes(Ranges(index, tiles.Size));

    /// <summary>The root to which a proof leads; null where it has not the form of a proof for that place.</summary>
    public static TreeHash? Root(TreeHash leaf, long index, long size, ReadOnlySpan<TreeHash> proof)
    {
        if (index < 0 || index >= size)
            return null;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var other in proof)
        {
            if (last == 0)
                return null;
            if ((node & 1) == 1 || node == last)
            {
                hash = Merkle.Node(other, hash);
                for (; (node & 1) == 0 && node != 0; node >>= 1)
                    last >>= 1;
            }
            else
            {
                hash = Merkle.Node(hash, other);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }

    /// <summary>Whether the proof shows that the leaf is in the tree with this root.</summary>
    public static bool Holds(TreeHash leaf, long index, long size, ReadOnlySpan<TreeHash> proof, TreeHash root) =>
        Root(leaf, index, size, proof) == root;
}
