using System.Data.Common;
using Npgsql;

namespace Tongdian.Server.Platform.Storage;

/// <summary>PostgreSQL: a batch is one round trip and one implicit transaction; its statements are prepared after their first use.</summary>
public sealed class PostgresDatabase(NpgsqlDataSource source) : Database
{
    public override string Name => "PostgreSQL";

    public override async Task Commit(WriteBatch batch, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var commands = connection.CreateBatch();
        foreach (var statement in batch.Statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var value in statement.Values)
                command.Parameters.Add(new NpgsqlParameter { Value = Stored(value) });
            commands.BatchCommands.Add(command);
        }

        try
        {
            await commands.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new DuplicateKeyException(e.TableName ?? "", e);
        }
    }

    // PostgreSQL's own parameters are positional: they have no names.
    public override string PositionalName(int n) => "";

    public override async Task<DbConnection> OpenForReading(CancellationToken cancel) => await source.OpenConnectionAsync(cancel);
}
