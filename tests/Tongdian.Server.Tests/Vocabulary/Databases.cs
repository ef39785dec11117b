using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>The databases that Tongdian runs on.</summary>
public enum Database
{
    /// <summary>The default, without any set-up.</summary>
    Sqlite = 1,

    /// <summary>Production.</summary>
    Postgres = 2,
}

/// <summary>One row per database: <c>[Theory, ClassData(typeof(Databases))]</c> runs one body on each.</summary>
public sealed class Databases : TheoryData<Database>
{
    public Databases()
        : base(Enum.GetValues<Database>())
    {
    }
}

/// <summary>An empty database and a data folder of one test, gone after it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer? server;
    private readonly string folder;
    private readonly string? postgres;

    private TestDatabase(PostgresServer? server, string folder, string? postgres)
    {
        (this.server, this.folder, this.postgres) = (server, folder, postgres);
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["TONGDIAN_DATA"] = folder,
            // Given in either case: one left in the environment must not turn a SQLite row into a second PostgreSQL row.
            ["ConnectionStrings:Postgres"] = postgres ?? "",
        };
    }

    /// <summary>What a server needs to know to run on it, as configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Makes one with the tables of the product and nothing in them.</summary>
    public static async Task<TestDatabase> Create(Database database, PostgresServer server)
    {
        var connectionString = database switch
        {
            Database.Sqlite => null,
            Database.Postgres => await server.CreateDatabase(),
            _ => throw new ArgumentOutOfRangeException(nameof(database), database, null),
        };
        var data = Directory.CreateTempSubdirectory("tongdian-test-").FullName;
        if (database == Database.Sqlite)
            await File.WriteAllBytesAsync(Path.Combine(data, "tongdian.db"), await SqliteTemplate.Bytes);
        return new(server, data, connectionString);
    }

    /// <summary>A database of PostgreSQL that somebody else made, and removes.</summary>
    public static TestDatabase Elsewhere(string connectionString) => new(null, Directory.CreateTempSubdirectory("tongdian-test-").FullName, connectionString);

    /// <summary>The settings as they are given to a command.</summary>
    public string[] Options => [.. Settings.Select(s => $"--{s.Key}={s.Value}")];

    /// <summary>Closes whatever is kept open for later, so that nobody uses the database.</summary>
    public void Release()
    {
        SqliteConnection.ClearAllPools();
        if (postgres is null)
            return;
        using var pooled = new NpgsqlConnection(postgres);
        NpgsqlConnection.ClearPool(pooled);
    }

    /// <summary>Opens a connection that goes past the server, to look at what it stored.</summary>
    public async Task<DbConnection> Connect()
    {
        DbConnection connection = postgres is null ? new SqliteConnection(Sqlite) : new NpgsqlConnection(postgres);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null && server is not null)
            await server.DropDatabase(postgres);
        await using (var pooled = new SqliteConnection(Sqlite))
            SqliteConnection.ClearPool(pooled);
        Directory.Delete(folder, recursive: true);
    }

    private string Sqlite => $"Data Source={Path.Combine(folder, "tongdian.db")}";
}
