using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>One signature under a note.</summary>
/// <param name="Name">Whose it says it is.</param>
/// <param name="KeyId">Which key it says it is of.</param>
/// <param name="Bytes">What the key made of the text.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes)
{
    /// <summary>The line without its line break.</summary>
    public string Line
    {
        get
        {
            var bytes = new byte[4 + Bytes.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
            Bytes.CopyTo(bytes, 4);
            return $"— {Name} {Convert.ToBase64String(bytes)}";
        }
    }

    /// <summary>Reads a line without its line break; null where it has another form.</summary>
    public static NoteSignature? Read(string line) =>
        line.Split(' ') is ["—", var name, var base64] && VerifierKey.IsName(name) && StrictText.Base64(base64) is { Length: > 4 } bytes
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..])
            : null;
}

/// <summary>A signature that a known key has made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Time">When a witness saw the text, by its own clock; null for other keys.</param>
public sealed record VerifiedSignature(VerifierKey Key, DateTimeOffset? Time);

/// <summary>A text and the signatures under it. Nothing in it is to be believed before <see cref="Verify"/>. Source: C2SP signed-note.</summary>
/// <param name="Text">Ends with a line break.</param>
/// <param name="Signatures">One or more.</param>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>The longest note that is read, in bytes.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>So many signatures are read.</summary>
    public const int MaxSignatures = 100;

    /// <summary>Reads a note from UTF-8. Error: <see cref="EvidenceErrors.NoteForm"/>.</summary>
    public static Result<SignedNote> Read(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= MaxLength && StrictText.Text(utf8) is { } text ? Read(text) : EvidenceErrors.NoteForm;

    /// <summary>Reads a note. Error: <see cref="EvidenceErrors.NoteForm"/>.</summary>
    public static Result<SignedNote> Read(string note)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 1 || note.Length > MaxLength || note.Any(c => c < ' ' && c != '\n') || StrictText.Bytes(note) is null)
            return EvidenceErrors.NoteForm;
        if (ReadLines(note[(end + 2)..]).Failed(out var error, out var signatures))
            return error;
        return new SignedNote(note[..(end + 1)], signatures);
    }

    /// <summary>Reads lines of signatures, as a witness answers them. Error: <see cref="EvidenceErrors.NoteForm"/>.</summary>
    public static Result<ImmutableArray<NoteSignature>> ReadLines(string text)
    {
        if (StrictText.Lines(text) is not { Length: <= MaxSignatures } lines)
            return EvidenceErrors.NoteForm;
        var found = ImmutableArray.CreateBuilder<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            if (NoteSignature.Read(line) is not { } signature)
                return EvidenceErrors.NoteForm;
            found.Add(signature);
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// Who of these has signed, each key once. Signatures of other keys are passed over. Errors: <see cref="EvidenceErrors.SignatureWrong"/> where a known key
    /// is named and did not sign this, <see cref="EvidenceErrors.Unsigned"/> where no known key is named.
    /// </summary>
    public Result<ImmutableArray<VerifiedSignature>> Verify(IReadOnlyCollection<VerifierKey> keys)
    {
        var found = new List<VerifiedSignature>();
        foreach (var signature in Signatures)
        {
            var known = keys.Where(k => k.Name == signature.Name && k.Id == signature.KeyId).ToList();
            if (known.Count == 0)
                continue;
            DateTimeOffset? time = null;
            if (known.Find(k => k.Verifies(Text, signature, out time)) is not { } key)
                return EvidenceErrors.SignatureWrong;
            if (!found.Any(f => f.Key == key))
                found.Add(new VerifiedSignature(key, time));
        }

        return found.Count > 0 ? found.ToImmutableArray() : EvidenceErrors.Unsigned;
    }

    /// <summary>The same note with one more signature; it takes the place of one that the same key made before.</summary>
    public SignedNote With(NoteSignature signature) =>
        this with { Signatures = [.. Signatures.Where(s => s.Name != signature.Name || s.KeyId != signature.KeyId), signature] };

    /// <summary>The note as <see cref="Read(string)"/> reads it.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(s => s.Line + "\n"))}";
}
