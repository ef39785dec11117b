using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tongdian.Domain.Evidence;

/// <summary>What a key signs with. The numbers are those of C2SP signed-note.</summary>
public enum SignatureType
{
    /// <summary>Ed25519 over the text: a log.</summary>
    Ed25519 = 1,

    /// <summary>Ed25519 over the text and the time at which it was seen: a witness.</summary>
    Cosignature = 4,

    /// <summary>SM2 over the text: a log beside its Ed25519 key. Has no number of its own: 255 and <see cref="VerifierKey.Sm2Name"/>.</summary>
    Sm2 = 255,
}

/// <summary>A public key with its owner's name: <c>name+keyid+base64(type, key)</c>. Source: C2SP signed-note.</summary>
public sealed class VerifierKey
{
    /// <summary>Stands before the point of an SM2 key, so that nobody takes it for another private kind.</summary>
    public const string Sm2Name = "gb-t-32918.2/sm2-sm3\n";

    private readonly byte[] key;

    private VerifierKey(string name, SignatureType type, byte[] key)
    {
        (Name, Type, this.key) = (name, type, key);
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name + "\n"), .. Material]));
    }

    /// <summary>Whose key it is: like an address, <c>example.com/log</c>.</summary>
    public string Name { get; }

    /// <summary>What it signs with.</summary>
    public SignatureType Type { get; }

    /// <summary>Which of the owner's keys: the first four bytes of a hash. It tells keys apart and proves nothing.</summary>
    public uint Id { get; }

    /// <summary>The key itself, to see whether two are the same under different names.</summary>
    public ReadOnlyMemory<byte> Key => key;

    private byte[] Material => [(byte)Type, .. Type == SignatureType.Sm2 ? Encoding.UTF8.GetBytes(Sm2Name) : [], .. key];

    /// <summary>A key from its parts. Error: <see cref="EvidenceErrors.KeyForm"/>.</summary>
    /// <param name="name">Not empty, without spaces, plus and control characters.</param>
    /// <param name="type">What it signs with.</param>
    /// <param name="key">Ed25519: 32 bytes; SM2: 65 bytes, 04 and the point.</param>
    public static Result<VerifierKey> Make(string name, SignatureType type, ReadOnlySpan<byte> key)
    {
        var bytes = key.ToArray();
        var fits = type switch
        {
            SignatureType.Ed25519 or SignatureType.Cosignature => bytes.Length == Evidence.Ed25519.KeyLength,
            SignatureType.Sm2 => Sm2.IsKey(bytes),
            _ => false,
        };
        return fits && IsName(name) ? new VerifierKey(name, type, bytes) : EvidenceErrors.KeyForm;
    }

    /// <summary>Reads a key. Error: <see cref="EvidenceErrors.KeyForm"/>.</summary>
    public static Result<VerifierKey> Read(string text)
    {
        // The base64 may have a plus, the name may not.
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || StrictText.Base64(parts[2]) is not [var type, .. var key])
            return EvidenceErrors.KeyForm;
        var prefix = type == (byte)SignatureType.Sm2 ? Encoding.UTF8.GetBytes(Sm2Name) : [];
        if (!key.AsSpan().StartsWith(prefix))
            return EvidenceErrors.KeyForm;
        if (Make(parts[0], (SignatureType)type, key.AsSpan(prefix.Length)).Failed(out var error, out var found))
            return error;
        return found.ToString() == text ? found : EvidenceErrors.KeyForm;
    }

    /// <summary>Whether a text can be the name of a key.</summary>
    public static bool IsName(string name) => StrictText.IsLine(name) && !name.Any(c => char.IsWhiteSpace(c) || c == '+');

    /// <summary>Whether this key made the signature, and when, where the signature says so.</summary>
    public bool Verifies(string text, NoteSignature signature, out DateTimeOffset? time)
    {
        time = null;
        if (StrictText.Bytes(text) is not { } message)
            return false;
        if (Type == SignatureType.Sm2)
            return Sm2.Verify(key, message, signature.Bytes);
        if (Type == SignatureType.Ed25519)
            return Evidence.Ed25519.Verify(key, message, signature.Bytes);
        if (Cosignature.Read(signature) is not var (seen, bare) || !Evidence.Ed25519.Verify(key, Cosignature.Message(text, seen), bare))
            return false;
        time = seen;
        return true;
    }

    /// <summary>The key as <see cref="Read"/> reads it.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String(Material)}";
}
