using System.Numerics;
using System.Security.Cryptography;

namespace Tongdian.Domain.Evidence;

/// <summary>The hashes of a Merkle tree. Source: RFC 6962 section 2.1 (the same in RFC 9162 section 2.1.1).</summary>
public static class Merkle
{
    /// <summary>The root of a tree without leaves.</summary>
    public static readonly TreeHash Empty = new(SHA256.HashData([]));

    /// <summary>The leaf of an entry: SHA-256 of a zero and the entry.</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        var bytes = entry.Length < 512 ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        bytes[0] = 0;
        entry.CopyTo(bytes[1..]);
        return Hash(bytes);
    }

    /// <summary>The node above two: SHA-256 of a one, the left and the right.</summary>
    public static TreeHash Node(in TreeHash left, in TreeHash right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * TreeHash.Length)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + TreeHash.Length)..]);
        return Hash(bytes);
    }

    /// <summary>The root of a tree of these leaves.</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves)
    {
        var tree = new CompactRange();
        foreach (var leaf in leaves)
            tree.Append(leaf);
        return tree.Root();
    }

    /// <summary>Where a tree of so many leaves (two or more) is parted: the largest power of two that is smaller.</summary>
    internal static long Split(long size) => 1L << BitOperations.Log2((ulong)size - 1);

    private static TreeHash Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(bytes, hash);
        return new TreeHash(hash);
    }
}
