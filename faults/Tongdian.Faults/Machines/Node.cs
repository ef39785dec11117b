using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Tongdian.Faults.Machines;

/// <summary>The platform as it is started, always at the same port, to be killed and started again.</summary>
internal sealed class Node(string name, string program, IReadOnlyDictionary<string, string> settings, string logs, Guardian guardian)
{
    // A machine that others use too takes its time.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    private readonly ProcessLog log = new(Path.Combine(logs, $"{name}.log"));
    private Process? process;

    public int Port { get; } = Shell.FreePort();

    public bool IsThere => process is { HasExited: false };

    /// <summary>Where one of the programs that belong to this one was built to.</summary>
    public static string Program(string which)
    {
        var relative = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == which).Value!;
        var path = Path.GetFullPath(relative, AppContext.BaseDirectory);
        return File.Exists(path) ? path : throw new InvalidOperationException($"The program is not there: {path}");
    }

    public void Begin(params (string Name, string Value)[] besides)
    {
        var start = new ProcessStartInfo("dotnet", [program, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        foreach (var (key, value) in besides)
            start.Environment[key] = value;
        process = Process.Start(start)!;
        guardian.Started(process);
        log.Follow(process);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <param name="meanwhile">What is seen to before each look.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task Ready(Action meanwhile, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var began = Stopwatch.GetTimestamp();
        while (IsThere && Stopwatch.GetElapsedTime(began) < LongestStart)
        {
            meanwhile();
            try
            {
                using var answer = await http.GetAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/health/ready"), cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
        }

        throw new InvalidOperationException($"The node {name} {(IsThere ? "is not ready" : "has ended")}; its log is {name}.log");
    }

    public void Kill()
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        guardian.Ended(process.Id);
        // What the library that lies about the time shared with it.
        foreach (var left in Directory.EnumerateFiles("/dev/shm", string.Create(CultureInfo.InvariantCulture, $"*faketime*_{process.Id}")))
            File.Delete(left);
        process.Dispose();
        process = null;
    }
}
