using System.Diagnostics;

namespace Tongdian.Faults.Machines;

/// <summary>What a machine says, over all its lives.</summary>
internal sealed class ProcessLog(string file)
{
    private readonly Lock writing = new();

    /// <summary>Keeps what this process will say.</summary>
    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (writing)
            File.AppendAllText(file, line + "\n");
    }
}
