using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>A file that shows, without asking anybody, that an entry is in a log: <c>.tlog-proof</c>. Source: C2SP tlog-proof@v1.</summary>
/// <param name="Extra">Whatever goes with it; nothing vouches for it but what is computed from it.</param>
/// <param name="Index">The entry, counted from 0.</param>
/// <param name="Hashes">The <see cref="InclusionProof"/>.</param>
/// <param name="Note">The signed checkpoint.</param>
public sealed record LogProof(ReadOnlyMemory<byte>? Extra, long Index, ImmutableArray<TreeHash> Hashes, SignedNote Note)
{
    /// <summary>Hashes in the longest proof.</summary>
    public const int MaxHashes = 63;

    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    /// <summary>Reads a proof. Errors: <see cref="EvidenceErrors.ProofForm"/>, those of <see cref="SignedNote.Read(string)"/>.</summary>
    public static Result<LogProof> Read(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (text.Length > SignedNote.MaxLength || end < 0 || text[..end].Split('\n') is not [FirstLine, .. var lines])
            return EvidenceErrors.ProofForm;
        byte[]? extra = null;
        if (lines is [var line, ..] && After("extra ", line) is { } base64)
        {
            if (StrictText.Base64(base64) is not { } bytes)
                return EvidenceErrors.ProofForm;
            (extra, lines) = (bytes, lines[1..]);
        }

        if (lines is not [var second, .. { Length: <= MaxHashes } proof] || After("index ", second) is not { } number || StrictText.Number(number) is not { } index)
            return EvidenceErrors.ProofForm;
        var hashes = proof.Select(l => TreeHash.Read(l)).OfType<TreeHash>().ToImmutableArray();
        if (hashes.Length != proof.Length)
            return EvidenceErrors.ProofForm;
        if (SignedNote.Read(text[(end + 2)..]).Failed(out var error, out var note))
            return error;
        return new LogProof(extra is null ? null : (ReadOnlyMemory<byte>?)extra, index, hashes, note);
    }

    /// <summary>
    /// Whether it shows that this entry is in a log that the policy accepts. Errors: those of <see cref="LogPolicy.Check"/>, and
    /// <see cref="EvidenceErrors.ProofWrong"/>.
    /// </summary>
    /// <param name="entry">The bytes whose leaf it must be.</param>
    /// <param name="policy">Whose word is enough.</param>
    /// <param name="now">The time of whoever asks.</param>
    public Result<WitnessedCheckpoint> Verify(ReadOnlySpan<byte> entry, LogPolicy policy, DateTimeOffset now)
    {
        if (policy.Check(Note, now).Failed(out var error, out var seen))
            return error;
        return InclusionProof.Holds(Merkle.Leaf(entry), Index, seen.Checkpoint.Size, Hashes.AsSpan(), seen.Checkpoint.Root) ? seen : EvidenceErrors.ProofWrong;
    }

    /// <summary>The proof as <see cref="Read"/> reads it.</summary>
    public override string ToString()
    {
        var extra = Extra is { } bytes ? $"extra {Convert.ToBase64String(bytes.Span)}\n" : "";
        return $"{FirstLine}\n{extra}index {StrictText.Number(Index)}\n{string.Concat(Hashes.Select(h => h + "\n"))}\n{Note}";
    }

    private static string? After(string word, string line) => line.StartsWith(word, StringComparison.Ordinal) ? line[word.Length..] : null;
}
