using System.Diagnostics;

namespace Tongdian.Server.Platform.Cluster.Local;

/// <summary>A program beside this one, that ends when this one does, however that ends.</summary>
internal sealed class Companion : IAsyncDisposable
{
    // The shell waits for the end of its input, which comes when this program ends in whatever way, even killed. It is a session of its own: what is pressed at the
    // terminal reaches this program alone, and this program ends the others in order.
    private const string Guard = """
        exec 3<&0
        stop=$1
        shift
        "$@" </dev/null 3<&- &
        child=$!
        (
            read -r _ <&3
            kill -"$stop" "$child" 2>/dev/null
            for _ in $(seq 120); do kill -0 "$child" 2>/dev/null || exit 0; sleep 0.5; done
            kill -KILL "$child" 2>/dev/null
        ) >/dev/null 2>&1 &
        waiting=$!
        wait "$child"
        code=$?
        kill "$waiting" 2>/dev/null
        exit "$code"
        """;

    private readonly Process guard;

    private Companion(Process guard) => this.guard = guard;

    /// <summary>Done when the program has ended; its exit code.</summary>
    public Task<int> Ended { get; private set; } = null!;

    /// <summary>Starts one.</summary>
    /// <param name="stop">The signal that asks it to end: <c>TERM</c>, <c>INT</c>, <c>QUIT</c>.</param>
    /// <param name="command">The program and what it is told.</param>
    /// <param name="settings">Variables of its environment.</param>
    /// <param name="says">What is done with each line that it says.</param>
    public static Companion Start(string stop, IEnumerable<string> command, IReadOnlyDictionary<string, string?> settings, Action<string> says)
    {
        var start = new ProcessStartInfo("setsid", ["-w", "sh", "-c", Guard, "sh", stop, .. command])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var started = new Companion(Process.Start(start)!);
        started.guard.OutputDataReceived += Heard;
        started.guard.ErrorDataReceived += Heard;
        started.guard.BeginOutputReadLine();
        started.guard.BeginErrorReadLine();
        started.Ended = started.Wait();
        return started;

        void Heard(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } said)
                says(said);
        }
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!guard.HasExited)
            guard.StandardInput.Close();
        await Ended;
        guard.Dispose();
    }

    private async Task<int> Wait()
    {
        await guard.WaitForExitAsync();
        return guard.ExitCode;
    }
}
