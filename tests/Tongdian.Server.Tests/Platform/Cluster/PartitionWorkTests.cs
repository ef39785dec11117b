using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Cluster;

/// <summary>Work that the servers share out among them.</summary>
public sealed class PartitionWorkTests(PostgresServer postgres)
{
    private const string Work = "endless";

    [Fact]
    public async Task A_server_that_stops_does_not_wait_until_nothing_more_comes()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        var turns = 0;
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "true" }, services => services.AddPartitionWork(
            new ConfigurationBuilder().Build(), Work,
            _ => new PartitionWork(Work, TimeSpan.FromSeconds(1), _ => Task.FromResult<IReadOnlyList<int>>([0]), async (_, _) =>
            {
                await Task.Yield();
                return Interlocked.Increment(ref turns) != 0;
            })), TimeProvider.System);
        await Patience.Until(() => Task.FromResult(Volatile.Read(ref turns) > 1));

        var stopping = server.Services.GetRequiredKeyedService<WatchPartitions>(Work).StopAsync(CancellationToken.None);

        await stopping.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_part_that_takes_long_keeps_no_other_waiting()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        var (held, quick) = (new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "true" }, services => services.AddPartitionWork(
            new ConfigurationBuilder().Build(), Work,
            _ => new PartitionWork(Work, TimeSpan.FromMilliseconds(100), _ => Task.FromResult<IReadOnlyList<int>>([0, 1]), async (part, _) =>
            {
                if (part == 0)
                    return await held.Task;
                await Task.Yield();
                Interlocked.Increment(ref quick);
                return false;
            })), TimeProvider.System);

        await Patience.Until(() => Task.FromResult(Volatile.Read(ref quick) > 2));

        held.SetResult(false);
    }
}
