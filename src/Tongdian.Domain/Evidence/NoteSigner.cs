using System.Text;

namespace Tongdian.Domain.Evidence;

/// <summary>Signs texts with a secret key, or has somebody do it who keeps the key (a security module).</summary>
public sealed class NoteSigner
{
    private const string Secret = "PRIVATE+KEY+";

    private readonly Func<byte[], byte[]> sign;
    private readonly string? secret;

    private NoteSigner(VerifierKey key, Func<byte[], byte[]> sign, string? secret) => (Key, this.sign, this.secret) = (key, sign, secret);

    /// <summary>The key with which others verify.</summary>
    public VerifierKey Key { get; }

    /// <summary>Signs with a key that is elsewhere.</summary>
    /// <param name="key">Its public half.</param>
    /// <param name="sign">Gives the bare signature (64 bytes) of a message.</param>
    public static NoteSigner Elsewhere(VerifierKey key, Func<byte[], byte[]> sign) => new(key, sign, secret: null);

    /// <summary>Signs with a secret of 32 random bytes. Error: <see cref="EvidenceErrors.KeyForm"/>.</summary>
    public static Result<NoteSigner> Make(string name, SignatureType type, ReadOnlySpan<byte> secret)
    {
        var bytes = secret.ToArray();
        var sm2 = type == SignatureType.Sm2;
        if (sm2 ? !Sm2.IsSecret(bytes) : bytes.Length != Ed25519.SecretLength)
            return EvidenceErrors.KeyForm;
        return VerifierKey.Make(name, type, sm2 ? Sm2.PublicKey(bytes) : Ed25519.PublicKey(bytes)).Failed(out var error, out var key)
            ? error
            : new NoteSigner(
                key,
                message => sm2 ? Sm2.Sign(bytes, message) : Ed25519.Sign(bytes, message),
                $"{Secret}{name}+{key.Id:x8}+{Convert.ToBase64String([(byte)type, .. bytes])}");
    }

    /// <summary>
    /// Reads <c>PRIVATE+KEY+name+keyid+base64(type, secret)</c>, the form of Go's <c>sumdb/note</c>. Error: <see cref="EvidenceErrors.KeyForm"/>.
    /// </summary>
    public static Result<NoteSigner> Read(string text)
    {
        if (!text.StartsWith(Secret, StringComparison.Ordinal) || text[Secret.Length..].Split('+', 3) is not [var name, _, var last]
            || StrictText.Base64(last) is not [var type, .. var bytes])
        {
            return EvidenceErrors.KeyForm;
        }

        if (Make(name, (SignatureType)type, bytes).Failed(out var error, out var found))
            return error;
        return found.secret == text ? found : EvidenceErrors.KeyForm;
    }

    /// <summary>The secret key as <see cref="Read"/> reads it; null where the key is elsewhere. Whoever has it can sign.</summary>
    public string? SecretText() => secret;

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends with a line break.</param>
    /// <param name="now">The time that a witness vouches for, to the second; other keys do not sign it.</param>
    public NoteSignature Sign(string text, DateTimeOffset now)
    {
        var signature = Key.Type == SignatureType.Cosignature
            ? Cosignature.Write(now, sign(Cosignature.Message(text, now)))
            : sign(Encoding.UTF8.GetBytes(text));
        return new NoteSignature(Key.Name, Key.Id, signature);
    }
}
