using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tongdian.Server.Platform.Startup;

namespace Tongdian.Server.Platform.Cluster.Local;

/// <summary>
/// <c>./run cluster N</c>: identical servers and one proxy on this machine, on one PostgreSQL. The first server makes the schema and the demo company, then the others come.
/// What any of them says stands behind its number; one that ends is told, and the others go on.
/// </summary>
internal static class RunCluster
{
    private const int Most = 9;

    /// <summary>Runs it until it is told to stop.</summary>
    /// <returns>0; 1 when it could not be had; 2 when it was asked for in a wrong way.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [var count, .. var options] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var nodes) || nodes is < 1 or > Most || options.Contains("--chain"))
        {
            await Console.Error.WriteLineAsync($"用法：./run cluster N [选项]，N 为 1 至 {Most}，不能与 --chain 同用。\nUsage: ./run cluster N [options], N from 1 to {Most}, not with --chain.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var pressed = PosixSignalRegistration.Create(PosixSignal.SIGINT, Told);
        using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Told);
        var started = new Started();
        try
        {
            await Start(nodes, options, started, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (LocalClusterException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        finally
        {
            Console.WriteLine("正在停止 Stopping …");
            await started.End();
        }

        void Told(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task Start(int nodes, string[] options, Started started, CancellationToken cancel)
    {
        using var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(CommandLine.Read(options));
        SettingCheck.Prepare(configuration);
        // Its own files are no place for the servers': what they share is the data folder.
        var data = TongdianHost.DataFolder(configuration);
        var folder = Path.Combine(data, "cluster");
        var at = new Uri(configuration[WebHostDefaults.ServerUrlsKey]?.Split(';')[0] is { Length: > 0 } url ? url : "http://127.0.0.1:5080");
        if (LocalProxy.Program is null)
            LocalProxy.Start(folder, at, [], _ => { });
        string? connection = null;
        if (string.IsNullOrEmpty(configuration.GetConnectionString("Postgres")))
        {
            (started.Database, connection) = await LocalPostgres.Start(Path.Combine(folder, "postgres"), cancel);
            Console.WriteLine($"  数据库 database  PostgreSQL · {Path.Combine(folder, "postgres")}");
        }

        var addresses = Enumerable.Range(1, nodes).Select(n => new UriBuilder(at) { Port = at.Port + n }.Uri).ToList();
        string[] own = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Tongdian.Server.dll"), .. Others(options)];
        // One alone prepares the database.
        await Node(0);
        await Task.WhenAll(Enumerable.Range(1, nodes - 1).Select(Node));
        var proxy = started.Proxy = LocalProxy.Start(folder, at, addresses, line => Console.WriteLine($"proxy | {line}"));
        _ = Tell(proxy, "代理 proxy", cancel);
        await Answers(at, proxy, cancel);

        Console.WriteLine($"通电 Tongdian · {nodes}");
        Console.WriteLine($"  打开 open        {at}");
        foreach (var (index, address) in addresses.Index())
            Console.WriteLine($"  节点 node {index + 1}      {address}");
        Console.WriteLine("集群已启动，Ctrl-C 停止。 The cluster is running; Ctrl-C stops it.");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);

        async Task Node(int index)
        {
            var node = Companion.Start("TERM", own, Settings(connection, data, addresses[index]), line => Console.WriteLine($"{index + 1} | {line}"));
            lock (started.Nodes)
                started.Nodes.Add(node);
            await Answers(new Uri(addresses[index], "health/ready"), node, cancel);
            _ = Tell(node, $"节点 node {index + 1}", cancel);
        }
    }

    private static Dictionary<string, string?> Settings(string? connection, string data, Uri address)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["TONGDIAN_DATA"] = data, ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["Cluster__Enabled"] = "true", ["Cluster__Address"] = "127.0.0.1", ["Proxy__Known"] = "127.0.0.1",
        };
        // A database that was named the servers find where this program found it: in a setting, a file or a credential.
        if (connection is not null)
            settings["ConnectionStrings__Postgres"] = connection;
        return settings;
    }

    // The addresses are given to the servers one by one.
    private static IEnumerable<string> Others(string[] options) =>
        options.Where((o, i) => o is not "--urls" && !o.StartsWith("--urls=", StringComparison.Ordinal) && (i == 0 || options[i - 1] is not "--urls"));

    private static async Task Answers(Uri address, Companion program, CancellationToken cancel)
    {
        using var client = new HttpClient();
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(address, cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException)
            {
                // Not yet.
            }

            if (program.Ended.IsCompleted)
                throw new LocalClusterException($"没有启动：{address}", $"It did not start: {address}");
            await often.WaitForNextTickAsync(cancel);
        }
    }

    private static async Task Tell(Companion program, string name, CancellationToken cancel)
    {
        var code = await program.Ended;
        if (!cancel.IsCancellationRequested)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"! {name} 已退出（{code}），其余继续。 {name} has ended ({code}); the others go on."));
    }

    /// <summary>What was started.</summary>
    private sealed class Started
    {
        public Companion? Database { get; set; }

        public List<Companion> Nodes { get; } = [];

        public Companion? Proxy { get; set; }

        // First nobody comes any more, then the servers end, then their database.
        public async Task End()
        {
            if (Proxy is not null)
                await Proxy.DisposeAsync();
            await Task.WhenAll(Nodes.Select(n => n.DisposeAsync().AsTask()));
            if (Database is not null)
                await Database.DisposeAsync();
        }
    }
}
