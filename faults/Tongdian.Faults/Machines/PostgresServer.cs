using System.Diagnostics;
using System.Globalization;

namespace Tongdian.Faults.Machines;

/// <summary>A PostgreSQL of our own, as for production unless it is the control: everything that it acknowledged was synced.</summary>
internal sealed class PostgresServer(string folder, bool unsynced, Guardian guardian)
{
    private readonly string data = Path.Combine(folder, "postgres");
    private readonly ProcessLog log = new(Path.Combine(Path.GetDirectoryName(folder)!, "postgres.log"));
    private Process? postmaster;

    public int Port { get; } = Shell.FreePort();

    /// <summary>It serves, or will as soon as it has recovered.</summary>
    public bool IsThere => postmaster is { HasExited: false };

    private static string Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(v => int.TryParse(Path.GetFileName(v), CultureInfo.InvariantCulture, out var n) ? n : 0).Select(v => Path.Combine(v, "bin")).First()
        : throw new InvalidOperationException("There is no PostgreSQL server here: install it (Debian: apt-get install postgresql)");

    public static string Connection(int port) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=postgres;Username=postgres;Maximum Pool Size=20");

    public async Task Make()
    {
        using var made = Process.Start(Start("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-locale", "--encoding=UTF8", "--no-sync"))!;
        made.BeginOutputReadLine();
        var said = await made.StandardError.ReadToEndAsync();
        await made.WaitForExitAsync();
        if (made.ExitCode != 0)
            throw new InvalidOperationException($"initdb ended with {made.ExitCode}: {said}");
    }

    public void Begin()
    {
        string[] sync = unsynced ? ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "wal_writer_delay=10s"] : [];
        postmaster = Process.Start(Start("postgres",
        [
            "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", string.Create(CultureInfo.InvariantCulture, $"port={Port}"), "-c", $"unix_socket_directories={data}",
            "-c", "max_connections=80", "-c", "shared_buffers=64MB", "-c", "max_wal_size=256MB", "-c", "logging_collector=off", .. sync,
        ]))!;
        guardian.Started(postmaster);
        log.Follow(postmaster);
    }

    /// <summary>All of it in one moment: what it had not yet handed to the operating system is gone.</summary>
    public void Kill()
    {
        if (postmaster is null)
            return;
        var family = Shell.Family(postmaster.Id);
        Shell.Signal("STOP", family);
        Shell.Signal("KILL", Shell.Family(postmaster.Id));
        postmaster.WaitForExit();
        guardian.Ended(postmaster.Id);
        postmaster.Dispose();
        postmaster = null;
    }

    /// <summary>It is there and does nothing.</summary>
    public void Stop() => Shell.Signal("STOP", Shell.Family(postmaster!.Id));

    public void Continue()
    {
        if (IsThere)
            Shell.Signal("CONT", Shell.Family(postmaster!.Id));
    }

    // PostgreSQL refuses to run as root.
    private ProcessStartInfo Start(string program, params string[] arguments)
    {
        var whole = Path.Combine(Programs, program);
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", whole] : [whole];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
