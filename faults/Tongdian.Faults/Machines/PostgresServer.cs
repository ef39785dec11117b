using System.Diagnostics;
using System.Globalization;

namespace Tongdian.Faults.Machines;

/// <summary>A PostgreSQL of our own, as for production unless it is the control: everything that it acknowledged was synced.</summary>
internal sealed class PostgresServer(string folder, bool unsynced, Guardian guardian)
{
    private const string Usual = "/usr/lib/postgresql";

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);

    private readonly string data = Path.Combine(folder, "postgres");
    private readonly ProcessLog log = new(Path.Combine(Path.GetDirectoryName(folder)!, "postgres.log"));
    private Process? postmaster;

    public int Port { get; } = Shell.FreePort();

    /// <summary>It serves, or will as soon as it has recovered.</summary>
    public bool IsThere => postmaster is { HasExited: false };

    // The newest that is whole; a client alone has a folder too.
    private static string Programs =>
        (Directory.Exists(Usual) ? Directory.GetDirectories(Usual).OrderByDescending(Release).Select(v => Path.Combine(v, "bin")) : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres")))
        ?? throw new InvalidOperationException("There is no PostgreSQL server here: install it (Debian: apt-get install postgresql)");

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
            "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", string.Create(CultureInfo.InvariantCulture, $"port={Port}"), "-c", "unix_socket_directories=",
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
        // Its number may be another's by now.
        if (!postmaster.HasExited)
        {
            Shell.Signal("STOP", Shell.Family(postmaster.Id));
            Shell.Signal("KILL", Shell.Family(postmaster.Id));
            postmaster.WaitForExit();
        }

        guardian.Ended(postmaster.Id);
        postmaster.Dispose();
        postmaster = null;
    }

    /// <summary>It ends at once and takes its shared memory away, which whoever is killed leaves behind.</summary>
    public void End()
    {
        if (postmaster is { HasExited: false })
        {
            Continue();
            Shell.Signal("QUIT", [postmaster.Id]);
            postmaster.WaitForExit(LongestEnd);
        }

        Kill();
    }

    /// <summary>It is there and does nothing.</summary>
    public void Stop() => Shell.Signal("STOP", Shell.Family(postmaster!.Id));

    public void Continue()
    {
        if (IsThere)
            Shell.Signal("CONT", Shell.Family(postmaster!.Id));
    }

    private static double Release(string folder) => double.TryParse(Path.GetFileName(folder), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) ? read : 0;

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
