using Tongdian.Domain;
using Tongdian.Domain.Evidence;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>
/// The last anchors, as the chain says now, for whoever wants to know. What was read is good for a few seconds, so that many who ask are one question to the
/// chain.
/// </summary>
internal sealed class ReadAnchors(AnchorContract contract, AnchorLog anchoring, ReadLog log, CompareAnchor compare, EvidenceSettings settings, TimeProvider time)
    : IDisposable
{
    private const int Most = 20;
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private Seen? seen;

    /// <summary>What the chain says.</summary>
    /// <param name="Size">Entries of the last anchor; 0 when there is none; null when the chain could not be asked.</param>
    /// <param name="Anchors">The newest first.</param>
    /// <param name="Wrong">What is wrong, between this server and the chain or between the chain and the log; null when nothing is.</param>
    /// <param name="At">When it was asked.</param>
    public sealed record Seen(long? Size, IReadOnlyList<Anchor> Anchors, Error? Wrong, DateTimeOffset At);

    /// <summary>An anchor, for programs.</summary>
    /// <param name="Size">Entries.</param>
    /// <param name="Root">The root over them in base64, as in a checkpoint.</param>
    /// <param name="RootHex">The same, as the chain shows it.</param>
    /// <param name="Block">The block that has it.</param>
    /// <param name="Transaction">The transaction that brought it.</param>
    /// <param name="At">When, by the chain's clock.</param>
    public sealed record Item(long Size, string Root, string RootHex, long Block, string Transaction, DateTimeOffset At);

    /// <summary>Everything that whoever wants to ask the chain needs.</summary>
    /// <param name="Log">Which log.</param>
    /// <param name="NameOnChain">What it is called on the chain: SHA-256 of the log's name.</param>
    /// <param name="Chain">Which chain, by its number.</param>
    /// <param name="Contract">The contract's address.</param>
    /// <param name="Anchors">The newest first.</param>
    /// <param name="Wrong">The code of what is wrong; null when nothing is.</param>
    public sealed record Page(string Log, string NameOnChain, long Chain, string Contract, IReadOnlyList<Item> Anchors, string? Wrong);

    /// <summary>The chain and the contract, in words of programs.</summary>
    public AnchorContract Contract => contract;

    /// <summary>The last anchors, for programs.</summary>
    public async Task<Page> Read(CancellationToken cancel)
    {
        var found = await Look(cancel);
        return new Page(
            settings.Origin, contract.NameOnChain, contract.Chain, contract.Address,
            [.. found.Anchors.Select(a => new Item(a.Size, a.Root.ToString(), "0x" + a.Root.Hex(), a.Block, a.Transaction, a.At))], found.Wrong?.Code);
    }

    /// <summary>The last anchors.</summary>
    public async Task<Seen> Look(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            if (seen is not null && now - seen.At < Good && seen.At <= now)
                return seen;
            return seen = await Ask(now, cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<Seen> Ask(DateTimeOffset now, CancellationToken cancel)
    {
        if ((await contract.Look(cancel)).Failed(out var error, out var last))
            return new Seen(null, [], error, now);
        if ((await contract.Back(last, Most, cancel)).Failed(out error, out var anchors))
            return new Seen(last.Size, [], error, now);
        var head = await log.Last(witnessed: false, cancel) is { } row ? ReadLog.Open(row).Checkpoint : new Checkpoint(settings.Origin, 0, Merkle.Empty);
        return new Seen(last.Size, [.. anchors.Take(Most)], await compare.Do(last, head, cancel) ?? anchoring.Wrong, now);
    }
}
