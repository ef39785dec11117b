using System.Numerics;
using System.Text;
using System.Text.Json;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>Where a transaction stands.</summary>
internal enum EvmStanding
{
    /// <summary>The node does not know it, or has forgotten it.</summary>
    Unknown,

    /// <summary>No block has it yet.</summary>
    Waiting,

    /// <summary>A block has it.</summary>
    Taken,

    /// <summary>A block has it, and what it did was undone.</summary>
    Undone,
}

/// <summary>What became of a transaction.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Contract">The contract that it made; null when it made none.</param>
internal sealed record EvmOutcome(EvmStanding Standing, string? Contract);

/// <summary>Something that a contract has told.</summary>
internal sealed record EvmEvent(long Block, long Place, string Transaction, byte[] Data);

/// <summary>A node of a chain that speaks Ethereum's JSON-RPC, and whoever signs for our account.</summary>
internal sealed class EvmNode(Func<HttpClient> clients, ChainAccess access)
{
    /// <summary>The client that speaks with it.</summary>
    public const string Client = "chain";

    // What a contract says in an event and thousands of times.
    private const int LongestAnswer = 16 << 20;

    /// <summary>Who sends.</summary>
    public string Account => access.Account;

    /// <summary>Which chain it is.</summary>
    public Task<Result<long>> ChainId(CancellationToken cancel) => Number("eth_chainId", cancel);

    /// <summary>The code at an address; empty where there is none.</summary>
    public Task<Result<byte[]>> Code(string address, CancellationToken cancel) => Bytes("eth_getCode", cancel, address, "latest");

    /// <summary>What a contract answers, without a transaction.</summary>
    public Task<Result<byte[]>> Call(string to, byte[] data, CancellationToken cancel) =>
        Bytes("eth_call", cancel, new Dictionary<string, string>(StringComparer.Ordinal) { ["to"] = to, ["data"] = EvmText.Hex(data) }, "latest");

    /// <summary>What a contract has told in these blocks, in their order.</summary>
    /// <param name="address">The contract.</param>
    /// <param name="topics">Which event, and what is indexed in it.</param>
    /// <param name="from">The first block.</param>
    /// <param name="to">The last block.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<IReadOnlyList<EvmEvent>>> Events(string address, IReadOnlyList<string> topics, long from, long to, CancellationToken cancel)
    {
        if ((await Ask(access.Node, "eth_getLogs", cancel, new { address, topics, fromBlock = EvmText.Quantity(from), toBlock = EvmText.Quantity(to) })).Failed(out var error, out var answer))
            return error;
        var found = new List<EvmEvent>();
        foreach (var one in answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().AsEnumerable() : [])
        {
            if (EvmText.Number(Word(one, "blockNumber")) is not { } block || EvmText.Number(Word(one, "logIndex")) is not { } place
                || Word(one, "transactionHash") is not { } transaction || EvmText.Bytes(Word(one, "data")) is not { } data)
            {
                return Nonsense("eth_getLogs");
            }

            found.Add(new EvmEvent(block, place, transaction, data));
        }

        return found.OrderBy(e => e.Block).ThenBy(e => e.Place).ToList();
    }

    /// <summary>Sends a transaction for this chain, signed by whoever has the key.</summary>
    /// <param name="chain">For which chain.</param>
    /// <param name="to">The contract; null: a new one is made.</param>
    /// <param name="data">What is called, or the code.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Its hash; nobody has taken it into a block yet.</returns>
    public async Task<Result<string>> Send(long chain, string? to, byte[] data, CancellationToken cancel)
    {
        var call = new Dictionary<string, string>(StringComparer.Ordinal) { ["from"] = access.Account, ["data"] = EvmText.Hex(data) };
        if (to is not null)
            call["to"] = to;
        // The node tries it first: what would be undone is not sent.
        if ((await Quantity("eth_estimateGas", cancel, call)).Failed(out var error, out var needed) || (await GasPrice(cancel)).Failed(out error, out var price))
            return error;
        var gas = needed + (needed / 4);
        if (access.Key is null)
        {
            (call["gas"], call["gasPrice"]) = (EvmText.Quantity(gas), EvmText.Quantity(price));
            return await Text(access.Signer, "eth_sendTransaction", cancel, call);
        }

        if ((await Quantity("eth_getTransactionCount", cancel, access.Account, "pending")).Failed(out error, out var nonce))
            return error;
        var signed = access.Key.Sign(new EvmTransaction(nonce, price, gas, EvmText.Bytes(to) ?? [], data), chain);
        return await Text(access.Node, "eth_sendRawTransaction", cancel, EvmText.Hex(signed));
    }

    /// <summary>What became of a transaction.</summary>
    public async Task<Result<EvmOutcome>> Outcome(string transaction, CancellationToken cancel)
    {
        if ((await Ask(access.Node, "eth_getTransactionReceipt", cancel, transaction)).Failed(out var error, out var receipt))
            return error;
        if (receipt.ValueKind == JsonValueKind.Object)
            return new EvmOutcome(EvmText.Number(Word(receipt, "status")) == 1 ? EvmStanding.Taken : EvmStanding.Undone, EvmText.Address(Word(receipt, "contractAddress")));
        if ((await Ask(access.Node, "eth_getTransactionByHash", cancel, transaction)).Failed(out error, out var known))
            return error;
        return new EvmOutcome(known.ValueKind == JsonValueKind.Object ? EvmStanding.Waiting : EvmStanding.Unknown, null);
    }

    private Task<Result<BigInteger>> GasPrice(CancellationToken cancel) =>
        access.GasPrice is { } price ? Task.FromResult<Result<BigInteger>>(price) : Quantity("eth_gasPrice", cancel);

    private async Task<Result<string>> Text(Uri where, string method, CancellationToken cancel, params object[] arguments)
    {
        if ((await Ask(where, method, cancel, arguments)).Failed(out var error, out var answer))
            return error;
        return answer.ValueKind == JsonValueKind.String && answer.GetString() is { } text ? text : Nonsense(method);
    }

    private async Task<Result<byte[]>> Bytes(string method, CancellationToken cancel, params object[] arguments) =>
        (await Text(access.Node, method, cancel, arguments)).Failed(out var error, out var text) ? error : EvmText.Bytes(text) ?? (Result<byte[]>)Nonsense(method);

    private async Task<Result<BigInteger>> Quantity(string method, CancellationToken cancel, params object[] arguments) =>
        (await Text(access.Node, method, cancel, arguments)).Failed(out var error, out var text) ? error : EvmText.Quantity(text) ?? (Result<BigInteger>)Nonsense(method);

    private async Task<Result<long>> Number(string method, CancellationToken cancel) =>
        (await Text(access.Node, method, cancel)).Failed(out var error, out var text) ? error : EvmText.Number(text) ?? (Result<long>)Nonsense(method);

    private Error Nonsense(string method) => ChainErrors.Refused(access.Node, $"{method}: this is no answer to it");

    private async Task<Result<JsonElement>> Ask(Uri where, string method, CancellationToken cancel, params object[] arguments)
    {
        try
        {
            using var client = clients();
            client.MaxResponseContentBufferSize = LongestAnswer;
            using var body = new StringContent(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method, @params = arguments }), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(where, body, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            return Read(where, method, (int)answer.StatusCode, text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return ChainErrors.Down(where, e.Message);
        }
    }

    // An error may come with any status.
    private static Result<JsonElement> Read(Uri where, string method, int status, string text)
    {
        JsonElement answer;
        try
        {
            answer = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return ChainErrors.Down(where, $"{method}: {status}");
        }

        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
            return ChainErrors.Refused(where, $"{method}: {(error.ValueKind == JsonValueKind.Object ? Word(error, "message") : null) ?? error.GetRawText()}");
        return status == 200 && answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var result) ? result : ChainErrors.Down(where, $"{method}: {status}");
    }

    private static string? Word(JsonElement of, string name) => of.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
}
