using System.Numerics;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math.EC;
using Number = Org.BouncyCastle.Math.BigInteger;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>What an account sends.</summary>
/// <param name="Nonce">How many it has sent before.</param>
/// <param name="GasPrice">In wei.</param>
/// <param name="Gas">At most so much.</param>
/// <param name="To">The contract; empty: a new one.</param>
/// <param name="Data">What is called, or the code.</param>
internal sealed record EvmTransaction(BigInteger Nonce, BigInteger GasPrice, BigInteger Gas, byte[] To, byte[] Data);

/// <summary>The key of an account, where neither node nor signer has it. Source: Ethereum yellow paper appendix F, EIP-155.</summary>
internal sealed class EvmKey
{
    private static readonly ECDomainParameters Curve = new(SecNamedCurves.GetByName("secp256k1"));

    private readonly Number secret;
    private readonly byte[] point;

    private EvmKey(Number secret)
    {
        this.secret = secret;
        point = Curve.G.Multiply(secret).Normalize().GetEncoded(compressed: false)[1..];
        Address = EvmText.Hex(Keccak(point).AsSpan(12));
    }

    /// <summary>The account.</summary>
    public string Address { get; }

    /// <summary>Reads 64 hexadecimal digits, with 0x or without; null where they are no key.</summary>
    public static EvmKey? Read(string text) =>
        EvmText.Bytes(text.StartsWith("0x", StringComparison.Ordinal) ? text : "0x" + text) is { Length: 32 } bytes
        && new Number(1, bytes) is { SignValue: > 0 } secret && secret.CompareTo(Curve.N) < 0
            ? new EvmKey(secret)
            : null;

    /// <summary>The hash of Ethereum: Keccak with 256 bits, which is not SHA3-256.</summary>
    public static byte[] Keccak(ReadOnlySpan<byte> bytes)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(bytes);
        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return hash;
    }

    /// <summary>The signed transaction, for this chain only.</summary>
    public byte[] Sign(EvmTransaction transaction, long chain)
    {
        byte[][] fields =
        [
            Rlp(Bytes(transaction.Nonce)), Rlp(Bytes(transaction.GasPrice)), Rlp(Bytes(transaction.Gas)), Rlp(transaction.To), Rlp([]), Rlp(transaction.Data),
        ];
        var hash = Keccak(List([.. fields, Rlp(Bytes(chain)), Rlp([]), Rlp([])]));
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, new ECPrivateKeyParameters(secret, Curve));
        var signature = signer.GenerateSignature(hash);
        // Of the two values that verify only the lower is taken.
        var (r, s) = (signature[0], signature[1].CompareTo(Curve.N.ShiftRight(1)) > 0 ? Curve.N.Subtract(signature[1]) : signature[1]);
        var parity = IsOf(0, hash, r, s) ? 0 : 1;
        return List([.. fields, Rlp(Bytes((chain * 2) + 35 + parity)), Rlp(r.ToByteArrayUnsigned()), Rlp(s.ToByteArrayUnsigned())]);
    }

    // Whether the point on this side is the one from which our key follows: so a node finds out who signed.
    private bool IsOf(int parity, byte[] hash, Number r, Number s)
    {
        var x = r.ToByteArrayUnsigned();
        var encoded = new byte[33];
        encoded[0] = (byte)(2 + parity);
        x.CopyTo(encoded, 33 - x.Length);
        var inverse = r.ModInverse(Curve.N);
        var found = ECAlgorithms.SumOfTwoMultiplies(
            Curve.G, inverse.Multiply(new Number(1, hash).Negate()).Mod(Curve.N), Curve.Curve.DecodePoint(encoded), inverse.Multiply(s).Mod(Curve.N));
        return found.Normalize().GetEncoded(compressed: false).AsSpan(1).SequenceEqual(point);
    }

    private static byte[] Bytes(BigInteger number) => number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);

    private static byte[] Rlp(byte[] bytes) => bytes is [< 0x80] ? bytes : [.. Length(bytes.Length, 0x80), .. bytes];

    private static byte[] List(byte[][] items)
    {
        var content = items.SelectMany(i => i).ToArray();
        return [.. Length(content.Length, 0xc0), .. content];
    }

    private static byte[] Length(int length, int of)
    {
        if (length < 56)
            return [(byte)(of + length)];
        var bytes = Bytes(length);
        return [(byte)(of + 55 + bytes.Length), .. bytes];
    }
}
