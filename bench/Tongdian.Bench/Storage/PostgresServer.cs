using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tongdian.Bench.Storage;

/// <summary>A throw-away PostgreSQL with everything durable on: unlike that of the tests it waits for the disk.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // The shell ends the server and removes its folder when its input ends, in whatever way this process does.
    private const string Guard = """
        bin=$1 port=$2
        folder=$(mktemp -d "${TMPDIR:-/tmp}/tongdian-bench-postgres.XXXXXX") && cd "$folder" || exit 1
        "$bin/initdb" -D data -U postgres -A trust --no-locale --encoding=UTF8 >initdb.log 2>&1 || { cat initdb.log >&2; rm -rf "$folder"; exit 1; }
        exec 3<&0
        "$bin/postgres" -D data -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories="$folder" -c max_connections=100 \
            -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=1GB -c max_wal_size=2GB -c logging_collector=off >&2 &
        server=$!
        (read -r _ <&3; kill -INT "$server") &
        trap 'kill -INT "$server"' INT TERM HUP
        while kill -0 "$server" 2>/dev/null; do wait "$server"; done
        cd / && rm -rf "$folder"
        """;

    private const double TicksPerSecond = 100;

    private readonly Process guard;
    private readonly int port;

    private PostgresServer(Process guard, int port) => (this.guard, this.port) = (guard, port);

    public static async Task<PostgresServer> Start()
    {
        var free = FreePort();
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true };
        // PostgreSQL refuses to run as root.
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "sh"] : ["sh"];
        start.FileName = command[0];
        foreach (var argument in (string[])[.. command[1..], "-c", Guard, "guard", ProgramFolder(), $"{free}"])
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        var server = new PostgresServer(Process.Start(start)!, free);
        await server.Ready();
        return server;
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database}";

    /// <summary>Time of the processor that the server and its processes have taken so far.</summary>
    public double ProcessorSeconds()
    {
        var all = Directory.EnumerateDirectories("/proc").Select(d => Path.GetFileName(d)).Where(n => int.TryParse(n, out _)).Select(n => Read(n)).OfType<Running>().ToList();
        var children = all.ToLookup(p => p.Parent);
        return all.Where(p => p.Id == guard.Id).Sum(Whole) / TicksPerSecond;

        long Whole(Running process) => process.Ticks + children[process.Id].Sum(Whole);
    }

    public async Task Execute(string statement)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        guard.StandardInput.Close();
        await guard.WaitForExitAsync();
        guard.Dispose();
    }

    private async Task Ready()
    {
        var said = new List<string>();
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
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
        if (!await ready.Task)
            throw new InvalidOperationException($"PostgreSQL did not start:\n{string.Join('\n', said)}");
    }

    // "12 (a name) S 1 …": the parent, and the fourteenth to seventeenth number, those of children that ended included.
    private static Running? Read(string id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Running(Number(id), Number(fields[1]), fields[11..15].Sum(f => (long)Number(f)));
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private sealed record Running(int Id, int Parent, long Ticks);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ProgramFolder()
    {
        const string debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(v => int.TryParse(Path.GetFileName(v), out var n) ? n : 0).Select(v => Path.Combine(v, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(path).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb"))) ?? throw new InvalidOperationException(
            "There is no PostgreSQL server here: install it (Debian: apt-get install postgresql) or measure with --database sqlite.");
    }
}
