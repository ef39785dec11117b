using System.Text.Json;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Evidence.Chain;

/// <summary>What <c>./run --chain</c> does, with the program as it is started.</summary>
public sealed class LocalChainTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_chain_of_this_machine_is_there_with_the_contract_is_anchored_in_audited_and_ends_with_the_program_however_that_ends()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var looking = await TongdianServer.Start(on, time: TimeProvider.System);
        await Planted.Write(looking, 20, 20);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Evidence:Chain:Local"] = "true", ["TONGDIAN_ANVIL"] = ChainUnderTest.Program };
        string[] audit = ["--chain", .. on.Settings.Select(s => $"--{s.Key}={s.Value}")];
        var (contract, addresses) = ("", new List<Uri>());
        for (var start = 1; start <= 2; start++)
        {
            var server = await ServerProcess.Start(on, settings);
            try
            {
                await Patience.Until(async () => await Size(server) >= 20 * start);
                var running = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(LocalChain.SettingsFile(on.Settings["TONGDIAN_DATA"]!)))!;
                // The chain goes on where it was.
                Assert.True(start == 1 || contract == running["Evidence:Chain:Contract"]);
                contract = running["Evidence:Chain:Contract"];
                addresses.Add(new Uri(running["Evidence:Chain:Url"]));
                Assert.Equal(0, await AuditCommand.Run(audit));
                await Planted.Write(looking, 20, 20);
            }
            finally
            {
                server.Kill();
            }
        }

        foreach (var address in addresses)
            await Patience.Until(async () => !await ChainUnderTest.Answers(address));
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_said_not_to_be_at_once()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("anvil-that-is-not-there", (await Assert.ThrowsAsync<LocalChainException>(() => LocalChain.Start("anvil-that-is-not-there", folder.Path))).Message, StringComparison.Ordinal);
    }

    private static async Task<long> Size(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var anchors = JsonElement.Parse(await http.GetStringAsync("/log/anchors")).GetProperty("anchors");
        return anchors.GetArrayLength() == 0 ? 0 : anchors[0].GetProperty("size").GetInt64();
    }
}
