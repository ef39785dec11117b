namespace Tongdian.Domain.Evidence;

/// <summary>Why a text, a signature or a proof is not accepted.</summary>
public static class EvidenceErrors
{
    /// <summary>A text is no signed note.</summary>
    public static readonly Error NoteForm = Invalid("evidence.note-form");

    /// <summary>A key that is known has signed, and the signature is wrong.</summary>
    public static readonly Error SignatureWrong = Invalid("evidence.signature-wrong");

    /// <summary>Nobody whose key is known has signed.</summary>
    public static readonly Error Unsigned = Invalid("evidence.unsigned");

    /// <summary>A text is no key, or its parts do not fit each other.</summary>
    public static readonly Error KeyForm = Invalid("evidence.key-form");

    /// <summary>The signed text is no checkpoint.</summary>
    public static readonly Error CheckpointForm = Invalid("evidence.checkpoint-form");

    /// <summary>The checkpoint is signed with the key of another log.</summary>
    public static readonly Error OriginUnknown = Invalid("evidence.origin-unknown");

    /// <summary>Too few witnesses, or not those that are needed, have seen the checkpoint.</summary>
    public static readonly Error QuorumMissed = Invalid("evidence.quorum-missed");

    /// <summary>A witness says that it saw the checkpoint at a time that has not come yet.</summary>
    public static readonly Error TimeAhead = Invalid("evidence.time-ahead");

    /// <summary>A text is no proof.</summary>
    public static readonly Error ProofForm = Invalid("evidence.proof-form");

    /// <summary>The proof leads to another root: it is for another leaf, place or tree, or something was changed.</summary>
    public static readonly Error ProofWrong = Invalid("evidence.proof-wrong");

    /// <summary>The log has no entry with this number.</summary>
    public static readonly Error IndexOutside = Invalid("evidence.index-outside");

    /// <summary>A text is no record, or is one in another spelling.</summary>
    public static readonly Error RecordForm = Invalid("evidence.record-form");

    /// <summary>What is sent to a witness has another form.</summary>
    public static readonly Error RequestForm = Invalid("evidence.request-form");

    /// <summary>A line of a policy cannot be understood or contradicts those before it.</summary>
    /// <param name="line">Counted from 1; after the last where something is missing.</param>
    public static Error PolicyForm(int line) => Invalid("evidence.policy-form").With("line", StrictText.Number(line));

    /// <summary>A tile is needed that is not there.</summary>
    public static Error TileMissing(TileId tile) => Invalid("evidence.tile-missing").With("tile", tile.Path);

    /// <summary>A tile is cut off, or there is more in it than it should have.</summary>
    public static Error TileForm(TileId tile) => Invalid("evidence.tile-form").With("tile", tile.Path);

    private static Error Invalid(string code) => new(ErrorKind.Invalid, code);
}
