using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Tongdian.Server.Platform.Storage;

/// <summary>PostgreSQL: a batch is one round trip and one implicit transaction; its statements are prepared after their first use.</summary>
public sealed class PostgresDatabase(NpgsqlDataSource source) : Database
{
    private const int MostTries = 5;

    // A prepared statement is used again only for parameters of the same types, and a null says nothing of its own.
    private readonly ConcurrentDictionary<string, NpgsqlDbType[]> types = new(StringComparer.Ordinal);

    public override string Name => "PostgreSQL";

    public override async Task Commit(WriteBatch batch, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var commands = connection.CreateBatch();
        foreach (var statement in batch.Statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            var known = types.GetOrAdd(statement.Sql, _ => [.. Enumerable.Repeat(NpgsqlDbType.Unknown, statement.Values.Length)]);
            for (var i = 0; i < statement.Values.Length; i++)
            {
                var value = Stored(statement.Values[i]);
                if (known[i] == NpgsqlDbType.Unknown)
                    known[i] = TypeOf(value);
                command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = known[i] });
            }

            commands.BatchCommands.Add(command);
        }

        try
        {
            await Execute(commands, cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new DuplicateKeyException(e.TableName ?? "", e);
        }
    }

    // Two batches that wait for each other: one of them was undone, and goes through when the other is over.
    private static async Task Execute(NpgsqlBatch commands, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await commands.ExecuteNonQueryAsync(cancel);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < MostTries)
            {
                // Nothing of it was written.
            }
        }
    }

    // PostgreSQL's own parameters are positional: they have no names.
    public override string PositionalName(int n) => "";

    public override async Task<DbConnection> OpenForReading(CancellationToken cancel) => await source.OpenConnectionAsync(cancel);

    private static NpgsqlDbType TypeOf(object value) => value switch
    {
        DBNull => NpgsqlDbType.Unknown,
        Guid => NpgsqlDbType.Uuid,
        string => NpgsqlDbType.Text,
        int => NpgsqlDbType.Integer,
        long => NpgsqlDbType.Bigint,
        bool => NpgsqlDbType.Boolean,
        DateTime => NpgsqlDbType.TimestampTz,
        byte[] => NpgsqlDbType.Bytea,
        _ => throw new InvalidOperationException($"No column holds a {value.GetType().Name}"),
    };
}
