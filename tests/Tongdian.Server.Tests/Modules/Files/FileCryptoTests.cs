using System.Security.Cryptography;
using Tongdian.Server.Modules.Files;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Files;

public sealed class FileCryptoTests
{
    private const int Chunk = 64 * 1024;
    private readonly byte[] key = FileCrypto.NewKey();

    [Theory]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(3 * Chunk)]
    [InlineData(200_000)]
    public async Task What_was_written_is_read_whatever_the_length(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        var cipher = await Encrypt(plain);
        Assert.Equal(length + (length + Chunk - 1) / Chunk * 16, cipher.Length);
        Assert.Equal(plain, await Decrypt(cipher, length));
    }

    [Fact]
    public async Task Any_place_can_be_read_first()
    {
        var plain = RandomNumberGenerator.GetBytes(3 * Chunk + 100);
        await using var stream = new DecryptingStream(new MemoryStream(await Encrypt(plain)), key, plain.Length);
        foreach (var at in new[] { 3 * Chunk + 50, 0, Chunk - 5, 2 * Chunk, Chunk - 5 })
        {
            var read = new byte[20];
            stream.Position = at;
            stream.ReadExactly(read);
            Assert.Equal(plain[at..(at + 20)], read);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Chunk + 15)]
    [InlineData(Chunk + 16)]
    [InlineData(2 * Chunk + 40)]
    public async Task Changed_byte_is_noticed(int at)
    {
        var cipher = await Encrypt(new byte[2 * Chunk + 30]);
        cipher[at] ^= 1;
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Decrypt(cipher, 2 * Chunk + 30));
    }

    [Fact]
    public async Task Chunks_cannot_be_swapped()
    {
        var cipher = await Encrypt(RandomNumberGenerator.GetBytes(3 * Chunk));
        var one = Chunk + 16;
        byte[] swapped = [.. cipher[one..(2 * one)], .. cipher[..one], .. cipher[(2 * one)..]];
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Decrypt(swapped, 3 * Chunk));
    }

    [Fact]
    public async Task File_cut_off_between_two_chunks_is_noticed_even_when_its_length_is_forged()
    {
        var cipher = await Encrypt(new byte[3 * Chunk]);
        var cut = cipher[..(2 * (Chunk + 16))];
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Decrypt(cut, 2 * Chunk));
        await Assert.ThrowsAsync<EndOfStreamException>(() => Decrypt(cut, 3 * Chunk));
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        var cipher = await Encrypt(new byte[10]);
        await using var stream = new DecryptingStream(new MemoryStream(cipher), FileCrypto.NewKey(), 10);
        Assert.ThrowsAny<CryptographicException>(() => stream.ReadExactly(new byte[10]));
    }

    private async Task<byte[]> Encrypt(byte[] plain)
    {
        using var cipher = new MemoryStream();
        using var writer = new EncryptingWriter(cipher, key);
        foreach (var piece in plain.Chunk(10_007))
            await writer.Write(piece, default);
        await writer.Complete(default);
        return cipher.ToArray();
    }

    private async Task<byte[]> Decrypt(byte[] cipher, long length)
    {
        await using var stream = new DecryptingStream(new MemoryStream(cipher), key, length);
        using var plain = new MemoryStream();
        await stream.CopyToAsync(plain);
        return plain.ToArray();
    }
}
