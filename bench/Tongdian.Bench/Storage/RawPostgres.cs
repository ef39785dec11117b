using System.Threading.Channels;
using Npgsql;

namespace Tongdian.Bench.Storage;

/// <summary>The ceiling of PostgreSQL: a batch is one round trip and one transaction.</summary>
internal sealed class RawPostgres(string ceiling, string product) : RawDatabase
{
    private const int Writers = 2;
    private const string Settings = "Maximum Pool Size=16;No Reset On Close=true;Max Auto Prepare=20;Auto Prepare Min Usages=1";

    private readonly NpgsqlDataSource writing = NpgsqlDataSource.Create($"{ceiling};{Settings}");
    private readonly NpgsqlDataSource reading = NpgsqlDataSource.Create($"{product};{Settings}");
    private readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>();

    public override async Task Prepare()
    {
        await using var make = writing.CreateCommand($"""
            create table if not exists cases (id bigint primary key, stage int not null, version int not null, updated_at timestamptz not null);
            create table if not exists events (id bigserial primary key, case_id bigint not null, seq int not null, kind text not null, body text not null);
            create table if not exists outbox (id bigserial primary key, case_id bigint not null, topic text not null, body text not null);
            create table if not exists ledger (id bigserial primary key, case_id bigint not null, leaf bytea not null);
            create table if not exists clocks (id bigint primary key, watcher int not null, due_at bigint not null, next_at bigint not null);
            create index if not exists due on clocks (watcher, next_at, id);
            create table if not exists alerts (case_id bigint not null, limit_id text not null, occurrence int not null, threshold int not null, at bigint not null,
                seen_at bigint not null, stage text, number text not null, process text not null, region text not null, department text, assignee text, owner text not null,
                primary key (case_id, limit_id, occurrence, threshold));
            insert into clocks select n, n % 64, n, n from generate_series(1, 2 * {Rows}) n on conflict do nothing;
            insert into cases select n, 0, 0, now() from generate_series(1, {Rows}) n on conflict do nothing;
            """);
        await make.ExecuteNonQueryAsync();
        for (var i = 0; i < Writers; i++)
            _ = Task.Run(CommitGroups);
    }

    public override async Task Write(long id)
    {
        await using var batch = writing.CreateBatch();
        Add(batch, id);
        await batch.ExecuteNonQueryAsync();
    }

    public override Task WriteGrouped(long id)
    {
        var waiting = new Waiting(id);
        queue.Writer.TryWrite(waiting);
        return waiting.Done.Task;
    }

    public override async Task Sweep(int updates, int inserts)
    {
        var (clock, alert) = (NextClock(updates), NextAlert(inserts));
        await using var batch = writing.CreateBatch();
        Range("update clocks set next_at = next_at + 1 where id between $1 and $2", clock, clock + updates - 1);
        Range($"insert into alerts select n, {Alert} from generate_series($1, $2) n", alert, alert + inserts - 1);
        await batch.ExecuteNonQueryAsync();

        void Range(string sql, long from, long to) => batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = from }, new NpgsqlParameter<long> { TypedValue = to } },
        });
    }

    public override async ValueTask<RawRow?> Find(string number)
    {
        await using var query = reading.CreateCommand("select id, number, version, status, process, submitted_at from cases where number = $1");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = number });
        await using var row = await query.ExecuteReaderAsync();
        return await row.ReadAsync()
            ? new RawRow(row.GetGuid(0).ToString(), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4), row.GetDateTime(5))
            : null;
    }

    public override async ValueTask<string?> State(string number)
    {
        await using var query = reading.CreateCommand("select state from cases where number = $1");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = number });
        return await query.ExecuteScalarAsync() as string;
    }

    public override async ValueTask DisposeAsync()
    {
        queue.Writer.Complete();
        await writing.DisposeAsync();
        await reading.DisposeAsync();
    }

    private static void Add(NpgsqlBatch batch, long id)
    {
        Command("update cases set stage = (stage + 1) % 7, version = version + 1, updated_at = now() where id = $1", id);
        Command("insert into events (case_id, seq, kind, body) values ($1, $2, $3, $4)", id, 1, "stage-completed", Body);
        Command("insert into outbox (case_id, topic, body) values ($1, $2, $3)", id, "sms", Message);
        Command("insert into ledger (case_id, leaf) values ($1, $2)", id, Leaf);

        void Command(string sql, params ReadOnlySpan<object> values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }
    }

    private async Task CommitGroups()
    {
        var group = new List<Waiting>(Group);
        while (await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < Group && queue.Reader.TryRead(out var next))
                group.Add(next);
            if (group.Count == 0)
                continue;
            // Two writers that lock rows in one order cannot wait for each other.
            group.Sort((a, b) => a.Id.CompareTo(b.Id));
            try
            {
                await using var batch = writing.CreateBatch();
                foreach (var change in group)
                    Add(batch, change.Id);
                await batch.ExecuteNonQueryAsync();
                group.ForEach(g => g.Done.SetResult());
            }
            catch (NpgsqlException e)
            {
                group.ForEach(g => g.Done.SetException(e));
            }
        }
    }
}
