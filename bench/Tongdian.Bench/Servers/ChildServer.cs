using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tongdian.Bench.Servers;

/// <summary>This program as its own child: a server in a process of its own, gone when its input ends, in whatever way this process does.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    public const string Product = "product";
    public const string Ceiling = "ceiling";
    public const string Provider = "provider";

    private readonly Process process;

    private ChildServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int ProcessId => process.Id;

    public static async Task<ChildServer> Start(string role, IReadOnlyDictionary<string, string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(ChildServer).Assembly.Location);
        start.ArgumentList.Add(role);
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(address.ToString());
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var server = new ChildServer(Process.Start(start)!, address);
        await server.Ready();
        return server;
    }

    /// <summary>Lets the child do something of its own, and reads what it says about it.</summary>
    public async Task<T> Ask<T>(string path)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        using var answer = await client.PostAsync(path, null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }

    /// <summary>Lets the child do something about which there is nothing to say.</summary>
    public async Task Tell(string path)
    {
        // A million messages are not written in a hundred seconds.
        using var client = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        using var answer = await client.PostAsync(path, null);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>In the child: the end of the input is the end of the server.</summary>
    public static void StopWithParent(WebApplication app) => new Thread(() =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        app.Lifetime.StopApplication();
    }) { IsBackground = true }.Start();

    private async Task Ready()
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (!process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it was ready");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
