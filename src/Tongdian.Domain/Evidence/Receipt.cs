namespace Tongdian.Domain.Evidence;

/// <summary>
/// What a customer takes home: a <see cref="LogProof"/> that carries salt and record in its extra data. The entry in the log is the SHA-256 of just these
/// bytes, so that anybody's tools for such proofs can check it.
/// </summary>
public sealed record Receipt
{
    private Receipt(EvidenceRecord record, LogProof proof) => (Record, Proof) = (record, proof);

    /// <summary>What happened.</summary>
    public EvidenceRecord Record { get; }

    /// <summary>Where it is in the log.</summary>
    public LogProof Proof { get; }

    /// <summary>The salt of the record.</summary>
    public ReadOnlyMemory<byte> Salt => Proof.Extra!.Value[..EvidenceRecord.SaltLength];

    /// <summary>Makes a receipt of a proof without extra data.</summary>
    public static Receipt Make(EvidenceRecord record, ReadOnlySpan<byte> salt, LogProof proof) =>
        new(record, proof with { Extra = (byte[])[.. salt, .. record.Bytes()] });

    /// <summary>Reads a receipt. Errors: those of <see cref="LogProof.Read"/>, <see cref="EvidenceErrors.RecordForm"/>.</summary>
    public static Result<Receipt> Read(string text)
    {
        if (LogProof.Read(text).Failed(out var error, out var proof))
            return error;
        if (proof.Extra is not { Length: > EvidenceRecord.SaltLength } extra)
            return EvidenceErrors.RecordForm;
        return EvidenceRecord.Read(extra.Span[EvidenceRecord.SaltLength..]).Failed(out error, out var record) ? error : new Receipt(record, proof);
    }

    /// <summary>
    /// Whether the record is in a log that the policy accepts: it has been so, word for word, since <see cref="WitnessedCheckpoint.Since"/>. That what it says is
    /// true, and that nothing else was written down, is not shown. Errors: those of <see cref="LogProof.Verify"/>.
    /// </summary>
    public Result<WitnessedCheckpoint> Verify(LogPolicy policy, DateTimeOffset now) => Proof.Verify(Record.Entry(Salt.Span), policy, now);

    /// <summary>The receipt as <see cref="Read"/> reads it.</summary>
    public override string ToString() => Proof.ToString();
}
