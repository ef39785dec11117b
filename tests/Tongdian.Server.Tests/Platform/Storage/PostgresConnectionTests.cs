using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using RealDatabase = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Platform.Storage;

/// <summary>What every connection to PostgreSQL is told, unless the connection string tells it something of its own.</summary>
public sealed class PostgresConnectionTests(PostgresServer postgres)
{
    // A million messages that wait make each look for the next ones dear enough to be compiled, which took half a second.
    [Theory]
    [InlineData("", "jit", "off")]
    [InlineData("", "max_parallel_workers_per_gather", "0")]
    // Whoever says something of their own says all of it.
    [InlineData("-c max_parallel_workers_per_gather=1", "max_parallel_workers_per_gather", "1")]
    [InlineData("-c max_parallel_workers_per_gather=1", "jit", null)]
    public async Task A_plan_is_carried_out_and_not_compiled_or_shared_out(string options, string setting, string? said)
    {
        await using var on = await TestDatabase.Create(Database.Postgres, postgres);
        var told = new NpgsqlConnectionStringBuilder(on.Settings["ConnectionStrings:Postgres"]) { Options = options }.ConnectionString;
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Postgres"] = told });

        await using var plain = await on.Connect();
        await using var connection = await server.Services.GetRequiredService<RealDatabase>().OpenForReading(TestContext.Current.CancellationToken);

        Assert.Equal(said ?? await Show(plain, setting), await Show(connection, setting));
    }

    private static async Task<string> Show(DbConnection connection, string setting)
    {
        await using var ask = connection.CreateCommand();
        ask.CommandText = $"SHOW {setting}";
        return (string)(await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
