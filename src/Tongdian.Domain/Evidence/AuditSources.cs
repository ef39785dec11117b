namespace Tongdian.Domain.Evidence;

/// <summary>A checkpoint that somebody kept where the log's owner cannot change it: a witness, a chain, a file, a customer's receipt.</summary>
/// <param name="Checkpoint">The checkpoint; its signatures were verified.</param>
/// <param name="Where">Who kept it.</param>
public sealed record KeptCheckpoint(Checkpoint Checkpoint, string Where);

/// <summary>A leaf that a receipt proves.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Leaf">The leaf.</param>
/// <param name="Case">The case that the receipt is about.</param>
/// <param name="Where">Whose receipt it is.</param>
public sealed record KeptLeaf(long Index, TreeHash Leaf, string Case, string Where);

/// <summary>An entry as it is stored now.</summary>
/// <param name="Index">Its place by its row.</param>
/// <param name="Entry">What was entered in the log.</param>
/// <param name="Case">The case by its row.</param>
/// <param name="Salt">Null where it was destroyed with the person.</param>
/// <param name="Record">The bytes of the record; null where they were destroyed with the person.</param>
public sealed record StoredEntry(long Index, ReadOnlyMemory<byte> Entry, string? Case, ReadOnlyMemory<byte>? Salt, ReadOnlyMemory<byte>? Record)
{
    /// <summary>Whether the record, where it is still there, is the one that was entered.</summary>
    public bool IsWhole => Salt is not { } salt || Record is not { } record
        || (salt.Length == EvidenceRecord.SaltLength && Entry.Span.SequenceEqual(EvidenceRecord.Commit(salt.Span, record.Span)));
}
