using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>The local chain that was asked for cannot be had.</summary>
public sealed class LocalChainException(string message) : Exception(message);

/// <summary>
/// A chain for whoever wants to see one: <c>./run --chain</c>. A real EVM node (anvil) on this machine with the contract on it. What it has is in the data folder,
/// and goes on at the next start. It ends with this program, however that ends. It proves nothing: it is in the same hands as the database.
/// </summary>
internal sealed partial class LocalChain : IAsyncDisposable
{
    // The shell waits for the end of its input, which comes when this program ends in whatever way, even killed. Who starts again at once waits until the node
    // before has written what it has.
    private const string Guard = """
        trap '' INT TERM HUP
        exec 9>"$1"
        flock 9
        shift
        "$@" </dev/null 9>&- &
        node=$!
        exec >/dev/null 2>&1
        read -r _
        kill -INT "$node" 2>/dev/null
        for _ in $(seq 60); do kill -0 "$node" 2>/dev/null || exit 0; sleep 0.5; done
        kill -KILL "$node" 2>/dev/null
        """;

    // The first of the accounts that anvil makes for everybody: it is known to the world.
    private const string Account = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private const int Id = 31337;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process guard;
    private readonly string folder;

    private LocalChain(Process guard, string folder) => (this.guard, this.folder) = (guard, folder);

    /// <summary>Where the node is.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Where the contract is.</summary>
    public string Contract { get; private set; } = null!;

    /// <summary>The settings that lead there.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Evidence:Chain:Url"] = Url.ToString(), ["Evidence:Chain:Id"] = Id.ToString(CultureInfo.InvariantCulture), ["Evidence:Chain:Contract"] = Contract,
        ["Evidence:Chain:Account"] = Account, ["Evidence:Chain:Seconds"] = "5",
        ["Evidence:Chain:Signer"] = "", ["Evidence:Chain:Key"] = "", ["Evidence:Chain:GasPrice"] = "",
    };

    /// <summary>The file with the settings of a local chain that runs now.</summary>
    public static string SettingsFile(string dataFolder) => Path.Combine(dataFolder, "chain", "running.json");

    /// <summary>Sets what leads to the one that runs beside.</summary>
    /// <exception cref="LocalChainException">None runs.</exception>
    public static void Find(ConfigurationManager configuration)
    {
        var file = SettingsFile(Data(configuration));
        if (!File.Exists(file))
            throw new LocalChainException($"None is running on {Path.GetDirectoryName(file)}: start the platform with ./run --chain");
        configuration.AddInMemoryCollection(JsonSerializer.Deserialize<Dictionary<string, string?>>(File.ReadAllText(file)));
    }

    /// <summary>Starts one when it is asked for, and sets what leads there.</summary>
    public static async Task<LocalChain?> StartIfAsked(ConfigurationManager configuration)
    {
        if (!configuration.GetValue("Evidence:Chain:Local", false))
            return null;
        var data = Data(configuration);
        var program = configuration["TONGDIAN_ANVIL"] is { Length: > 0 } anvil ? anvil : "anvil";
        var started = await Start(program, Path.Combine(data, "chain"));
        await File.WriteAllTextAsync(SettingsFile(data), JsonSerializer.Serialize(started.Settings));
        configuration.AddInMemoryCollection(started.Settings);
        Console.WriteLine($"  本机链 local chain  {started.Url} · {Id}");
        Console.WriteLine($"  合约 contract       {started.Contract}");
        Console.WriteLine("  只供演示：它与数据库在同一只手里，证明不了什么。 For a demonstration only: in the same hands as the database it proves nothing.");
        return started;
    }

    /// <summary>Starts a node, with the contract on it.</summary>
    /// <param name="program">The node's program.</param>
    /// <param name="folder">Where it keeps the chain.</param>
    /// <param name="port">Where it listens; 0: somewhere.</param>
    public static async Task<LocalChain> Start(string program, string folder, int port = 0)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("sh", ["-c", Guard, "sh", Path.Combine(folder, "lock"), program, "--host", "127.0.0.1", "--port", Text(port), "--chain-id", Text(Id), "--state", Path.Combine(folder, "state.json"), "--state-interval", "5"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var started = new LocalChain(Process.Start(start)!, folder);
        try
        {
            started.Url = await started.Listening();
            started.Contract = await started.Deployed();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(Path.Combine(folder, "running.json"));
        guard.StandardInput.Close();
        await guard.WaitForExitAsync();
        guard.Dispose();
    }

    private async Task<Uri> Listening()
    {
        using var most = new CancellationTokenSource(Patience);
        var wrong = guard.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await guard.StandardOutput.ReadLineAsync(most.Token) is { } line)
        {
            if (Address().Match(line) is not { Success: true } found)
                continue;
            // Whatever it says later is read, or it would wait for a reader.
            _ = guard.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new Uri($"http://{found.Groups["address"].Value}");
        }

        throw new LocalChainException($"It did not start: {await wrong}");
    }

    // The chain of the last time has it already.
    private async Task<string> Deployed()
    {
        var (file, node) = (Path.Combine(folder, "contract"), new EvmNode(() => new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, new ChainAccess(Url, Url, Account, null, null)));
        if (File.Exists(file) && EvmText.Address(await File.ReadAllTextAsync(file)) is { } known && !(await node.Code(known, default)).Failed(out _, out var code) && AnchorContract.IsCode(code))
            return known;
        if ((await DeployContract.Do(node, CancellationToken.None)).Failed(out var error, out var contract))
            throw new LocalChainException($"The contract could not be sent to it: {Why(error)}");
        await File.WriteAllTextAsync(file, contract);
        return contract;
    }

    private static string Data(ConfigurationManager configuration) => Path.GetFullPath(configuration["TONGDIAN_DATA"] is { Length: > 0 } named ? named : "data");

    private static string Why(Error error) => $"{error.Code} {string.Join(", ", error.Values.Select(v => $"{v.Key} {v.Value}"))}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Listening on (?<address>[0-9.]+:[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
