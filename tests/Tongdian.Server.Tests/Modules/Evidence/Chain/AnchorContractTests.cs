using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Evidence.Chain;

/// <summary>What the contract takes and what it refuses, on a real node; and what a node may answer that is no anchor.</summary>
public sealed class AnchorContractTests(ChainUnderTest chain) : IClassFixture<ChainUnderTest>
{
    private const string Origin = "log.example/test";

    [Fact]
    public async Task The_code_that_is_deployed_is_what_the_compiler_makes_of_the_source()
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["compile.mjs", "--check"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "chain"), RedirectStandardError = true, UseShellExecute = false,
        })!;
        var said = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, said);
    }

    [Fact]
    public async Task A_log_belongs_to_whoever_anchored_it_first_and_only_grows()
    {
        var address = await chain.Deploy();
        var (ours, theirs) = (ChainUnderTest.Of(address, chain.Access(), Origin), ChainUnderTest.Of(address, chain.Access(1), Origin));
        Assert.Equal(new LastAnchor(null, 0, new TreeHash(new byte[32]), 0), (await ours.Look(default)).Value);
        Assert.Empty((await ours.Back((await ours.Look(default)).Value, 10, default)).Value);

        await Anchor(ours, 10, Root(1));
        var first = (await ours.Look(default)).Value;
        Assert.Equal((ChainUnderTest.Accounts[0], 10, Root(1)), (first.Owner, first.Size, first.Root));

        // The same again is taken and changes nothing; less, and another root for as many, is refused; so is everybody else.
        await Anchor(ours, 10, Root(1));
        Assert.Equal(first, (await ours.Look(default)).Value);
        foreach (var (who, size, root) in new[] { (ours, 9, Root(1)), (ours, 10, Root(2)), (ours, 0, Root(1)), (theirs, 11, Root(2)), (theirs, 10, Root(1)) })
            Assert.Equal("chain.refused", (await who.Send(size, root, default)).Error!.Code);
        Assert.Equal(first, (await theirs.Look(default)).Value);

        // Another log is another's.
        var other = ChainUnderTest.Of(address, chain.Access(1), "log.example/other");
        await Anchor(other, 3, Root(3));
        Assert.Equal(ChainUnderTest.Accounts[1], (await other.Look(default)).Value.Owner);
        await Anchor(ours, long.MaxValue, Root(4));

        // Handed over, the first one has nothing to say any more.
        var node = ChainUnderTest.Node(chain.Access());
        byte[] handOver = [.. EvmKey.Keccak("handOver(bytes32,address)"u8)[..4], .. AnchorContract.Name("log.example/other"), .. new byte[12], .. EvmText.Bytes(ChainUnderTest.Accounts[0])!];
        Assert.Equal("chain.refused", (await node.Send(ChainUnderTest.Id, address, handOver, default)).Error!.Code);
        var handed = (await ChainUnderTest.Node(chain.Access(1)).Send(ChainUnderTest.Id, address, handOver, default)).Value;
        await Patience.Until(async () => (await node.Outcome(handed, default)).Value.Standing == EvmStanding.Taken);
        Assert.Equal("chain.refused", (await other.Send(4, Root(4), default)).Error!.Code);
        await Anchor(ChainUnderTest.Of(address, chain.Access(), "log.example/other"), 4, Root(4));
    }

    [Fact]
    public async Task All_anchors_are_read_back_and_one_that_a_node_does_not_have_is_missed()
    {
        var ours = ChainUnderTest.Of(await chain.Deploy(), chain.Access(), Origin);
        foreach (var size in Enumerable.Range(1, 25))
            await Anchor(ours, size, Root(size));
        var last = (await ours.Look(default)).Value;
        var all = (await ours.Back(last, int.MaxValue, default)).Value;
        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(s => ((long)s, Root(s))), all.Select(a => (a.Size, a.Root)));
        Assert.All(all, a => Assert.True(a.At > DateTimeOffset.UnixEpoch && EvmText.Bytes(a.Transaction) is { Length: 32 }));

        // More blocks than a node looks through at once lie between.
        for (var ten = 0; ten < 10; ten++)
            await Ask("anvil_mine", "0x200");
        await Anchor(ours, 26, Root(26));
        last = (await ours.Look(default)).Value;
        Assert.Equal(26, (await ours.Back(last, int.MaxValue, default)).Value.Count);
        Assert.Single((await ours.Back(last, 1, default)).Value);

        Assert.Equal("chain.events-missing", (await ours.Back(last with { Block = last.Block + 1 }, 10, default)).Error!.Code);
        Assert.Equal("chain.events-missing", (await ours.Back(last with { Block = last.Block - 1 }, 10, default)).Error!.Code);
        Assert.Equal("chain.events-missing", (await ours.Back(last with { Size = 27 }, 10, default)).Error!.Code);
    }

    [Fact]
    public async Task Node_signer_or_key_sign()
    {
        var key = EvmKey.Read(ChainUnderTest.Key)!;
        Assert.Equal(ChainUnderTest.Accounts[0], key.Address);
        await using var signer = await ProviderStub.Start(asked => (200, Sign(asked.Body, key)));
        foreach (var access in new[]
        {
            chain.Access(), chain.Access() with { Signer = new Uri(signer.Url) }, chain.Access() with { Key = key, Signer = new Uri("http://127.0.0.1:9") },
        })
        {
            var contract = ChainUnderTest.Of((await DeployContract.Do(ChainUnderTest.Node(access), default)).Value, access, Origin);
            for (var size = 1; size <= 3; size++)
                await Anchor(contract, size, Root(size));
            Assert.Equal((access.Account, 3), ((await contract.Look(default)).Value.Owner, (await contract.Look(default)).Value.Size));
        }

        Assert.Equal(4, signer.Requests.Count);
    }

    [Fact]
    public async Task Another_chain_another_contract_and_no_answer_are_told_apart()
    {
        var address = await chain.Deploy();
        async Task<string> Code(AnchorContract contract) => (await contract.Look(default)).Error!.Code;
        Assert.Equal("chain.wrong", await Code(ChainUnderTest.Of(address, chain.Access(), Origin, id: 1)));
        Assert.Equal("chain.no-contract", await Code(ChainUnderTest.Of(ChainUnderTest.Accounts[1], chain.Access(), Origin)));
        // A contract whose code is one byte: stop.
        var transaction = (await ChainUnderTest.Node(chain.Access()).Send(ChainUnderTest.Id, null, Convert.FromHexString("60016000f3"), default)).Value;
        await Patience.Until(async () => (await ChainUnderTest.Node(chain.Access()).Outcome(transaction, default)).Value.Standing == EvmStanding.Taken);
        var other = (await ChainUnderTest.Node(chain.Access()).Outcome(transaction, default)).Value.Contract!;
        Assert.Equal("chain.other-contract", await Code(ChainUnderTest.Of(other, chain.Access(), Origin)));
        Assert.Equal("chain.down", await Code(ChainUnderTest.Of(address, Behind("http://127.0.0.1:9"), Origin)));
        Assert.Equal(EvmStanding.Unknown, (await ChainUnderTest.Node(chain.Access()).Outcome("0x" + new string('1', 64), default)).Value.Standing);

        foreach (var (status, body, code) in new[]
        {
            (200, "hello", "chain.down"), (502, "<html>", "chain.down"), (200, "[]", "chain.down"), (200, "{}", "chain.down"), (200, """{"result":null}""", "chain.refused"),
            (200, """{"result":"0x"}""", "chain.refused"), (200, """{"result":"31337"}""", "chain.refused"), (200, """{"result":{}}""", "chain.refused"),
            (400, """{"error":{"code":-32601,"message":"no such method"}}""", "chain.refused"), (200, """{"error":"no"}""", "chain.refused"), (200, """{"result":"0x1"}""", "chain.wrong"),
        })
        {
            await using var stub = await ProviderStub.Start(_ => (status, body));
            Assert.Equal((body, code), (body, await Code(ChainUnderTest.Of(address, Behind(stub.Url), Origin))));
        }
    }

    [Theory]
    [InlineData("Evidence:Chain:Url", "127.0.0.1:8545")]
    [InlineData("Evidence:Chain:Id", "")]
    [InlineData("Evidence:Chain:Id", "0x7a69")]
    [InlineData("Evidence:Chain:Contract", "")]
    [InlineData("Evidence:Chain:Contract", "0x1234")]
    [InlineData("Evidence:Chain:Account", "")]
    [InlineData("Evidence:Chain:Account", "me")]
    [InlineData("Evidence:Chain:Key", "0x00")]
    [InlineData("Evidence:Chain:Signer", "file:///key")]
    [InlineData("Evidence:Chain:GasPrice", "-1")]
    [InlineData("Evidence:Chain:Seconds", "0")]
    public void A_setting_that_cannot_be_is_named_at_the_start(string name, string value)
    {
        var settings = ChainUnderTest.Settings(new Uri("http://127.0.0.1:9"), "0x" + new string('a', 40));
        settings[name] = value;
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(configuration, settings);
        Assert.Contains(name, Assert.Throws<FormatException>(() => ChainSettings.Read(configuration.Build())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keccak_is_not_sha3() => Assert.Equal(
        "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Convert.ToHexStringLower(EvmKey.Keccak([])));

    private static ChainAccess Behind(string url) => new(new Uri(url), new Uri(url), ChainUnderTest.Accounts[0], null, null);

    private static TreeHash Root(int of) => Merkle.Leaf(System.Text.Encoding.UTF8.GetBytes(of.ToString(CultureInfo.InvariantCulture)));

    private static BigInteger Number(string? text) => EvmText.Quantity(text)!.Value;

    private static async Task Anchor(AnchorContract contract, long size, TreeHash root)
    {
        var transaction = (await contract.Send(size, root, default)).Value;
        await Patience.Until(async () => (await contract.Outcome(transaction, default)).Value.Standing != EvmStanding.Waiting);
        Assert.Equal(EvmStanding.Taken, (await contract.Outcome(transaction, default)).Value.Standing);
    }

    // What web3signer does: it has the key, signs, and hands on to its node.
    private string Sign(string body, EvmKey key)
    {
        var asked = JsonElement.Parse(body);
        Assert.Equal("eth_sendTransaction", asked.GetProperty("method").GetString());
        var call = asked.GetProperty("params")[0];
        byte[] Bytes(string name) => call.TryGetProperty(name, out var hex) ? EvmText.Bytes(hex.GetString())! : [];
        var nonce = Number(Ask("eth_getTransactionCount", ChainUnderTest.Accounts[0], "pending").GetAwaiter().GetResult().GetString());
        var transaction = new EvmTransaction(nonce, Number(call.GetProperty("gasPrice").GetString()), Number(call.GetProperty("gas").GetString()), Bytes("to"), Bytes("data"));
        return JsonSerializer.Serialize(new
        {
            jsonrpc = "2.0", id = 1, result = Ask("eth_sendRawTransaction", EvmText.Hex(key.Sign(transaction, ChainUnderTest.Id))).GetAwaiter().GetResult().GetString(),
        });
    }

    private async Task<JsonElement> Ask(string method, params object[] arguments)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(3) };
        using var body = new StringContent(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method, @params = arguments }), System.Text.Encoding.UTF8, "application/json");
        return JsonElement.Parse(await (await http.PostAsync(chain.Url, body)).Content.ReadAsStringAsync()).GetProperty("result");
    }
}
