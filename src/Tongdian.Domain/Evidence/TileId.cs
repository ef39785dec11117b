using System.Globalization;
using System.Runtime.InteropServices;

namespace Tongdian.Domain.Evidence;

/// <summary>
/// A file of the published log: up to 256 hashes of a tree that come one after the other, or the entries under 256 leaves. What is in a file never
/// changes; a partial one is followed by a wider one. Source: C2SP tlog-tiles.
/// </summary>
/// <param name="Level">0 has leaves, each level above has the roots of full tiles of the one below; <see cref="Entries"/> has the entries themselves.</param>
/// <param name="Index">Which of its level, counted from 0.</param>
/// <param name="Width">Hashes or entries in it, 1 to 256.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TileId(int Level, long Index, int Width)
{
    /// <summary>Hashes in a full tile.</summary>
    public const int Full = 256;

    /// <summary>The level of files with entries.</summary>
    public const int Entries = -1;

    /// <summary>Levels that a tree of 2⁶³ leaves has.</summary>
    public const int Levels = 8;

    /// <summary>Where it is below the log's address: <c>tile/0/x001/x234/067</c>, <c>tile/entries/000.p/7</c>.</summary>
    public string Path
    {
        get
        {
            var index = Index.ToString("000", CultureInfo.InvariantCulture);
            var groups = Index.ToString(new string('0', (index.Length + 2) / 3 * 3), CultureInfo.InvariantCulture).Chunk(3).Select(g => new string(g)).ToList();
            var number = string.Join('/', groups.SkipLast(1).Select(g => "x" + g).Append(groups[^1]));
            var level = Level == Entries ? "entries" : StrictText.Number(Level);
            return $"tile/{level}/{number}{(Width == Full ? "" : $".p/{StrictText.Number(Width)}")}";
        }
    }

    /// <summary>Reads what <see cref="Path"/> writes; null is everything else.</summary>
    public static TileId? Read(string path)
    {
        var parts = path.Split('/').ToList();
        var width = (long?)Full;
        if (parts.Count > 2 && parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            width = StrictText.Number(parts[^1]);
            parts.RemoveAt(parts.Count - 1);
            parts[^1] = parts[^1][..^2];
        }

        if (parts.Count < 3 || width is not (> 0 and <= Full))
            return null;
        var level = parts[1] == "entries" ? Entries : StrictText.Number(parts[1]);
        var digits = string.Concat(parts.Skip(2).Select(p => p.TrimStart('x'))).TrimStart('0');
        return level is >= Entries and < Levels && StrictText.Number(digits.Length == 0 ? "0" : digits) is { } index
            && new TileId((int)level, index, (int)width) is var tile && tile.Path == path
                ? tile
                : null;
    }

    /// <summary>Hashes of a level that a tree of so many leaves has.</summary>
    public static long Count(int level, long size) => size >> (8 * Math.Max(level, 0));

    /// <summary>The tile of a level in a tree of so many leaves, as wide as it is there.</summary>
    public static TileId In(int level, long index, long size) =>
        new(level, index, (int)Math.Min(Full, Count(level, size) - (index * Full)));

    /// <summary>The files that are new when a tree grows: those with entries first, then the hashes level by level.</summary>
    /// <param name="old">Leaves before.</param>
    /// <param name="size">Leaves after.</param>
    public static IEnumerable<TileId> Grown(long old, long size)
    {
        for (var level = Entries; level < Levels; level++)
        {
            var (before, after) = (Count(level, old), Count(level, size));
            for (var index = before / Full; before < after && index * Full < after; index++)
                yield return In(level, index, size);
        }
    }
}
