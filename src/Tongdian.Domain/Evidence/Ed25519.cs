using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Tongdian.Domain.Evidence;

/// <summary>Ed25519 signatures. Source: RFC 8032.</summary>
internal static class Ed25519
{
    public const int SecretLength = 32;
    public const int KeyLength = 32;
    public const int SignatureLength = 64;

    public static byte[] PublicKey(byte[] secret)
    {
        var key = new byte[KeyLength];
        Curve.GeneratePublicKey(secret, 0, key, 0);
        return key;
    }

    public static byte[] Sign(byte[] secret, byte[] message)
    {
        var signature = new byte[SignatureLength];
        Curve.Sign(secret, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    public static bool Verify(byte[] key, byte[] message, byte[] signature) =>
        signature.Length == SignatureLength && Curve.Verify(signature, 0, key, 0, message, 0, message.Length);
}
