using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using RealDatabase = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Platform.Cluster;

/// <summary>Nodes behind the proxy of <c>deploy/cluster</c> are restarted one by one, and killed, while customers go on.</summary>
public sealed partial class NodesTests(PostgresServer postgres)
{
    private static int planted;

    [Fact]
    public async Task Nodes_are_restarted_one_by_one_without_a_failed_request_and_what_a_killed_one_did_another_does()
    {
        await using var nodes = await NodesBehindProxy.Start(postgres, 2);
        await RestartEach(nodes);
        var seconds = await KilledOne(nodes, 0);
        Say(string.Create(CultureInfo.InvariantCulture, $"taken over after {seconds:F1} s"));
    }

    [Fact(Explicit = true)]
    public async Task Three_nodes_are_restarted_one_by_one_three_times()
    {
        await using var nodes = await NodesBehindProxy.Start(postgres, 3);
        for (var round = 0; round < 3; round++)
            await RestartEach(nodes);
    }

    // ./test --filter-class '*NodesTests' --explicit only: the figures of docs/cluster.md.
    [Theory(Explicit = true), InlineData(2), InlineData(3)]
    public async Task How_long_it_takes_until_the_work_of_a_killed_node_is_done_elsewhere(int count)
    {
        const int Kills = 10;
        await using var nodes = await NodesBehindProxy.Start(postgres, count);
        var seconds = new List<double>();
        for (var kill = 0; kill < Kills; kill++)
        {
            seconds.Add(await KilledOne(nodes, kill % count));
            await nodes.Revive(kill % count);
        }

        Say(string.Create(
            CultureInfo.InvariantCulture, $"{count} nodes, {Kills} kills: taken over after {seconds.Min():F1} to {seconds.Max():F1} s, mean {seconds.Average():F1} s"));
        Assert.True(seconds.Max() < 5, "It is to take less than five seconds");
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    private static async Task RestartEach(NodesBehindProxy nodes)
    {
        var one = await CaseUnderTest.Submit(nodes.Looking, Samples.Home());
        var before = await nodes.Looking.Stored(db => db.Set<CaseRow>().CountAsync());
        await using var clients = SteadyClients.Start(nodes.Address, one);
        for (var index = 0; index < nodes.Count; index++)
        {
            var (reads, writes) = (clients.Reads, clients.Acknowledged.Count);
            var since = Stopwatch.GetTimestamp();
            var (code, stopped) = await nodes.Restart(index);
            Assert.Equal(0, code);
            Say(string.Create(
                CultureInfo.InvariantCulture, $"node {index + 1} of {nodes.Count} had stopped after {stopped.TotalSeconds:F1} s and was back after {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s"));
            await Patience.Until(() => Task.FromResult(clients.Reads > reads + 20 && clients.Acknowledged.Count > writes + 20));
        }

        await clients.Finish();
        AssertNoneFailed(nodes, clients);
        await AssertKeptOnce(nodes, clients, before);
    }

    /// <summary>Kills a node and makes work for all nodes come due at the same instant.</summary>
    /// <returns>Seconds until all of it was done.</returns>
    private static async Task<double> KilledOne(NodesBehindProxy nodes, int index)
    {
        var one = await CaseUnderTest.Submit(nodes.Looking, Samples.Home());
        var (first, second) = ($"stage:{Guid.NewGuid():N}", $"stage:{Guid.NewGuid():N}");
        // Every part of the work has its place in the cluster.
        await ComesDue(nodes.Looking, one, first);
        await Done(nodes.Looking, first);
        var before = await nodes.Looking.Stored(db => db.Set<CaseRow>().CountAsync());
        await using var clients = SteadyClients.Start(nodes.Address, one, withoutKey: false);
        await Patience.Until(() => Task.FromResult(clients.Reads > 20 && clients.Acknowledged.Count > 20));

        nodes.Kill(index);
        var since = Stopwatch.GetTimestamp();
        var copies = await ComesDue(nodes.Looking, one, second);
        await Done(nodes.Looking, second);
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;

        await clients.Finish();
        AssertNoneFailed(nodes, clients);
        await AssertKeptOnce(nodes, clients, before + copies);
        return seconds;
    }

    private static void AssertNoneFailed(NodesBehindProxy nodes, SteadyClients clients) => Assert.True(
        clients.Failures.IsEmpty,
        string.Join('\n', clients.Failures.Take(5).Append($"{clients.Failures.Count} of {clients.Reads + clients.Acknowledged.Count + clients.Failures.Count}; the proxy:").Concat(Kinds(nodes.ProxySaid)).Concat(nodes.NodesSaid)));

    // Of each kind, at each server: how many there were, the first, and when the last was.
    private static IEnumerable<string> Kinds(IEnumerable<string> said) =>
        said.GroupBy(line => (Numbers().Replace(line.Split(", client:")[0], "#"), Server().Match(line).Value)).Select(kind => string.Create(
            CultureInfo.InvariantCulture, $"{kind.Count()} × {kind.First().Split(", client:")[0]} {kind.Key.Value}, last {kind.Last().Split(' ')[1]}"));

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex("upstream: \"http://[^/]+", RegexOptions.None, 1000)]
    private static partial Regex Server();

    private static async Task AssertKeptOnce(NodesBehindProxy nodes, SteadyClients clients, int before)
    {
        var stored = await nodes.Looking.Stored(db => db.Set<CaseRow>().Select(c => c.Number).ToListAsync());
        Assert.Empty(clients.Acknowledged.Except(stored, StringComparer.Ordinal));
        Assert.Equal(clients.Acknowledged.Count, clients.Acknowledged.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(before + clients.Acknowledged.Count, stored.Count);
    }

    // Copies of a case, one in each part of the work, each with a limit that comes near now.
    private static async Task<int> ComesDue(TongdianServer server, CaseUnderTest one, string limit)
    {
        var row = await server.Stored(db => db.Set<CaseRow>().AsNoTracking().SingleAsync(c => c.Number == one.Number));
        var (batch, now) = (new WriteBatch(), TimeProvider.System.GetUtcNow());
        for (var part = 0; part < Partition.Count; part++)
        {
            var bytes = Guid.CreateVersion7(now).ToByteArray();
            bytes[^1] = (byte)part;
            var id = new Guid(bytes);
            batch.Insert(
                "cases", ("id", id), ("number", $"P{Interlocked.Increment(ref planted):D9}"), ("version", 1), ("status", row.Status), ("process", row.Process), ("process_version", row.ProcessVersion),
                ("region", row.Region), ("person_id", row.PersonId), ("owner", row.Owner), ("submitted_at", row.SubmittedAt), ("state", row.State));
            batch.Insert("case_clocks", ("case_id", id), ("limit_id", limit), ("stage", "planted"), ("occurrence", 1), ("watcher", part), ("near_at", now), ("next_at", now));
        }

        await server.Services.GetRequiredService<RealDatabase>().Commit(batch, TestContext.Current.CancellationToken);
        return Partition.Count;
    }

    private static Task Done(TongdianServer server, string limit) =>
        Patience.Until(async () => await server.Stored(db => db.Set<LimitAlert>().CountAsync(a => a.LimitId == limit)) == Partition.Count);
}
