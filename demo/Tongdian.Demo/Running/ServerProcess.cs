using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Tongdian.Demo.Running;

/// <summary>The platform's server as a child process, on a free port of this machine, with a data folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int ShownLines = 60;

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly string log;
    private readonly StreamWriter writer;
    private readonly Lock writing = new();

    private ServerProcess(Process process, Uri url, string log)
    {
        (this.process, Url, this.log) = (process, url, log);
        writer = new StreamWriter(log) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    public static async Task<ServerProcess> Start(DirectoryInfo folder, string password, string? postgres, CancellationToken cancel)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program());
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(url.ToString());
        start.Environment["TONGDIAN_DATA"] = Path.Combine(folder.FullName, "data");
        start.Environment["Demo__Enabled"] = "true";
        start.Environment["Demo__Password"] = password;
        start.Environment["ConnectionStrings__Postgres"] = postgres ?? "";
        var started = Process.Start(start) ?? throw new InvalidOperationException("The server's process did not start");
        var server = new ServerProcess(started, url, Path.Combine(folder.FullName, "server.log"));
        try
        {
            await server.Ready(cancel);
            return server;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            server.ShowLog();
            await server.DisposeAsync();
            throw;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shows the end of the log, and copies it to where it outlives the demo.</summary>
    public void ShowLog()
    {
        lock (writing)
            writer.Flush();
        var kept = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"tongdian-demo-server-{process.Id}.log"));
        File.Copy(log, kept, overwrite: true);
        Console.Error.WriteLine($"\n服务器日志(末尾) The server's log (its end) · {kept}");
        foreach (var line in File.ReadLines(kept).TakeLast(ShownLines))
            Console.Error.WriteLine($"  | {line}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // Asked first, so that nothing is cut off; by its own id.
            using (var asking = Process.Start("sh", ["-c", "kill -TERM \"$1\"", "stop", process.Id.ToString(CultureInfo.InvariantCulture)]))
                await asking.WaitForExitAsync();
            using var patience = new CancellationTokenSource(LongestStop);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }

        process.Dispose();
        lock (writing)
            writer.Dispose();
    }

    private async Task Ready(CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(10) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LongestStart);
        try
        {
            while (!process.HasExited)
            {
                if (await Answers(http, patience.Token))
                    return;
                await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DemoFailed($"平台在 {LongestStart.TotalSeconds:0} 秒内未就绪", $"The platform was not ready within {LongestStart.TotalSeconds:0} s");
        }

        throw new DemoFailed($"平台启动时退出,退出码 {process.ExitCode}", $"The platform ended while it started, with exit code {process.ExitCode}");
    }

    private static async Task<bool> Answers(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private void Write(string? line)
    {
        lock (writing)
        {
            if (line is not null && writer.BaseStream is { CanWrite: true })
                writer.WriteLine(line);
        }
    }

    private static string Program()
    {
        var relative = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerProgram").Value!;
        var path = Path.GetFullPath(relative, AppContext.BaseDirectory);
        return File.Exists(path) ? path : throw new DemoFailed($"找不到服务器程序 {path}", $"The server's program is not there: {path}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
