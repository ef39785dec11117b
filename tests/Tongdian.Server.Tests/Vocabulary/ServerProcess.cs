using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>The program, as it is started, to be killed.</summary>
public sealed class ServerProcess
{
    private const int Most = 200;

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private bool killed;

    private ServerProcess(Process process) => this.process = process;

    /// <summary>Where it is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it said last.</summary>
    public IReadOnlyList<string> Said => [.. said];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it on a database.</summary>
    /// <param name="on">The database.</param>
    /// <param name="settings">More settings, as configuration keys.</param>
    public static async Task<ServerProcess> Start(TestDatabase on, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tongdian.Server.dll")]) { UseShellExecute = false, RedirectStandardOutput = true };
        (start.Environment["Demo__Enabled"], start.Environment["Knowledge__Articles"], start.Environment["ASPNETCORE_URLS"]) = ("false", "false", "http://127.0.0.1:0");
        foreach (var (name, value) in on.Settings.Concat(settings))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var started = new ServerProcess(Process.Start(start)!);
        await started.Ready();
        return started;
    }

    /// <summary>Asks it to stop, as systemd does.</summary>
    public void Ask()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }

    /// <summary>At once, whatever it is doing; nothing happens when it was killed before.</summary>
    public void Kill()
    {
        if (killed)
            return;
        killed = true;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task Ready()
    {
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            said.Enqueue(line);
            if (!line.Contains("已启动", StringComparison.Ordinal))
                continue;
            Address = new Uri(said.Single(l => l.Contains("首页", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]);
            // Whatever it says later is read, or it would wait for a reader.
            _ = Listen();
            return;
        }

        throw new InvalidOperationException($"The server did not start:\n{string.Join('\n', said)}");
    }

    private async Task Listen()
    {
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            said.Enqueue(line);
            if (said.Count > Most)
                said.TryDequeue(out _);
        }
    }
}
