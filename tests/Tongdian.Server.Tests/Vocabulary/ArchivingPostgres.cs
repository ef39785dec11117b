using System.Diagnostics;
using Npgsql;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A PostgreSQL server of its own that archives what it writes, as production does, and can be brought back to an instant.</summary>
public sealed class ArchivingPostgres : IAsyncDisposable
{
    // The server ends when this process ends in whatever way: then the input of the shell that watches it ends.
    private const string Guard = """
        exec 3<&0
        "$@" </dev/null &
        server=$!
        (read -r _ <&3; kill -INT "$server") & watcher=$!
        while kill -0 "$server" 2>/dev/null; do wait "$server"; done
        kill "$watcher" 2>/dev/null
        """;

    private readonly string folder;
    private Process? running;

    private ArchivingPostgres(string folder) => this.folder = folder;

    /// <summary>The database of the product.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Makes one and starts it.</summary>
    public static async Task<ArchivingPostgres> Start()
    {
        var server = new ArchivingPostgres((await Do("mktemp", "-d", Path.Combine(Path.GetTempPath(), "tongdian-archive.XXXXXX"))).Trim());
        await Do("mkdir", Path.Combine(server.folder, "archive"));
        await Do(Tool("initdb"), "-D", server.In("data"), "-U", "postgres", "-A", "trust", "--no-locale", "--encoding=UTF8", "--no-sync");
        await server.Serve("data", "-c", "archive_mode=on", "-c", $"archive_command=cp %p {server.In("archive")}/%f");
        await server.Ask("postgres", "CREATE DATABASE tongdian");
        return server;
    }

    /// <summary>A base backup: everything as it is, while it is written to.</summary>
    public Task BaseBackup() => Do(Tool("pg_basebackup"), "-h", "127.0.0.1", "-p", $"{new NpgsqlConnectionStringBuilder(ConnectionString).Port}", "-U", "postgres", "-D", In("base"), "--checkpoint=fast");

    /// <summary>The server's own time.</summary>
    public async Task<string> Now() => (string)(await Ask("tongdian", "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'"))!;

    /// <summary>The server is lost; what is left are the base backup and the archive, which are brought to an instant.</summary>
    public async Task RestoreTo(string instant)
    {
        var file = (string)(await Ask("tongdian", "SELECT pg_walfile_name(pg_switch_wal())"))!;
        await Patience.Until(() => Task.FromResult(File.Exists(Path.Combine(In("archive"), file))));
        await Stop();
        await Do("touch", Path.Combine(In("base"), "recovery.signal"));
        await Serve("base", "-c", $"restore_command=cp {In("archive")}/%f %p", "-c", $"recovery_target_time={instant}", "-c", "recovery_target_action=promote");
        await Patience.Until(async () => !(bool)(await Ask("tongdian", "SELECT pg_is_in_recovery()"))!);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Do("rm", "-rf", folder);
    }

    private async Task Stop()
    {
        if (running is null)
            return;
        running.StandardInput.Close();
        await running.WaitForExitAsync();
        running.Dispose();
        running = null;
    }

    private string In(string name) => Path.Combine(folder, name);

    private async Task Serve(string data, params string[] settings)
    {
        var port = PostgresServer.FreePort();
        var start = As("sh", ["-c", Guard, "guard", Tool("postgres"), "-D", In(data), "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}", "-c", $"unix_socket_directories={folder}", "-c", "fsync=off", .. settings]);
        start.RedirectStandardInput = true;
        running = Process.Start(start)!;
        running.BeginErrorReadLine();
        running.BeginOutputReadLine();
        ConnectionString = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Database = "tongdian", Username = "postgres", Pooling = true, MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;
        await Patience.Until(async () =>
        {
            try
            {
                await Ask("postgres", "SELECT 1");
                return true;
            }
            catch (NpgsqlException) when (running is { HasExited: false })
            {
                return false;
            }
        });
    }

    private async Task<object?> Ask(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static string Tool(string name) => Path.Combine(PostgresServer.ProgramFolder(), name);

    private static async Task<string> Do(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(As(program, arguments))!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"{program}: {await wrong}");
    }

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo As(string program, IEnumerable<string> arguments)
    {
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
        string[] whole = [.. user, program, .. arguments];
        var start = new ProcessStartInfo(whole[0], whole[1..]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
