using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tongdian.Server.Platform.Storage;

/// <summary>
/// SQLite: it has one writer at a time anyway, so there is one writing thread with one connection, which keeps its statements prepared, and a
/// queue before it: a commit waits for the disk and for those before it, never for a free thread. What waits when the thread is free shares one
/// transaction, and one wait for the disk; when that fails, it is undone and each is written by itself (decision 0020). Readers have connections of
/// their own and do not wait (WAL).
/// </summary>
public sealed class SqliteDatabase(string connectionString) : Database, IDisposable
{
    /// <summary>So many share a transaction at most.</summary>
    public const int MostTogether = 64;

    private const int ConstraintFailed = 19;

    private readonly BlockingCollection<PendingBatch> queue = [];
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private readonly Lock starting = new();
    private SqliteConnection? writer;
    private Thread? thread;
    private int disposed;

    public override string Name => "SQLite";

    public override Task Commit(WriteBatch batch, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled(cancel);
        Start();
        var pending = new PendingBatch(batch, cancel);
        queue.Add(pending, CancellationToken.None);
        return pending.Done;
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
        foreach (var first in queue.GetConsumingEnumerable())
        {
            var (group, next) = (new List<PendingBatch>(), first);
            do
            {
                if (next.Take())
                    group.Add(next);
            }
            while (group.Count < MostTogether && queue.TryTake(out next));

            if (group.Count > 0)
                Write(group);
        }
    }

    private void Write(List<PendingBatch> group)
    {
        try
        {
            Transact(group);
        }
        catch (Exception) when (group.Count > 1)
        {
            PendingBatch.Apart(group);
            foreach (var one in group)
                Write([one]);
            return;
        }
        catch (Exception e)
        {
            // Whoever asked hears of it; the next one is written all the same.
            group[0].Failed(Told(e));
            return;
        }

        PendingBatch.Committed(group);
    }

    private void Transact(List<PendingBatch> group)
    {
        writer ??= Open();
        Run("BEGIN IMMEDIATE");
        try
        {
            foreach (var statement in group.SelectMany(p => p.Statements))
                Run(statement);
            Run("COMMIT");
        }
        catch
        {
            // A full disk undoes the transaction by itself.
            if (raw.sqlite3_get_autocommit(writer.Handle) == 0)
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
    private static Exception Told(Exception e)
    {
        if (e is not SqliteException { SqliteErrorCode: ConstraintFailed } || !e.Message.Contains("UNIQUE", StringComparison.Ordinal))
            return e;
        var start = e.Message.IndexOf("failed: ", StringComparison.Ordinal) + "failed: ".Length;
        return new DuplicateKeyException(e.Message[start..e.Message.IndexOf('.', start)], e);
    }
}
