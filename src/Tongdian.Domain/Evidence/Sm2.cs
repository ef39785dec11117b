using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Tongdian.Domain.Evidence;

/// <summary>
/// SM2 signatures over SM3 with the usual identity 1234567812345678. Source: GB/T 32918.2-2016, GB/T 32918.5-2017, GB/T 35276-2017 (the identity, unverified).
/// A key is its point, 04 and two numbers of 32 bytes; a signature r and s, 32 bytes each.
/// </summary>
internal static class Sm2
{
    public const int KeyLength = 65;
    public const int SecretLength = 32;
    public const int SignatureLength = 64;

    private static readonly ECDomainParameters Curve = new(GMNamedCurves.GetByName("sm2p256v1"));

    public static bool IsKey(byte[] key) => Point(key) is not null;

    public static bool IsSecret(byte[] secret) =>
        secret.Length == SecretLength && new BigInteger(1, secret) is var d && d.SignValue > 0 && d.CompareTo(Curve.N.Subtract(BigInteger.One)) < 0;

    public static byte[] PublicKey(byte[] secret) => Curve.G.Multiply(new BigInteger(1, secret)).Normalize().GetEncoded(compressed: false);

    public static byte[] Sign(byte[] secret, byte[] message)
    {
        var signer = Signer();
        signer.Init(forSigning: true, new ECPrivateKeyParameters(new BigInteger(1, secret), Curve));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    public static bool Verify(byte[] key, byte[] message, byte[] signature)
    {
        if (signature.Length != SignatureLength || Point(key) is not { } point)
            return false;
        var signer = Signer();
        signer.Init(forSigning: false, point);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.VerifySignature(signature);
    }

    private static SM2Signer Signer() => new(PlainDsaEncoding.Instance, new SM3Digest());

    private static ECPublicKeyParameters? Point(byte[] key)
    {
        if (key.Length != KeyLength || key[0] != 4)
            return null;
        try
        {
            return new ECPublicKeyParameters(Curve.Curve.DecodePoint(key), Curve);
        }
        catch (ArgumentException)
        {
            // Not on the curve: the library has no other way to say so.
            return null;
        }
    }
}
