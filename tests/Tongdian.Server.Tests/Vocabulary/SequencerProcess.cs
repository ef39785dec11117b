using System.Diagnostics;
using Xunit;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>The log's worker in a process of its own, to be killed.</summary>
public sealed class SequencerProcess : IDisposable
{
    private readonly Process process;

    private SequencerProcess(Process process) => this.process = process;

    /// <summary>Starts it on a database; it is at work when this returns.</summary>
    public static async Task<SequencerProcess> Start(TestDatabase on)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tongdian.Sequencer.dll")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true,
        };
        foreach (var (name, value) in on.Settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var started = Process.Start(start)!;
        return await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) == "ready"
            ? new SequencerProcess(started) : throw new InvalidOperationException("The sequencer did not start");
    }

    /// <summary>At once, whatever it is doing (SIGKILL).</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
