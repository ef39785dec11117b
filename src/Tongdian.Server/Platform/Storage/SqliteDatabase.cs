using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tongdian.Server.Platform.Storage;

/// <summary>
/// SQLite: it has one writer at a time anyway, so there is one writing thread with one connection, which keeps its statements prepared, and a
/// queue before it: a commit waits for the disk and for those before it, never for a free thread. Readers have connections of their own and
/// do not wait (WAL).
/// </summary>
public sealed class SqliteDatabase(string connectionString) : Database, IDisposable
{
    private const int ConstraintFailed = 19;

    private readonly BlockingCollection<Waiting> queue = [];
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private readonly Lock starting = new();
    private SqliteConnection? writer;
    private Thread? thread;
    private int disposed;

    public override string Name => "SQLite";

    public override Task Commit(WriteBatch batch, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Start();
        var waiting = new Waiting(batch, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), cancel);
        queue.Add(waiting, cancel);
        return waiting.Done.Task;
    }

    public override async Task<DbConnection> OpenForReading(CancellationToken cancel)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public override string PositionalName(int n) => string.Create(CultureInfo.InvariantCulture, $"${n}");

    /// <summary>What waits is still written.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        queue.CompleteAdding();
        thread?.Join();
        foreach (var command in prepared.Values)
            command.Dispose();
        writer?.Dispose();
        queue.Dispose();
    }

    private void Start()
    {
        if (thread is not null)
            return;
        lock (starting)
        {
            if (thread is not null)
                return;
            thread = new Thread(WriteAll) { IsBackground = true, Name = "SQLite writer" };
            thread.Start();
        }
    }

    private void WriteAll()
    {
        foreach (var next in queue.GetConsumingEnumerable())
        {
            if (next.Cancel.IsCancellationRequested)
            {
                next.Done.SetCanceled(next.Cancel);
                continue;
            }

            try
            {
                Write(next.Batch);
                next.Done.SetResult();
            }
            catch (SqliteException e) when (e.SqliteErrorCode == ConstraintFailed && e.Message.Contains("UNIQUE", StringComparison.Ordinal))
            {
                next.Done.SetException(new DuplicateKeyException(TableIn(e.Message), e));
            }
            catch (Exception e)
            {
                // Whoever asked hears of it; the next one is written all the same.
                next.Done.SetException(e);
            }
        }
    }

    private void Write(WriteBatch batch)
    {
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

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;";
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

    private sealed record Waiting(WriteBatch Batch, TaskCompletionSource Done, CancellationToken Cancel);
}
