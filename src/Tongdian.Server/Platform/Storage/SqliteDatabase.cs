using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tongdian.Server.Platform.Storage;

/// <summary>
/// SQLite: it has one writer at a time anyway, so there is one writing connection, which keeps its statements prepared, and a queue before it.
/// Readers have connections of their own and do not wait (WAL).
/// </summary>
public sealed class SqliteDatabase(string connectionString) : Database, IDisposable
{
    private const int ConstraintFailed = 19;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private SqliteConnection? writer;

    public override string Name => "SQLite";

    public override async Task Commit(WriteBatch batch, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            // From here on nothing waits for anything but the disk, so the batch runs to its end.
            writer ??= Open();
            Run("BEGIN IMMEDIATE");
            try
            {
                foreach (var statement in batch.Statements)
                    Run(statement);
                Run("COMMIT");
            }
            catch
            {
                Run("ROLLBACK");
                throw;
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode == ConstraintFailed && e.Message.Contains("UNIQUE", StringComparison.Ordinal))
        {
            throw new DuplicateKeyException(TableIn(e.Message), e);
        }
        finally
        {
            turn.Release();
        }
    }

    public override async Task<DbConnection> OpenForReading(CancellationToken cancel)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public override string PositionalName(int n) => string.Create(CultureInfo.InvariantCulture, $"${n}");

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        writer?.Dispose();
        turn.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        settings.ExecuteNonQuery();
        return connection;
    }

    private void Run(string sql) => Run(new WriteStatement(sql, []));

    private void Run(WriteStatement statement)
    {
        if (!prepared.TryGetValue(statement.Sql, out var command))
        {
            command = writer!.CreateCommand();
            command.CommandText = statement.Sql;
            for (var i = 1; i <= statement.Values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = PositionalName(i) });
            prepared.Add(statement.Sql, command);
        }

        for (var i = 0; i < statement.Values.Length; i++)
            command.Parameters[i].Value = Stored(statement.Values[i]);
        command.ExecuteNonQuery();
    }

    // "SQLite Error 19: 'UNIQUE constraint failed: case_events.case_id, case_events.version'."
    private static string TableIn(string message)
    {
        var start = message.IndexOf("failed: ", StringComparison.Ordinal) + "failed: ".Length;
        return message[start..message.IndexOf('.', start)];
    }
}
