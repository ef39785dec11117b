using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>
/// The PostgreSQL of this test run: a throw-away server that starts when the first database is asked for and is gone at the end.
/// With <c>TONGDIAN_TEST_POSTGRES</c> (connection string of a maintenance database) an existing server serves instead.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // A shell watches over the server: it waits for the end of its input, which comes when the test process ends in whatever way,
    // even killed; then it stops the server and removes the folder. It runs as the user who may start a server.
    private const string Guard = """
        bin=$1 port=$2
        folder=$(mktemp -d "${TMPDIR:-/tmp}/tongdian-postgres.XXXXXX") && cd "$folder" || exit 1
        "$bin/initdb" -D data -U postgres -A trust --no-locale --encoding=UTF8 --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; rm -rf "$folder"; exit 1; }
        exec 3<&0
        "$bin/postgres" -D data -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories="$folder" \
            -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c logging_collector=off &
        server=$!
        (read -r _ <&3; kill -INT "$server") & watcher=$!
        trap 'kill -INT "$server"' INT TERM HUP
        while kill -0 "$server" 2>/dev/null; do wait "$server"; done
        kill "$watcher" 2>/dev/null
        cd / && rm -rf "$folder"
        """;

    private readonly Lazy<Task<string>> maintenance;
    private readonly Lazy<Task<string>> template;
    private Process? guard;

    public PostgresServer() => (maintenance, template) = (new(Start), new(MakeTemplate));

    /// <summary>Makes a new database with the tables of the product and nothing in them: a copy, because making the tables takes longer.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = $"tongdian_test_{Guid.NewGuid():n}";
        await Execute($"create database {name} template {await template.Value}");
        return await Pooled(name);
    }

    private async Task<string> MakeTemplate()
    {
        var name = $"tongdian_test_{Guid.NewGuid():n}";
        await Execute($"create database {name}");
        var connectionString = await Pooled(name);
        await using (var context = new PostgresContext(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql(connectionString).UseSnakeCaseNamingConvention().Options))
            await context.Database.MigrateAsync();
        // Nobody may be connected to what is copied.
        await using (var pooled = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(pooled);
        return name;
    }

    private async Task<string> Pooled(string name) =>
        new NpgsqlConnectionStringBuilder(await maintenance.Value)
        {
            Database = name,
            Pooling = true,
            MaxPoolSize = 20,
            IncludeErrorDetail = true,
        }.ConnectionString;

    /// <summary>Removes a database that <see cref="CreateDatabase"/> made, whoever is still connected.</summary>
    public async Task DropDatabase(string connectionString)
    {
        await using (var pooled = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(pooled);
        await Execute($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
    }

    public async ValueTask DisposeAsync()
    {
        if (guard is null)
            return;
        guard.StandardInput.Close();
        await guard.WaitForExitAsync();
        guard.Dispose();
    }

    private async Task Execute(string statement)
    {
        await using var connection = new NpgsqlConnection(await maintenance.Value);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("TONGDIAN_TEST_POSTGRES") is { Length: > 0 } existing)
            return new NpgsqlConnectionStringBuilder(existing) { Pooling = false }.ConnectionString;

        var port = FreePort();
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        // PostgreSQL refuses to run as root.
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]
            : ["sh"];
        start.FileName = command[0];
        foreach (var argument in (string[])[.. command[1..], "-c", Guard, "guard", ProgramFolder(), $"{port}"])
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";

        guard = Process.Start(start)!;
        var (ready, said) = (new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously), new List<string>());
        guard.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetResult(false);
            else if (line.Data.Contains("database system is ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult(true);
            else if (!ready.Task.IsCompleted)
                said.Add(line.Data);
        };
        guard.BeginErrorReadLine();
        guard.BeginOutputReadLine();
        if (!await ready.Task)
            throw new InvalidOperationException($"PostgreSQL did not start:\n{string.Join('\n', said)}");
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = "postgres",
            Username = "postgres",
            Pooling = false,
        }.ConnectionString;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static string ProgramFolder()
    {
        const string debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(Version).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException(
                "There is no PostgreSQL server here: install it (Debian: apt-get install postgresql) or set TONGDIAN_TEST_POSTGRES.");

        static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
    }
}
