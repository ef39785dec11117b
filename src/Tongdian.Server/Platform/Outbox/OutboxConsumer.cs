using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Outbox;

/// <summary>A consumer of facts, registered by its module. The write door leaves it a row for every fact it wants.</summary>
/// <param name="Name">Stable name; stored.</param>
/// <param name="Kinds">Kinds of facts it wants, as they are written (<c>stage-completed</c>); empty: all.</param>
public sealed record OutboxConsumer(string Name, params IReadOnlyCollection<string> Kinds)
{
    /// <summary>
    /// Reacts to facts of one case, in their order: returns what is to be written, which is committed together with the end of the facts' waiting. It
    /// may come again for the same facts when two servers work at once, so what it writes has keys. Null: nobody reacts here.
    /// </summary>
    public Func<OutboxWork, CancellationToken, Task<Action<WriteBatch>>>? React { get; init; }

    /// <summary>With whom it is served.</summary>
    public OutboxLane Lane { get; init; } = OutboxLane.Quick;

    /// <summary>Whether it wants facts of this kind.</summary>
    public bool Wants(string kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}

/// <summary>Consumers that are served together: who takes long keeps nobody waiting but others like it.</summary>
public enum OutboxLane
{
    /// <summary>A reaction takes milliseconds: it looks at something, and writes rows.</summary>
    Quick = 1,

    /// <summary>A reaction takes a good part of a second of computing: it draws pictures, prints paper.</summary>
    Long = 2,
}

/// <summary>Facts of one case that wait for a consumer.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Versions">The versions that the facts made, in order.</param>
/// <param name="Now">The instant of the reaction.</param>
public sealed record OutboxWork(Guid CaseId, IReadOnlyList<int> Versions, DateTimeOffset Now);
