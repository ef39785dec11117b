namespace Tongdian.Domain.Evidence;

/// <summary>A tree as a witness has last vouched for it.</summary>
public sealed record SeenTree(long Size, TreeHash Root)
{
    /// <summary>What is remembered of a log that was never seen.</summary>
    public static readonly SeenTree Nothing = new(0, Merkle.Empty);
}

/// <summary>
/// What a witness answers. Source: C2SP tlog-witness. Only with 200 may it sign, and only after it has remembered the new tree in place of the one that was
/// given here: two requests at the same time must not both be accepted.
/// </summary>
/// <param name="Status">The HTTP status: 200, 400, 403, 404, 409 or 422.</param>
/// <param name="KnownSize">With 409: the body is this number and a line break, of the type <see cref="SizeType"/>.</param>
public sealed record WitnessDecision(int Status, long? KnownSize = null)
{
    /// <summary>The media type of the answer 409.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>Whether it signs.</summary>
    public bool Signs => Status == 200;

    /// <summary>
    /// Whether somebody should be told: the log has signed what contradicts what it signed before. It is a proof against the log and should be kept.
    /// </summary>
    public bool IsContradiction => Status == 422;

    /// <summary>Decides.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="keys">The keys that are known for the origin; none where the log is not known.</param>
    /// <param name="seen">What was vouched for last (<see cref="SeenTree.Nothing"/> where nothing was).</param>
    public static WitnessDecision For(WitnessRequest request, IReadOnlyCollection<VerifierKey> keys, SeenTree seen)
    {
        if (keys.Count == 0)
            return new WitnessDecision(404);
        if (request.Note.Verify(keys).Failed(out _, out _))
            return new WitnessDecision(403);
        if (request.Old > request.Checkpoint.Size)
            return new WitnessDecision(400);
        if (request.Old != seen.Size)
            return new WitnessDecision(409, seen.Size);
        return ConsistencyProof.Holds(seen.Size, seen.Root, request.Checkpoint.Size, request.Checkpoint.Root, request.Proof.AsSpan())
            ? new WitnessDecision(200)
            : new WitnessDecision(422);
    }
}
