using System.Buffers.Binary;
using System.Text;

namespace Tongdian.Domain.Evidence;

/// <summary>
/// A witness says: at this time, this was the largest tree of the log that I have seen, and all that I saw before are the beginnings of it. Source: C2SP
/// tlog-cosignature, the kind with Ed25519.
/// </summary>
internal static class Cosignature
{
    /// <summary>The last second that a calendar here has: the end of the year 9999.</summary>
    private const long LastSecond = 253_402_300_799;

    /// <summary>What is signed: two lines and the checkpoint.</summary>
    public static byte[] Message(string text, DateTimeOffset time) =>
        Encoding.UTF8.GetBytes($"cosignature/v1\ntime {StrictText.Number(time.ToUnixTimeSeconds())}\n{text}");

    /// <summary>Puts the time before the signature.</summary>
    public static byte[] Write(DateTimeOffset time, byte[] signature)
    {
        var bytes = new byte[8 + signature.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeSeconds());
        signature.CopyTo(bytes, 8);
        return bytes;
    }

    /// <summary>Takes time and signature apart; null where it cannot be one.</summary>
    public static (DateTimeOffset Time, byte[] Signature)? Read(NoteSignature signature) =>
        signature.Bytes.Length == 8 + Ed25519.SignatureLength && BinaryPrimitives.ReadInt64BigEndian(signature.Bytes) is > 0 and <= LastSecond and var seconds
            ? (DateTimeOffset.FromUnixTimeSeconds(seconds), signature.Bytes[8..])
            : null;
}
