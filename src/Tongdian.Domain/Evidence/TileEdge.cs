using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>A tile with its bytes.</summary>
public sealed record TileFile(TileId Id, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// The right edge of a tree that grows: takes leaves, knows the root, and gives out the tiles that became new. Holds 256 hashes for each level of tiles,
/// however many leaves there are.
/// </summary>
public sealed class TileEdge
{
    private readonly CompactRange tree;
    private readonly List<TreeHash>[] open = [.. Enumerable.Range(0, TileId.Levels).Select(_ => new List<TreeHash>(TileId.Full))];
    private readonly List<TileFile> full = [];
    private readonly Action<int, TreeHash> completed;
    private long taken;

    /// <summary>The edge of the empty tree.</summary>
    public TileEdge()
        : this(new CompactRange())
    {
    }

    private TileEdge(CompactRange tree)
    {
        (this.tree, taken) = (tree, tree.Size);
        completed = (level, hash) =>
        {
            if (level % 8 == 0)
                Add(level / 8, hash);
        };
    }

    /// <summary>Leaves in the tree.</summary>
    public long Size => tree.Size;

    /// <summary>The tiles from which <see cref="Continue"/> goes on: the partial one of each level.</summary>
    public static ImmutableArray<TileId> Needed(long size) =>
        [.. Enumerable.Range(0, TileId.Levels).Where(l => TileId.Count(l, size) % TileId.Full > 0).Select(l => TileId.In(l, TileId.Count(l, size) / TileId.Full, size))];

    /// <summary>
    /// Goes on from a tree whose checkpoint is known. Errors: <see cref="EvidenceErrors.TileMissing"/>, and <see cref="EvidenceErrors.ProofWrong"/> where the
    /// tiles are not those of the checkpoint.
    /// </summary>
    /// <param name="tiles">Has the tiles of <see cref="Needed"/>.</param>
    /// <param name="root">The root of the checkpoint.</param>
    public static Result<TileEdge> Continue(TileSet tiles, TreeHash root)
    {
        if (tiles.Hashes([.. new LeafRange(0, tiles.Size).Nodes().Select(Whole)]).Failed(out var error, out var peaks))
            return error;
        var edge = new TileEdge(new CompactRange(tiles.Size, peaks));
        if (edge.Root() != root)
            return EvidenceErrors.ProofWrong;
        foreach (var tile in Needed(tiles.Size))
        {
            var hashes = Enumerable.Range(0, tile.Width).Select(i => Whole(new NodeId(tile.Level * 8, (tile.Index * TileId.Full) + i)));
            if (tiles.Hashes([.. hashes]).Failed(out error, out var found))
                return error;
            edge.open[tile.Level].AddRange(found);
        }

        return edge;
    }

    /// <summary>Appends a leaf.</summary>
    public void Append(TreeHash leaf)
    {
        Add(0, leaf);
        tree.Append(leaf, completed);
    }

    /// <summary>The root of the tree as it is now.</summary>
    public TreeHash Root() => tree.Root();

    /// <summary>The tiles that became new since this was asked last: <see cref="TileId.Grown"/> without the entries.</summary>
    public ImmutableArray<TileFile> TakeTiles()
    {
        var found = full.ToImmutableArray();
        full.Clear();
        foreach (var tile in Needed(Size).Where(t => TileId.Count(t.Level, taken) < TileId.Count(t.Level, Size)))
            found = found.Add(File(tile, open[tile.Level]));
        taken = Size;
        return found;
    }

    private static LeafRange Whole(NodeId node) => new(node.Index << node.Level, (node.Index + 1) << node.Level);

    private static TileFile File(TileId id, List<TreeHash> hashes)
    {
        var bytes = new byte[hashes.Count * TreeHash.Length];
        for (var i = 0; i < hashes.Count; i++)
            hashes[i].CopyTo(bytes.AsSpan(i * TreeHash.Length));
        return new TileFile(id, bytes);
    }

    private void Add(int level, TreeHash hash)
    {
        open[level].Add(hash);
        if (open[level].Count < TileId.Full)
            return;
        // The size is that before this leaf: so many tiles of this level were full.
        full.Add(File(new TileId(level, Size >> (8 * (level + 1)), TileId.Full), open[level]));
        open[level].Clear();
    }
}
