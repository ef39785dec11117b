using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Tongdian.Server.Platform.Storage;

/// <summary>
/// PostgreSQL. Batches that wait at the same time go in one round trip and one implicit transaction; nobody waits for company. When such a group
/// fails, nothing of it was written, and each of them is written by itself. When nobody knows whether it was written (the connection broke), every
/// one of them failed. Why it is so: decision 0020.
/// </summary>
/// <param name="source">Connections for everybody.</param>
/// <param name="sharing">Connections for groups, which wait for a lock only briefly: siblings are not held up by one that has to wait.</param>
public sealed class PostgresDatabase(NpgsqlDataSource source, NpgsqlDataSource sharing) : Database, IDisposable
{
    /// <summary>So many groups are on their way at once.</summary>
    public const int Writers = 2;

    /// <summary>How long a group waits for somebody else's lock, in milliseconds.</summary>
    public const int LockTimeout = 250;

    private const int MostTries = 5;
    private const int MostTogether = 32;

    // What is larger than a change of a case touches many of them: it would hold up the others, and lock in an order of its own.
    private const int MostStatements = 64;

    // A prepared statement is used again only for parameters of the same types, and a null says nothing of its own.
    private readonly ConcurrentDictionary<string, NpgsqlDbType[]> types = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PendingBatch> waiting = new();
    private int writers;

    public override string Name => "PostgreSQL";

    public override Task Commit(WriteBatch batch, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled(cancel);
        if (batch.Statements.Count > MostStatements)
            return WriteAlone(batch.Statements, cancel);
        var pending = new PendingBatch(batch, cancel);
        waiting.Enqueue(pending);
        Begin();
        return pending.Done;
    }

    // PostgreSQL's own parameters are positional: they have no names.
    public override string PositionalName(int n) => "";

    public override async Task<DbConnection> OpenForReading(CancellationToken cancel) => await source.OpenConnectionAsync(cancel);

    public void Dispose() => sharing.Dispose();

    // A writer more, if there may be one; it has nobody's context.
    private void Begin()
    {
        for (var now = Volatile.Read(ref writers); now < Writers; now = Volatile.Read(ref writers))
        {
            if (Interlocked.CompareExchange(ref writers, now + 1, now) != now)
                continue;
            ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.WriteWaiting(), this, preferLocal: false);
            return;
        }
    }

    private async Task WriteWaiting()
    {
        try
        {
            while (TakeGroup() is { Count: > 0 } group)
                await Write(group);
        }
        finally
        {
            Interlocked.Decrement(ref writers);
            // Who came between the last look and this found a writer that was about to go.
            if (!waiting.IsEmpty)
                Begin();
        }
    }

    // In the order of the cases, so that two groups, on whichever server, never wait for each other over the same two cases.
    private List<PendingBatch> TakeGroup()
    {
        var group = new List<PendingBatch>();
        while (group.Count < MostTogether && waiting.TryDequeue(out var next))
        {
            if (next.Take())
                group.Add(next);
        }

        group.Sort((a, b) => a.About.CompareTo(b.About));
        return group;
    }

    private async Task Write(List<PendingBatch> group)
    {
        try
        {
            await using var connection = await sharing.OpenConnectionAsync(CancellationToken.None);
            await Execute(connection, group.SelectMany(p => p.Statements), CancellationToken.None);
        }
        catch (Exception e) when (NothingWritten(e) && (group.Count > 1 || WasWaiting(e) || WasForgotten(e)))
        {
            PendingBatch.Apart(group);
            foreach (var one in group)
                _ = WriteAlone(one);
            return;
        }
        catch (Exception e)
        {
            foreach (var one in group)
                one.Failed(Told(e));
            return;
        }

        PendingBatch.Committed(group);
    }

    private async Task WriteAlone(PendingBatch one)
    {
        try
        {
            await WriteAlone(one.Statements, CancellationToken.None);
        }
        catch (Exception e)
        {
            one.Failed(e);
            return;
        }

        PendingBatch.Committed(one);
    }

    // Two that wait for each other: one of them was undone, and goes through when the other is over.
    private async Task WriteAlone(IReadOnlyList<WriteStatement> statements, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Execute(connection, statements, cancel);
                return;
            }
            catch (PostgresException e) when ((e.SqlState == PostgresErrorCodes.DeadlockDetected || WasForgotten(e)) && attempt < MostTries)
            {
                // Nothing of it was written.
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw Told(e);
            }
        }
    }

    private async Task Execute(NpgsqlConnection connection, IEnumerable<WriteStatement> statements, CancellationToken cancel)
    {
        await using var commands = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            var known = types.GetOrAdd(statement.Sql, static (_, values) => [.. Enumerable.Repeat(NpgsqlDbType.Unknown, values)], statement.Values.Length);
            for (var i = 0; i < statement.Values.Length; i++)
            {
                var value = Stored(statement.Values[i]);
                var type = TypeOf(value);
                if (known[i] == NpgsqlDbType.Unknown)
                    known[i] = type;
                command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = known[i] });
            }

            commands.BatchCommands.Add(command);
        }

        try
        {
            await commands.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (WasForgotten(e))
        {
            connection.UnprepareAll();
            throw;
        }
    }

    /// <summary>
    /// Whether it is certain that nothing was committed: the server refused a statement and lives on, or a value could not be sent. A broken
    /// connection, a time-out or a server that goes down says nothing of the kind.
    /// </summary>
    private static bool NothingWritten(Exception e) => e is PostgresException { InvariantSeverity: "ERROR" } or ArgumentException or UnknownValueException;

    private static bool WasWaiting(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected };

    // After a batch that failed the driver may take a statement for prepared that the server does not know.
    private static bool WasForgotten(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.InvalidSqlStatementName };

    private static Exception Told(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } twice ? new DuplicateKeyException(twice.TableName ?? "", twice) : e;

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
        _ => throw new UnknownValueException(value),
    };

    /// <summary>Nothing was sent.</summary>
    private sealed class UnknownValueException(object value) : InvalidOperationException($"No column holds a {value.GetType().Name}");
}
