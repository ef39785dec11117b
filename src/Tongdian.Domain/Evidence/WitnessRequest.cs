using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>What a log sends to a witness (<c>POST add-checkpoint</c>). Source: C2SP tlog-witness.</summary>
/// <param name="Old">The size that the witness has seen last, as the log believes.</param>
/// <param name="Proof">The <see cref="ConsistencyProof"/> from there.</param>
/// <param name="Note">The signed checkpoint.</param>
/// <param name="Checkpoint">What the note says.</param>
public sealed record WitnessRequest(long Old, ImmutableArray<TreeHash> Proof, SignedNote Note, Checkpoint Checkpoint)
{
    private const string OldWord = "old ";

    /// <summary>A request for a signed checkpoint.</summary>
    public static Result<WitnessRequest> Make(long old, ImmutableArray<TreeHash> proof, SignedNote note) =>
        Checkpoint.Read(note.Text).Failed(out var error, out var checkpoint) ? error : new WitnessRequest(old, proof, note, checkpoint);

    /// <summary>Reads a request; whoever cannot is answered 400. Errors: <see cref="EvidenceErrors.RequestForm"/>, those of the note and the checkpoint.</summary>
    public static Result<WitnessRequest> Read(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (text.Length > SignedNote.MaxLength || end < 0 || text[..end].Split('\n') is not [var first, .. { Length: <= LogProof.MaxHashes } lines]
            || !first.StartsWith(OldWord, StringComparison.Ordinal) || StrictText.Number(first.AsSpan(OldWord.Length)) is not { } old)
        {
            return EvidenceErrors.RequestForm;
        }

        var proof = lines.Select(l => TreeHash.Read(l)).OfType<TreeHash>().ToImmutableArray();
        if (proof.Length != lines.Length)
            return EvidenceErrors.RequestForm;
        return SignedNote.Read(text[(end + 2)..]).Failed(out var error, out var note) ? error : Make(old, proof, note);
    }

    /// <summary>The request as <see cref="Read"/> reads it.</summary>
    public override string ToString() => $"{OldWord}{StrictText.Number(Old)}\n{string.Concat(Proof.Select(h => h + "\n"))}\n{Note}";
}
