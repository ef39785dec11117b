using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tongdian.Domain.Evidence;

/// <summary>32 bytes of SHA-256: of an entry, of a node, or of a whole tree.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeHash
{
    /// <summary>Bytes in a hash.</summary>
    public const int Length = 32;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <summary>Takes a hash from its bytes.</summary>
    /// <exception cref="ArgumentException">There are not 32 of them.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException("A hash has 32 bytes", nameof(bytes));
        first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        second = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <summary>Reads base64, in its one spelling only; null is everything else.</summary>
    public static TreeHash? Read(ReadOnlySpan<char> base64) =>
        StrictText.Base64(base64) is { Length: Length } bytes ? new TreeHash(bytes) : null;

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], second);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], third);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], fourth);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Lower case, 64 digits.</summary>
    public string Hex() => Convert.ToHexStringLower(Bytes());

    /// <summary>Base64.</summary>
    public override string ToString() => Convert.ToBase64String(Bytes());
}
