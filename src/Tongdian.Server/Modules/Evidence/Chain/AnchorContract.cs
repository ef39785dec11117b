using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Evidence;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>An anchor of our log on a chain.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Root">The root over them.</param>
/// <param name="At">When, by the chain's clock.</param>
/// <param name="Block">The block that has it.</param>
/// <param name="Transaction">The transaction that brought it.</param>
public sealed record Anchor(long Size, TreeHash Root, DateTimeOffset At, long Block, string Transaction);

/// <summary>The last anchor, as the contract keeps it.</summary>
/// <param name="Owner">The account that may anchor this log; null while nobody has.</param>
/// <param name="Size">Entries; 0 when there is none.</param>
/// <param name="Root">The root over them.</param>
/// <param name="Block">The block that has it.</param>
internal sealed record LastAnchor(string? Owner, long Size, TreeHash Root, long Block);

/// <summary>The contract of <c>chain/EvidenceAnchor.sol</c>, spoken with for one log.</summary>
internal sealed class AnchorContract(EvmNode node, ChainSettings settings, string origin)
{
    // Nodes refuse to look through more blocks at once; Besu's bound is the tightest that we know.
    private const long Blocks = 5000;
    private const int Word = 32;

    private static readonly (byte[] Bytecode, byte[] Deployed) Code = ReadCode();
    private static readonly byte[] AnchorCall = Selector("anchor(bytes32,uint64,bytes32)");
    private static readonly byte[] LatestCall = Selector("latest(bytes32)");
    private static readonly string Anchored = EvmText.Hex(EvmKey.Keccak("Anchored(bytes32,uint64,bytes32,uint64,uint64)"u8));

    private readonly byte[] name = Name(origin);

    /// <summary>Which chain.</summary>
    public long Chain => settings.Id;

    /// <summary>Where the contract is.</summary>
    public string Address => settings.Contract;

    /// <summary>Who sends for us.</summary>
    public string Account => node.Account;

    /// <summary>What the log is called on the chain.</summary>
    public string NameOnChain => EvmText.Hex(name);

    /// <summary>What a log is called on a chain: SHA-256 of its origin.</summary>
    public static byte[] Name(string origin) => SHA256.HashData(Encoding.UTF8.GetBytes(origin));

    /// <summary>Sends the contract to a chain.</summary>
    /// <returns>The transaction that makes it.</returns>
    public static async Task<Result<string>> Deploy(EvmNode node, CancellationToken cancel) =>
        (await node.ChainId(cancel)).Failed(out var error, out var chain) ? error : await node.Send(chain, null, Code.Bytecode, cancel);

    /// <summary>Whether this code is the contract.</summary>
    public static bool IsCode(byte[] code) => code.AsSpan().SequenceEqual(Code.Deployed);

    /// <summary>The last anchor. Whether chain and contract are the right ones is looked at first.</summary>
    public async Task<Result<LastAnchor>> Look(CancellationToken cancel)
    {
        if ((await node.ChainId(cancel)).Failed(out var error, out var chain))
            return error;
        if (chain != settings.Id)
            return ChainErrors.Wrong(chain, settings.Id);
        if ((await node.Code(settings.Contract, cancel)).Failed(out error, out var code))
            return error;
        if (code.Length == 0)
            return ChainErrors.NoContract(settings.Contract);
        if (!IsCode(code))
            return ChainErrors.OtherContract(settings.Contract);
        if ((await node.Call(settings.Contract, [.. LatestCall, .. name], cancel)).Failed(out error, out var words))
            return error;
        if (words.Length != 5 * Word)
            return ChainErrors.OtherContract(settings.Contract);
        var owner = words.AsSpan(12, 20);
        return new LastAnchor(owner.ContainsAnyExcept((byte)0) ? EvmText.Hex(owner) : null, Number(words, 1), new TreeHash(words.AsSpan(2 * Word, Word)), Number(words, 4));
    }

    /// <summary>Sends an anchor.</summary>
    /// <returns>The transaction.</returns>
    public Task<Result<string>> Send(long size, TreeHash root, CancellationToken cancel)
    {
        var data = new byte[AnchorCall.Length + (3 * Word)];
        AnchorCall.CopyTo(data, 0);
        name.CopyTo(data, AnchorCall.Length);
        BinaryPrimitives.WriteInt64BigEndian(data.AsSpan(AnchorCall.Length + (2 * Word) - 8), size);
        root.CopyTo(data.AsSpan(AnchorCall.Length + (2 * Word)));
        return node.Send(settings.Id, settings.Contract, data, cancel);
    }

    /// <summary>What became of it.</summary>
    public Task<Result<EvmOutcome>> Outcome(string transaction, CancellationToken cancel) => node.Outcome(transaction, cancel);

    /// <summary>Anchors from the last one back, the newest first. The chain says of each where the one before it is: none is left out unseen.</summary>
    /// <param name="last">Where to begin.</param>
    /// <param name="most">Enough of them.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<IReadOnlyList<Anchor>>> Back(LastAnchor last, int most, CancellationToken cancel)
    {
        var found = new List<Anchor>();
        for (var block = last.Block; block > 0 && found.Count < most;)
        {
            if ((await node.Events(settings.Contract, [Anchored, NameOnChain], Math.Max(0, block - Blocks + 1), block, cancel)).Failed(out var error, out var events))
                return error;
            foreach (var one in events.Reverse())
            {
                if (one.Data.Length != 4 * Word)
                    return ChainErrors.OtherContract(settings.Contract);
                if (one.Block != block)
                    return ChainErrors.EventsMissing(block);
                found.Add(new Anchor(Number(one.Data, 0), new TreeHash(one.Data.AsSpan(Word, Word)), DateTimeOffset.FromUnixTimeSeconds(Number(one.Data, 2)), one.Block, one.Transaction));
                block = Number(one.Data, 3);
            }

            if (events.Count == 0)
                return ChainErrors.EventsMissing(block);
        }

        return found is [var newest, ..] && (newest.Size, newest.Root) != (last.Size, last.Root) ? ChainErrors.EventsMissing(last.Block) : found;
    }

    private static long Number(byte[] words, int at) => BinaryPrimitives.ReadInt64BigEndian(words.AsSpan(((at + 1) * Word) - 8));

    private static byte[] Selector(string signature) => EvmKey.Keccak(Encoding.ASCII.GetBytes(signature))[..4];

    private static (byte[] Bytecode, byte[] Deployed) ReadCode()
    {
        using var file = typeof(AnchorContract).Assembly.GetManifestResourceStream("chain/EvidenceAnchor.json")!;
        var compiled = JsonDocument.Parse(file).RootElement;
        return (EvmText.Bytes(compiled.GetProperty("bytecode").GetString())!, EvmText.Bytes(compiled.GetProperty("deployedBytecode").GetString())!);
    }
}
