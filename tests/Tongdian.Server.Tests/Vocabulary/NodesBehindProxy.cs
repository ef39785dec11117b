using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tongdian.Server.Platform.Cluster.Local;
using Xunit;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Servers as they are started, on one PostgreSQL, behind nginx with the configuration of <c>deploy/cluster</c>.</summary>
public sealed class NodesBehindProxy : IAsyncDisposable
{
    private readonly TestDatabase on;
    private readonly List<ServerProcess> nodes = [];
    private readonly List<Uri> addresses = [];
    private readonly TemporaryFolder folder = new();
    private Companion? proxy;

    private NodesBehindProxy(TestDatabase on, TongdianServer looking) => (this.on, Looking) = (on, looking);

    /// <summary>Where customers come to.</summary>
    public Uri Address { get; } = Free();

    /// <summary>Looks into the same database; it takes no part in the work.</summary>
    public TongdianServer Looking { get; }

    public int Count => nodes.Count;

    /// <summary>What the servers said last.</summary>
    public IEnumerable<string> NodesSaid => nodes.SelectMany((n, i) => n.Said.TakeLast(40).Select(line => $"server {i + 1}: {line}"));

    /// <summary>What the proxy found wrong.</summary>
    public ConcurrentQueue<string> ProxySaid { get; } = [];

    public static async Task<NodesBehindProxy> Start(PostgresServer postgres, int count)
    {
        Assert.SkipWhen(LocalProxy.Program is null, "nginx is not installed: apt-get install nginx-light");
        var database = await TestDatabase.Create(Database.Postgres, postgres);
        var started = new NodesBehindProxy(database, await TongdianServer.Start(database, time: TimeProvider.System));
        try
        {
            started.addresses.AddRange(Enumerable.Range(0, count).Select(_ => Free()));
            started.nodes.AddRange(await Task.WhenAll(started.addresses.Select(started.StartNode)));
            started.proxy = LocalProxy.Start(started.folder.Path, started.Address, started.addresses, started.ProxySaid.Enqueue);
            using var client = new HttpClient();
            await Patience.Until(async () =>
            {
                try
                {
                    using var answer = await client.GetAsync(started.Address);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException) when (!started.proxy.Ended.IsCompleted)
                {
                    return false;
                }
            });
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>A node stops as systemd stops it, and is started again at the same address.</summary>
    /// <returns>The exit code of the one that stopped, and how long it took to stop.</returns>
    public async Task<(int Code, TimeSpan Stopped)> Restart(int index)
    {
        var since = Stopwatch.GetTimestamp();
        nodes[index].Ask();
        var code = await nodes[index].Ended();
        var stopped = Stopwatch.GetElapsedTime(since);
        nodes[index].Kill();
        nodes[index] = await StartNode(addresses[index]);
        return (code, stopped);
    }

    /// <summary>A node dies.</summary>
    public void Kill(int index) => nodes[index].Kill();

    /// <summary>A node that died comes back.</summary>
    public async Task Revive(int index) => nodes[index] = await StartNode(addresses[index]);

    public async ValueTask DisposeAsync()
    {
        if (proxy is not null)
            await proxy.DisposeAsync();
        foreach (var node in nodes)
            node.Kill();
        await Looking.DisposeAsync();
        await on.DisposeAsync();
        folder.Dispose();
    }

    private Task<ServerProcess> StartNode(Uri address) => ServerProcess.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority), ["Cluster:Enabled"] = "true", ["Proxy:Known"] = "127.0.0.1",
        ["RateLimits:SubmissionsPerMinute"] = "1000000",
    });

    private static Uri Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }
}
