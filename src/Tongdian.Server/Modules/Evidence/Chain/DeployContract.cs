using Tongdian.Domain;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary><c>./run chain deploy</c>: sends the contract to a chain and says what is to be set then.</summary>
internal static class DeployContract
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    /// <summary>Runs it.</summary>
    /// <returns>0 when the contract is on the chain, 1 when it is not.</returns>
    public static async Task<int> Run(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        if (ChainAccess.Read(configuration) is not { } access)
            throw new FormatException("Evidence:Chain:Url must be the address of a node's JSON-RPC");
        var node = new EvmNode(() => new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, access);
        if ((await Do(node, CancellationToken.None)).Failed(out var error, out var contract) || (await node.ChainId(CancellationToken.None)).Failed(out error, out var chain))
        {
            foreach (var line in AuditCommand.Both(error))
                await Console.Error.WriteLineAsync($"✗ {line}");
            return 1;
        }

        Console.WriteLine("合约已部署。请设置： The contract is on the chain. Set:");
        Console.WriteLine($"Evidence__Chain__Id={chain}");
        Console.WriteLine($"Evidence__Chain__Contract={contract}");
        return 0;
    }

    /// <summary>Sends it and waits until a block has it.</summary>
    /// <returns>Its address.</returns>
    public static async Task<Result<string>> Do(EvmNode node, CancellationToken cancel)
    {
        if ((await AnchorContract.Deploy(node, cancel)).Failed(out var error, out var transaction))
            return error;
        using var timer = new PeriodicTimer(Often);
        for (var waited = TimeSpan.Zero; waited < Most; waited += Often)
        {
            if ((await node.Outcome(transaction, cancel)).Failed(out error, out var outcome))
                return error;
            if (outcome is { Standing: EvmStanding.Taken, Contract: { } contract })
                return contract;
            if (outcome.Standing == EvmStanding.Undone)
                return ChainErrors.Reverted(transaction);
            await timer.WaitForNextTickAsync(cancel);
        }

        return ChainErrors.Waits(transaction);
    }
}
