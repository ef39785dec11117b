using System.Security.Cryptography;
using System.Text;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>Small secrets sealed with AES-256-GCM: nonce (12 bytes), tag (16), cipher text. The label is authenticated, not stored.</summary>
internal static class Envelope
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string label)
    {
        var envelope = new byte[NonceLength + TagLength + plain.Length];
        var nonce = envelope.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce, plain, envelope.AsSpan(NonceLength + TagLength), envelope.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(label));
        return envelope;
    }

    /// <summary>Throws <see cref="CryptographicException"/> for another key, another label or any changed byte.</summary>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> envelope, string label)
    {
        if (envelope.Length < NonceLength + TagLength)
            throw new CryptographicException("The sealed value is cut short");
        var plain = new byte[envelope.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            envelope[..NonceLength],
            envelope[(NonceLength + TagLength)..],
            envelope[NonceLength..(NonceLength + TagLength)],
            plain,
            Encoding.UTF8.GetBytes(label));
        return plain;
    }
}
