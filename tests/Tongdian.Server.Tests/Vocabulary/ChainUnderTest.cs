using System.Globalization;
using Tongdian.Server.Modules.Evidence.Chain;
using Xunit;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A real EVM node for the tests of a class. Each takes a contract of its own, so that they know nothing of each other.</summary>
public sealed class ChainUnderTest : IAsyncLifetime
{
    /// <summary>The number of the chain.</summary>
    public const long Id = 31337;

    /// <summary>The key of the first account that the node makes for everybody.</summary>
    public const string Key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    /// <summary>Accounts for which the node signs.</summary>
    public static readonly string[] Accounts = ["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"];

    /// <summary>The node's program.</summary>
    public static readonly string Program = Path.Combine(Repository.Root, "chain", "node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");

    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder folder = new();
    private LocalChain chain = null!;

    /// <summary>Where the node is.</summary>
    public Uri Url => chain.Url;

    public async ValueTask InitializeAsync() => chain = await LocalChain.Start(Program, folder.Path);

    public async ValueTask DisposeAsync()
    {
        await chain.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Settings of a server that anchors in a contract.</summary>
    public Dictionary<string, string?> Settings(string contract, int account = 0) => Settings(Url, contract, account);

    /// <inheritdoc cref="Settings(string, int)"/>
    public static Dictionary<string, string?> Settings(Uri url, string contract, int account = 0) => new(StringComparer.Ordinal)
    {
        ["Evidence:Chain:Url"] = url.ToString(), ["Evidence:Chain:Id"] = Id.ToString(CultureInfo.InvariantCulture), ["Evidence:Chain:Contract"] = contract,
        ["Evidence:Chain:Account"] = Accounts[account],
    };

    /// <summary>A new contract.</summary>
    public async Task<string> Deploy() => (await DeployContract.Do(Node(Access()), default)).Value;

    /// <summary>How an account speaks with the node, which signs for it.</summary>
    internal ChainAccess Access(int account = 0) => new(Url, Url, Accounts[account], null, null);

    /// <summary>The node, as an account sees it.</summary>
    internal static EvmNode Node(ChainAccess access) => new(() => new HttpClient(), access);

    /// <summary>A contract, as an account sees it.</summary>
    internal static AnchorContract Of(string contract, ChainAccess access, string origin, long id = Id) =>
        new(Node(access), new ChainSettings(access, id, contract, TimeSpan.FromSeconds(60)), origin);

    /// <summary>Whether anything listens there.</summary>
    public static async Task<bool> Answers(Uri url)
    {
        try
        {
            using var answer = await Http.GetAsync(url);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
