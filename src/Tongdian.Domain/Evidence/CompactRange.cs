using System.Collections.Immutable;
using System.Numerics;

namespace Tongdian.Domain.Evidence;

/// <summary>
/// What must be remembered of a tree to append to it and to know its root: one hash for each one in the binary number of its leaves. A leaf costs
/// one hash on average and 63 at most; nothing is allocated.
/// </summary>
public sealed class CompactRange
{
    // The complete subtree of 2^level leaves, where the size has a one at that place.
    private readonly TreeHash[] peaks = new TreeHash[63];

    /// <summary>The empty tree.</summary>
    public CompactRange()
    {
    }

    /// <summary>Goes on from where <see cref="Peaks"/> was taken.</summary>
    /// <exception cref="ArgumentException">There are more or fewer peaks than a tree of that size has.</exception>
    public CompactRange(long size, ImmutableArray<TreeHash> peaks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (peaks.Length != BitOperations.PopCount((ulong)size))
            throw new ArgumentException("A tree has one peak for each one in its size", nameof(peaks));
        var next = peaks.Length;
        for (var level = 0; level < this.peaks.Length; level++)
        {
            if (Has(size, level))
                this.peaks[level] = peaks[--next];
        }

        Size = size;
    }

    /// <summary>Leaves in the tree.</summary>
    public long Size { get; private set; }

    /// <summary>The complete subtrees, the largest first.</summary>
    public ImmutableArray<TreeHash> Peaks =>
        [.. Enumerable.Range(0, peaks.Length).Reverse().Where(level => Has(Size, level)).Select(level => peaks[level])];

    /// <summary>Appends a leaf.</summary>
    /// <param name="leaf">Its hash (<see cref="Merkle.Leaf"/>).</param>
    /// <param name="completed">Is told of every node above the leaf that is complete now: its level (1 has two leaves) and its hash.</param>
    public void Append(TreeHash leaf, Action<int, TreeHash>? completed = null)
    {
        var level = 0;
        for (; Has(Size, level); level++)
        {
            leaf = Merkle.Node(peaks[level], leaf);
            completed?.Invoke(level + 1, leaf);
        }

        peaks[level] = leaf;
        Size++;
    }

    /// <summary>The root of the tree as it is now.</summary>
    public TreeHash Root()
    {
        if (Size == 0)
            return Merkle.Empty;
        var level = BitOperations.TrailingZeroCount(Size);
        var root = peaks[level];
        for (level++; level < peaks.Length; level++)
        {
            if (Has(Size, level))
                root = Merkle.Node(peaks[level], root);
        }

        return root;
    }

    private static bool Has(long size, int level) => ((size >> level) & 1) == 1;
}
