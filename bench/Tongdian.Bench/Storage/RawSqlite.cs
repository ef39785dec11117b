using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Tongdian.Bench.Storage;

/// <summary>The ceiling of SQLite: WAL with synchronous FULL, one writing thread with prepared statements, a reader per thread.</summary>
internal sealed class RawSqlite(string ceiling, string product) : RawDatabase
{
    private readonly ThreadLocal<(SqliteCommand Row, SqliteCommand State)> reading = new(() => Readers(product));
    private readonly Channel<Waiting> single = Channel.CreateUnbounded<Waiting>();
    private readonly Channel<Waiting> grouped = Channel.CreateUnbounded<Waiting>();

    private readonly Lock sweeping = new();
    private (SqliteCommand Begin, SqliteCommand Move, SqliteCommand Add, SqliteCommand Commit)? sweeper;

    public override Task Prepare()
    {
        using (var connection = Open(ceiling))
        {
            Execute(connection, $"""
                create table if not exists cases (id integer primary key, stage integer not null, version integer not null, updated_at text not null);
                create table if not exists events (id integer primary key, case_id integer not null, seq integer not null, kind text not null, body text not null);
                create table if not exists outbox (id integer primary key, case_id integer not null, topic text not null, body text not null);
                create table if not exists ledger (id integer primary key, case_id integer not null, leaf blob not null);
                create table if not exists clocks (id integer primary key, watcher integer not null, due_at integer not null, next_at integer not null);
                create index if not exists due on clocks (watcher, next_at, id);
                create table if not exists alerts (case_id integer not null, limit_id text not null, occurrence integer not null, threshold integer not null,
                    at integer not null, seen_at integer not null, stage text, number text not null, process text not null, region text not null, department text,
                    assignee text, owner text not null, primary key (case_id, limit_id, occurrence, threshold));
                with recursive n(i) as (select 1 union all select i + 1 from n where i < 2 * {Rows})
                    insert or ignore into clocks select i, i % 64, i, i from n;
                with recursive n(i) as (select 1 union all select i + 1 from n where i < {Rows})
                    insert or ignore into cases select i, 0, 0, '2026-01-01 00:00:00' from n;
                """);
        }

        new Thread(() => Commit(single.Reader, 1)) { IsBackground = true }.Start();
        new Thread(() => Commit(grouped.Reader, Group)) { IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    public override Task Write(long id) => Wait(single, id);

    public override Task WriteGrouped(long id) => Wait(grouped, id);

    public override Task Sweep(int updates, int inserts) => Task.Run(() =>
    {
        lock (sweeping)
        {
            sweeper ??= Sweeper();
            var (run, clock, alert) = (sweeper.Value, NextClock(updates), NextAlert(inserts));
            run.Begin.ExecuteNonQuery();
            for (var i = 0; i < updates; i++)
                Run(run.Move, clock + i);
            for (var i = 0; i < inserts; i++)
                Run(run.Add, alert + i);
            run.Commit.ExecuteNonQuery();
        }

        static void Run(SqliteCommand command, long id)
        {
            command.Parameters[0].Value = id;
            command.ExecuteNonQuery();
        }
    });

    public override ValueTask<RawRow?> Find(string number)
    {
        var query = reading.Value.Row;
        query.Parameters[0].Value = number;
        using var row = query.ExecuteReader();
        return ValueTask.FromResult(row.Read()
            ? new RawRow(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4), row.GetDateTime(5))
            : null);
    }

    public override ValueTask<string?> State(string number)
    {
        var query = reading.Value.State;
        query.Parameters[0].Value = number;
        return ValueTask.FromResult(query.ExecuteScalar() as string);
    }

    public override ValueTask DisposeAsync()
    {
        single.Writer.Complete();
        grouped.Writer.Complete();
        reading.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task Wait(Channel<Waiting> queue, long id)
    {
        var waiting = new Waiting(id);
        queue.Writer.TryWrite(waiting);
        return waiting.Done.Task;
    }

    private void Commit(ChannelReader<Waiting> queue, int most)
    {
        using var connection = Open(ceiling);
        var (begin, commit) = (Command(connection, "begin immediate"), Command(connection, "commit"));
        SqliteCommand[] change =
        [
            Command(connection, "update cases set stage = (stage + 1) % 7, version = version + 1, updated_at = '2026-11-23 08:00:00' where id = $id", 0L),
            Command(connection, $"insert into events (case_id, seq, kind, body) values ($id, 1, 'stage-completed', '{Body}')", 0L),
            Command(connection, $"insert into outbox (case_id, topic, body) values ($id, 'sms', '{Message}')", 0L),
            Command(connection, $"insert into ledger (case_id, leaf) values ($id, x'{Convert.ToHexString(Leaf)}')", 0L),
        ];
        var group = new List<Waiting>(most);
        while (queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            begin.ExecuteNonQuery();
            while (group.Count < most && queue.TryRead(out var next))
            {
                foreach (var statement in change)
                {
                    statement.Parameters[0].Value = next.Id;
                    statement.ExecuteNonQuery();
                }

                group.Add(next);
            }

            commit.ExecuteNonQuery();
            group.ForEach(g => g.Done.SetResult());
        }
    }

    private (SqliteCommand Begin, SqliteCommand Move, SqliteCommand Add, SqliteCommand Commit) Sweeper()
    {
        var connection = Open(ceiling);
        return (Command(connection, "begin immediate"), Command(connection, "update clocks set next_at = next_at + 1 where id = $id", 0L),
            Command(connection, $"insert into alerts values ($id, {Alert})", 0L), Command(connection, "commit"));
    }

    private static (SqliteCommand Row, SqliteCommand State) Readers(string product)
    {
        var connection = Open(product);
        return (Command(connection, "select id, number, version, status, process, submitted_at from cases where number = $number", ""),
            Command(connection, "select state from cases where number = $number", ""));
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=30");
        connection.Open();
        Execute(connection, "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536; pragma wal_autocheckpoint = 4000;");
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object? parameter = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (parameter is not null)
            command.Parameters.AddWithValue(sql.Contains("$id", StringComparison.Ordinal) ? "$id" : "$number", parameter);
        command.Prepare();
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
