using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>What a log vouches for: so many entries, and the root over all of them. Source: C2SP tlog-checkpoint.</summary>
/// <param name="Origin">Which log, a line.</param>
/// <param name="Size">Its entries.</param>
/// <param name="Root">The root of the tree over them.</param>
/// <param name="Extensions">Further lines. We write none: nobody could check what they say.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root, ImmutableArray<string> Extensions)
{
    /// <summary>A checkpoint without further lines.</summary>
    public Checkpoint(string origin, long size, TreeHash root)
        : this(origin, size, root, [])
    {
    }

    /// <summary>The text that is signed.</summary>
    public string Text => string.Concat(new[] { Origin, StrictText.Number(Size), Root.ToString() }.Concat(Extensions).Select(l => l + "\n"));

    /// <summary>Reads what was signed. Error: <see cref="EvidenceErrors.CheckpointForm"/>.</summary>
    public static Result<Checkpoint> Read(string text) =>
        StrictText.Lines(text) is [var origin, var number, var hash, .. var extensions]
        && StrictText.IsLine(origin) && StrictText.Number(number) is { } size && TreeHash.Read(hash) is { } root && extensions.All(StrictText.IsLine)
            ? new Checkpoint(origin, size, root, [.. extensions])
            : EvidenceErrors.CheckpointForm;

    /// <summary>Signs it: by the log, and perhaps by a second key of it.</summary>
    public SignedNote Sign(DateTimeOffset now, params ReadOnlySpan<NoteSigner> signers)
    {
        var signatures = ImmutableArray.CreateBuilder<NoteSignature>(signers.Length);
        foreach (var signer in signers)
            signatures.Add(signer.Sign(Text, now));
        return new SignedNote(Text, signatures.ToImmutable());
    }
}
