using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tongdian.Bench.Storage;

/// <summary>A fresh database for the product and one for the ceiling, on the same disk and the same server; gone at the end.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tongdian-bench-");
    private readonly PostgresServer? server;
    private readonly string product;

    private BenchDatabase(string name, PostgresServer? server)
    {
        (Name, this.server) = (name, server);
        product = server?.ConnectionString("tongdian") ?? $"Data Source={Path.Combine(folder.FullName, "tongdian.db")}";
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TONGDIAN_DATA"] = folder.FullName,
            ["ConnectionStrings__Postgres"] = server is null ? "" : product,
            ["Bench__Ceiling"] = server?.ConnectionString("ceiling") ?? Path.Combine(folder.FullName, "ceiling.db"),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
    }

    /// <summary>Which database.</summary>
    public string Name { get; }

    /// <summary>What the servers need to know to run on it, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    public static async Task<BenchDatabase> Create(string which)
    {
        if (which == "sqlite")
            return new BenchDatabase("SQLite", null);
        var postgres = await PostgresServer.Start();
        await postgres.Execute("create database tongdian");
        await postgres.Execute("create database ceiling");
        return new BenchDatabase("PostgreSQL", postgres);
    }

    /// <summary>Version and how durable it is, as the database says.</summary>
    public async Task<string> Describe() => server is null
        ? $"SQLite {await One("select sqlite_version()")}, WAL, synchronous FULL"
        : $"PostgreSQL {await One("show server_version")}, fsync {await One("show fsync")}, synchronous_commit {await One("show synchronous_commit")}, "
        + $"shared_buffers {await One("show shared_buffers")}, max_wal_size {await One("show max_wal_size")}";

    /// <summary>A number out of the product's database, past the product.</summary>
    public async Task<long> Count(string sql) => Convert.ToInt64(await One(sql), CultureInfo.InvariantCulture);

    /// <summary>Time of the processor that the database's own processes have taken; those of SQLite are the product's.</summary>
    public double ProcessorSeconds() => server?.ProcessorSeconds() ?? 0;

    /// <summary>Time in which connections of the product were carrying out statements, waiting included.</summary>
    public async Task<double> SecondsAtWork() => server is null ? 0
        : Convert.ToDouble(await One("select active_time / 1000 from pg_stat_database where datname = current_database()"), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private async Task<object?> One(string sql)
    {
        await using DbConnection connection = server is null ? new SqliteConnection(product) : new NpgsqlConnection(product);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        return await command.ExecuteScalarAsync();
    }
}
