using Tongdian.Domain;
using Tongdian.Domain.Evidence;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>Lays what the chain says beside the log as it is stored.</summary>
internal sealed class CompareAnchor(ReadLog log)
{
    /// <summary>What contradicts; null when the log continues what was anchored. Errors: <see cref="ChainErrors.Ahead"/>, <see cref="ChainErrors.Contradicts"/>.</summary>
    /// <param name="last">The last anchor.</param>
    /// <param name="head">The last checkpoint of the log.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Error?> Do(LastAnchor last, Checkpoint head, CancellationToken cancel) =>
        last.Size == 0 ? null
        : last.Size > head.Size ? ChainErrors.Ahead(last.Size, head.Size)
        : await log.Continues(new Checkpoint(head.Origin, last.Size, last.Root), head, cancel) ? null : ChainErrors.Contradicts(last.Size);
}
