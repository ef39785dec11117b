using System.Security.Cryptography;

namespace Tongdian.Server.Modules.Files;

/// <summary>
/// Reads what <see cref="EncryptingWriter"/> wrote, chunk by chunk, each proven before a byte of it is given out. It can seek when the
/// cipher text can. Throws <see cref="CryptographicException"/> for a wrong key or a changed byte, <see cref="EndOfStreamException"/> when cut off.
/// </summary>
public sealed class DecryptingStream(Stream cipher, byte[] key, long length) : Stream
{
    private readonly AesGcm aes = new(key, FileCrypto.TagLength);
    private readonly byte[] sealedChunk = new byte[FileCrypto.ChunkLength + FileCrypto.TagLength];
    private readonly byte[] plain = new byte[FileCrypto.ChunkLength];
    private long position;
    private int open = -1;
    private int next;

    public override bool CanRead => true;

    public override bool CanSeek => cipher.CanSeek;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (position >= length || buffer.IsEmpty)
            return 0;
        var chunk = ChunkAt(position);
        if (chunk != open)
        {
            MoveTo(chunk);
            cipher.ReadExactly(sealedChunk.AsSpan(0, SealedLength(chunk)));
            OpenChunk(chunk);
        }
        var ready = Ready(buffer.Length);
        ready.Span.CopyTo(buffer);
        return ready.Length;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length || buffer.IsEmpty)
            return 0;
        var chunk = ChunkAt(position);
        if (chunk != open)
        {
            MoveTo(chunk);
            await cipher.ReadExactlyAsync(sealedChunk.AsMemory(0, SealedLength(chunk)), cancellationToken);
            OpenChunk(chunk);
        }
        var ready = Ready(buffer.Length);
        ready.CopyTo(buffer);
        return ready.Length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        if (!CanSeek && target != position)
            throw new NotSupportedException("The cipher text can only be read from front to back");
        return position = target;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            aes.Dispose();
            cipher.Dispose();
        }
        base.Dispose(disposing);
    }

    private static int ChunkAt(long position) => (int)(position / FileCrypto.ChunkLength);

    private int PlainLength(int chunk) => (int)Math.Min(FileCrypto.ChunkLength, length - (long)chunk * FileCrypto.ChunkLength);

    private int SealedLength(int chunk) => PlainLength(chunk) + FileCrypto.TagLength;

    private void MoveTo(int chunk)
    {
        open = -1;
        if (chunk != next)
            cipher.Seek((long)chunk * (FileCrypto.ChunkLength + FileCrypto.TagLength), SeekOrigin.Begin);
        next = chunk + 1;
    }

    private void OpenChunk(int chunk)
    {
        var size = PlainLength(chunk);
        Span<byte> nonce = stackalloc byte[FileCrypto.NonceLength];
        FileCrypto.Nonce(nonce, chunk, last: chunk == ChunkAt(length - 1));
        aes.Decrypt(nonce, sealedChunk.AsSpan(0, size), sealedChunk.AsSpan(size, FileCrypto.TagLength), plain.AsSpan(0, size));
        open = chunk;
    }

    private ReadOnlyMemory<byte> Ready(int wanted)
    {
        var start = (int)(position % FileCrypto.ChunkLength);
        var ready = plain.AsMemory(start, Math.Min(wanted, PlainLength(open) - start));
        position += ready.Length;
        return ready;
    }
}
