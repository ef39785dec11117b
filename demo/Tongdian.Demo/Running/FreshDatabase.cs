using Npgsql;

namespace Tongdian.Demo.Running;

/// <summary>A database of the demo's own on the given PostgreSQL; it is dropped at the end.</summary>
internal sealed class FreshDatabase : IAsyncDisposable
{
    private readonly string maintenance;
    private readonly string name = $"tongdian_demo_{Guid.NewGuid():n}";

    private FreshDatabase(string maintenance) =>
        this.maintenance = new NpgsqlConnectionStringBuilder(maintenance) { Pooling = false }.ConnectionString;

    /// <summary>How the server reaches it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(maintenance) { Database = name, Pooling = true }.ConnectionString;

    /// <summary>Makes it; null when no PostgreSQL is given, and SQLite serves.</summary>
    public static async Task<FreshDatabase?> Make(string? given, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(given))
            return null;
        var database = new FreshDatabase(given);
        try
        {
            await database.Execute($"create database {database.name}", cancel);
        }
        catch (NpgsqlException unreachable)
        {
            throw new DemoFailed(
                $"无法在 ConnectionStrings__Postgres 所指的 PostgreSQL 上新建库:{unreachable.Message}",
                $"No database can be made on the PostgreSQL of ConnectionStrings__Postgres: {unreachable.Message}", unreachable);
        }

        return database;
    }

    public async ValueTask DisposeAsync() => await Execute($"drop database if exists {name} with (force)", CancellationToken.None);

    private async Task Execute(string statement, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(maintenance);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
