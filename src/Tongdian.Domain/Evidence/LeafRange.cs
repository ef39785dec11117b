using System.Numerics;
using System.Runtime.InteropServices;

namespace Tongdian.Domain.Evidence;

/// <summary>A complete subtree.</summary>
/// <param name="Level">0 is a leaf; 2^Level leaves are below it.</param>
/// <param name="Index">How many of this level are to the left of it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NodeId(int Level, long Index);

/// <summary>Leaves one after the other whose common hash is in a proof.</summary>
/// <param name="From">The first, counted from 0.</param>
/// <param name="To">The one after the last.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LeafRange(long From, long To)
{
    /// <summary>The complete subtrees that it is made of, left to right; all but the last are larger than what follows.</summary>
    public IEnumerable<NodeId> Nodes()
    {
        for (var from = From; from < To;)
        {
            var level = BitOperations.Log2((ulong)(To - from));
            yield return new NodeId(level, from >> level);
            from += 1L << level;
        }
    }
}
