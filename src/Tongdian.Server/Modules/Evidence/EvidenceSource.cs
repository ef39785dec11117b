using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>What an entry is made of.</summary>
/// <param name="CaseId">The case, or the enquiry, that it is about.</param>
/// <param name="Number">Its number.</param>
/// <param name="Person">Whose key seals the record.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Stage">In which stage; null where it is in none.</param>
/// <param name="At">When.</param>
/// <param name="Contents">What was said and handed in; names may come twice, the same twice is there once.</param>
public sealed record EvidenceFact(
    Guid CaseId, string Number, Guid Person, string Kind, string? Stage, DateTimeOffset At, IReadOnlyList<EvidenceContent> Contents);

/// <summary>Something that a record commits to.</summary>
public sealed record EvidenceContent
{
    private EvidenceContent(string name, byte[]? guessable, string? stands) => (Name, Guessable, Stands) = (name, guessable, stands);

    /// <summary>Its name in the record.</summary>
    public string Name { get; }

    /// <summary>What could be guessed, to be hidden by a salt of its own; null when a hash stands for it.</summary>
    public byte[]? Guessable { get; }

    /// <summary>The hash that stands in the record.</summary>
    public string? Stands { get; }

    /// <summary>Something that could be guessed: a choice, a number, a text.</summary>
    public static EvidenceContent Hidden(string name, byte[] content) => new(name, content, null);

    /// <summary>A file of which the hash is known.</summary>
    public static EvidenceContent File(string name, string sha256) => new(name, null, EvidenceRecord.Open(sha256));

    /// <summary>Bytes that are kept elsewhere with a salt.</summary>
    public static EvidenceContent Kept(string name, byte[] salt, byte[] content) => new(name, null, EvidenceRecord.Salted(salt, content));
}

/// <summary>A module whose facts are no facts of a case's own history: its messages, its ratings.</summary>
/// <param name="Kind">What happens; stored.</param>
/// <param name="Read">What there is to record; null when it did not happen after all, or is gone.</param>
public sealed record EvidenceSource(string Kind, Func<EvidenceDue, CancellationToken, Task<EvidenceFact?>> Read)
{
    /// <summary>Says, in the commit of what happened, that it is to be recorded.</summary>
    public static void Owe(WriteBatch batch, string kind, Guid subject, string part, DateTimeOffset now) =>
        batch.InsertOnce("evidence_due", 3, ("kind", kind), ("subject", subject), ("part", part), ("at", now), ("next_at", now));
}
