using Tongdian.Domain;
using Tongdian.Domain.Evidence;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>
/// Anchors the last checkpoint that enough witnesses have signed in the contract, when the log grew, and not oftener than was set. Nothing is remembered here:
/// the chain itself says how far it is. What fails is tried again; where the chain has another log than ours nothing is sent, and an alarm is given. The log and the
/// cases go on in any case.
/// </summary>
internal sealed partial class AnchorLog(
    AnchorContract contract, ChainSettings settings, ReadLog log, CompareAnchor compare, KeepCheckpoints keep, TimeProvider time, ILogger<AnchorLog> logger)
{
    // A block takes seconds: whoever waits so long waits for somebody.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private DateTimeOffset next = DateTimeOffset.MinValue;
    private long? reached;
    private string? sent;
    private DateTimeOffset sentAt;

    /// <summary>Why the last try failed on this server; null when it did not.</summary>
    public Error? Wrong { get; private set; }

    /// <summary>Whether it is time, and something is not anchored.</summary>
    public async Task<bool> Waits(CancellationToken cancel) =>
        sent is not null || (time.GetUtcNow() >= next && await log.Last(witnessed: true, cancel) is { } row && (Wrong is not null || row.Size != reached));

    /// <summary>Does one step: looks after what was sent, or sends.</summary>
    public async Task Do(CancellationToken cancel)
    {
        next = time.GetUtcNow() + settings.Every;
        // What contradicts the checkpoints that were kept is not anchored either.
        var head = await keep.Do(cancel);
        Wrong = await Step(head, cancel);
        if (Wrong is not null)
            Failed(logger, ChainErrors.IsAlarm(Wrong) ? LogLevel.Critical : LogLevel.Error, Wrong.Code, string.Join(", ", Wrong.Values.Select(v => $"{v.Key} {v.Value}")));
    }

    private async Task<Error?> Step(Checkpoint head, CancellationToken cancel)
    {
        if (await log.Last(witnessed: true, cancel) is not { } row)
            return null;
        if (sent is not null && await Settle(cancel) is var settled && (settled is not null || sent is not null))
            return settled;
        if ((await contract.Look(cancel)).Failed(out var error, out var last))
            return error;
        if (await compare.Do(last, head, cancel) is { } contradiction)
            return contradiction;
        var checkpoint = ReadLog.Open(row).Checkpoint;
        if (last.Size >= checkpoint.Size)
        {
            reached = row.Size;
            return null;
        }

        if (last.Owner is { } owner && owner != contract.Account)
            return ChainErrors.NotOwner(owner, contract.Account);
        if ((await contract.Send(checkpoint.Size, checkpoint.Root, cancel)).Failed(out error, out sent))
            return error;
        sentAt = time.GetUtcNow();
        return await Settle(cancel);
    }

    // A transaction that the node has forgotten is sent again: the contract takes the same twice.
    private async Task<Error?> Settle(CancellationToken cancel)
    {
        if ((await contract.Outcome(sent!, cancel)).Failed(out var error, out var outcome))
            return error;
        if (outcome.Standing == EvmStanding.Waiting)
            return time.GetUtcNow() - sentAt > Long ? ChainErrors.Waits(sent!) : null;
        var transaction = sent!;
        sent = null;
        return outcome.Standing == EvmStanding.Undone ? ChainErrors.Reverted(transaction) : null;
    }

    [LoggerMessage("The evidence log could not be anchored: {Code} ({Values}); it is tried again. chain.contradicts and chain.ahead say that this log is not the one that was anchored")]
    private static partial void Failed(ILogger logger, LogLevel level, string code, string values);
}
