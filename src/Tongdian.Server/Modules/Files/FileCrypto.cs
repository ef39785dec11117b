using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tongdian.Server.Modules.Files;

/// <summary>
/// The format of a file at rest: chunks of 64 KiB, each encrypted with AES-256-GCM and followed by its tag. The nonce is the number of
/// the chunk and whether it is the last, so that no chunk can be moved, left out or cut off. Every object has a key of its own, used once.
/// </summary>
public static class FileCrypto
{
    public const int ChunkLength = 64 * 1024;
    public const int TagLength = 16;
    public const int NonceLength = 12;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    public static void Nonce(Span<byte> nonce, int chunk, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[7..], chunk);
        nonce[11] = last ? (byte)1 : (byte)0;
    }
}

/// <summary>Encrypts on the way to a stream. Without <see cref="Complete"/> the result cannot be opened.</summary>
public sealed class EncryptingWriter(Stream cipher, byte[] key) : IDisposable
{
    private readonly AesGcm aes = new(key, FileCrypto.TagLength);
    private readonly byte[] plain = new byte[FileCrypto.ChunkLength];
    private readonly byte[] chunk = new byte[FileCrypto.ChunkLength + FileCrypto.TagLength];
    private int filled;
    private int number;

    public async ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            // A full chunk waits until more comes: only then is it known not to be the last.
            if (filled == plain.Length)
                await Flush(last: false, cancellation);
            var taken = Math.Min(bytes.Length, plain.Length - filled);
            bytes[..taken].CopyTo(plain.AsMemory(filled));
            filled += taken;
            bytes = bytes[taken..];
        }
    }

    public async ValueTask Complete(CancellationToken cancellation)
    {
        await Flush(last: true, cancellation);
        await cipher.FlushAsync(cancellation);
    }

    public void Dispose() => aes.Dispose();

    private ValueTask Flush(bool last, CancellationToken cancellation)
    {
        Span<byte> nonce = stackalloc byte[FileCrypto.NonceLength];
        FileCrypto.Nonce(nonce, number++, last);
        aes.Encrypt(nonce, plain.AsSpan(0, filled), chunk.AsSpan(0, filled), chunk.AsSpan(filled, FileCrypto.TagLength));
        var length = filled + FileCrypto.TagLength;
        filled = 0;
        return cipher.WriteAsync(chunk.AsMemory(0, length), cancellation);
    }
}
