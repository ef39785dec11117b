using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>The file with the entries under a tile of leaves: each with its length before it, 16 bits, the high byte first. Source: C2SP tlog-tiles.</summary>
public static class EntryBundle
{
    /// <summary>The longest entry, in bytes.</summary>
    public const int MaxEntry = ushort.MaxValue;

    /// <summary>Writes entries.</summary>
    /// <exception cref="ArgumentException">One is longer than <see cref="MaxEntry"/>.</exception>
    public static byte[] Write(IReadOnlyCollection<ReadOnlyMemory<byte>> entries)
    {
        if (entries.Any(e => e.Length > MaxEntry))
            throw new ArgumentException("An entry is too long", nameof(entries));
        var bytes = new byte[entries.Sum(e => e.Length + 2)];
        var rest = bytes.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.Span.CopyTo(rest[2..]);
            rest = rest[(2 + entry.Length)..];
        }

        return bytes;
    }

    /// <summary>Reads exactly so many entries. Error: <see cref="EvidenceErrors.TileForm"/>.</summary>
    public static Result<ImmutableArray<ReadOnlyMemory<byte>>> Read(ReadOnlyMemory<byte> bytes, TileId tile)
    {
        var found = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (bytes.Length >= 2 && found.Count < tile.Width)
        {
            var end = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.Span);
            if (end > bytes.Length)
                break;
            found.Add(bytes[2..end]);
            bytes = bytes[end..];
        }

        return bytes.IsEmpty && found.Count == tile.Width ? found.ToImmutable() : EvidenceErrors.TileForm(tile);
    }
}
