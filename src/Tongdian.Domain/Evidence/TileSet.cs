using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>Tiles of a tree of so many leaves, and the hashes that can be computed from them. What is in a tile is believed: compare roots.</summary>
public sealed class TileSet(long size)
{
    private readonly Dictionary<(int Level, long Index), TreeHash[][]> tiles = [];

    /// <summary>Leaves in the tree.</summary>
    public long Size { get; } = size;

    /// <summary>The tiles that must be added for the hashes of these ranges, each once.</summary>
    public static ImmutableArray<TileId> Needed(IEnumerable<LeafRange> ranges, long size) =>
        [.. ranges.SelectMany(r => r.Nodes()).Select(Home).Distinct().Select(t => TileId.In(t.Level, t.Index, size))];

    /// <summary>Adds a tile: 32 bytes for each hash. One that is wider than in this tree will do. Error: <see cref="EvidenceErrors.TileForm"/>.</summary>
    public Error? Add(TileId tile, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != tile.Width * TreeHash.Length || tile.Level < 0)
            return EvidenceErrors.TileForm(tile);
        var hashes = new TreeHash[tile.Width];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = new TreeHash(bytes.Slice(i * TreeHash.Length, TreeHash.Length));
        tiles[(tile.Level, tile.Index)] = [hashes];
        return null;
    }

    /// <summary>A leaf; null where its tile is not here.</summary>
    public TreeHash? Leaf(long index) =>
        index >= 0 && index < Size && tiles.TryGetValue((0, index / TileId.Full), out var tile) && index % TileId.Full < tile[0].Length
            ? tile[0][index % TileId.Full]
            : null;

    /// <summary>The root of the tree. Error: <see cref="EvidenceErrors.TileMissing"/>.</summary>
    public Result<TreeHash> Root() => Size == 0 ? Merkle.Empty : Hash(new LeafRange(0, Size));

    /// <summary>The hash of each range. Error: <see cref="EvidenceErrors.TileMissing"/>.</summary>
    public Result<ImmutableArray<TreeHash>> Hashes(ImmutableArray<LeafRange> ranges)
    {
        var found = ImmutableArray.CreateBuilder<TreeHash>(ranges.Length);
        foreach (var range in ranges)
        {
            if (Hash(range).Failed(out var error, out var hash))
                return error;
            found.Add(hash);
        }

        return found.ToImmutable();
    }

    /// <summary>The hash of a range that RFC 6962 has a hash for. Error: <see cref="EvidenceErrors.TileMissing"/>.</summary>
    public Result<TreeHash> Hash(LeafRange range)
    {
        TreeHash? hash = null;
        foreach (var node in range.Nodes().Reverse())
        {
            if (Hash(node) is not { } left)
                return EvidenceErrors.TileMissing(TileId.In(Home(node).Level, Home(node).Index, Size));
            hash = hash is { } right ? Merkle.Node(left, right) : left;
        }

        return hash ?? Merkle.Empty;
    }

    // A tile holds every eighth level; the seven above it are hashed anew.
    private static (int Level, long Index) Home(NodeId node) => (node.Level / 8, node.Index >> (8 - (node.Level % 8)));

    private TreeHash? Hash(NodeId node)
    {
        var (home, level) = (Home(node), node.Level % 8);
        if (!tiles.TryGetValue(home, out var tile))
            return null;
        if (level > 0 && tile.Length == 1)
            tiles[home] = tile = Above(tile[0]);
        var at = node.Index % (TileId.Full >> level);
        return at < tile[level].Length ? tile[level][at] : null;
    }

    private static TreeHash[][] Above(TreeHash[] hashes)
    {
        var levels = new TreeHash[8][];
        levels[0] = hashes;
        for (var level = 1; level < levels.Length; level++)
        {
            var below = levels[level - 1];
            var nodes = levels[level] = new TreeHash[below.Length / 2];
            for (var i = 0; i < nodes.Length; i++)
                nodes[i] = Merkle.Node(below[2 * i], below[(2 * i) + 1]);
        }

        return levels;
    }
}
