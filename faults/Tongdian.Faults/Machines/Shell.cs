using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tongdian.Faults.Machines;

/// <summary>What is asked of the operating system.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Whether it ended well.</returns>
    public static bool Try(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>Sends a signal to processes, all in one step.</summary>
    public static void Signal(string signal, IEnumerable<int> processes) =>
        Try("sh", ["-c", $"kill -{signal} {string.Join(' ', processes.Select(p => p.ToString(CultureInfo.InvariantCulture)))} 2>/dev/null"]);

    /// <summary>A process and everything that it started.</summary>
    public static List<int> Family(int parent)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                parents[id] = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        var family = new List<int> { parent };
        for (var i = 0; i < family.Count; i++)
            family.AddRange(parents.Where(p => p.Value == family[i]).Select(p => p.Key));
        return family;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
