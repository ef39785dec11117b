using System.Buffers.Binary;
using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;
using RealDatabase = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Platform.Storage;

/// <summary>Changes of different cases share a transaction, and none of them notices: each is there or is not, and hears which, as if it had been alone.</summary>
public sealed class SharedCommitTests(PostgresServer postgres)
{
    private const int Company = 12;
    private const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    private const string Lost = "the answer to this is lost";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_waits_at_the_same_time_shares_a_transaction(Database database)
    {
        await using var door = await Door.Open(database, postgres);
        var before = await door.Transactions();

        await door.Together(Enumerable.Range(0, Company).Select(n => Facts.Of(new Guid(n, 0, 0, new byte[8]), 1, n).Batch()));

        Assert.Equal(Company, (await door.Written()).Count);
        // There may be two that write at once, or those who held up the writer may be in front.
        Assert.InRange(await door.Transactions() - before, 1, 2);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_stale_change_writes_nothing_of_itself_and_spoils_nothing(Database database)
    {
        await using var door = await Door.Open(database, postgres);
        var stale = Guid.NewGuid();
        await door.Real.Commit(Facts.Of(stale, 1, 100).Batch(), Cancel);

        var ends = await door.Together([.. Others(), Facts.Of(stale, 1, 101).Batch()]);

        Assert.All(ends[..^1], Assert.Null);
        Assert.Equal("facts", Assert.IsType<DuplicateKeyException>(ends[^1]).Table);
        Assert.Equal([.. Enumerable.Range(0, Company), 100], await door.Written());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Of_two_that_make_the_same_version_in_one_transaction_exactly_one_is_there(Database database)
    {
        await using var door = await Door.Open(database, postgres);
        var contested = Guid.NewGuid();

        var ends = await door.Together([.. Others(), Facts.Of(contested, 1, 100).Batch(), Facts.Of(contested, 1, 101).Batch()]);

        Assert.All(ends[..^2], Assert.Null);
        Assert.Single(ends[^2..], e => e is null);
        Assert.Single(ends[^2..], e => e is DuplicateKeyException { Table: "facts" });
        Assert.Equal(Company + 1, (await door.Written()).Count);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_no_database_takes_is_refused_alone(Database database)
    {
        await using var door = await Door.Open(database, postgres);
        var (unknown, empty, nonsense, surrogate) = (Facts.Of(Guid.NewGuid(), 1, 100).Batch(), Facts.Of(Guid.NewGuid(), 1, 101).Batch(), Facts.Of(Guid.NewGuid(), 1, 102).Batch(), Facts.Of(Guid.NewGuid(), 1, 103).Batch());
        unknown.Insert("facts", ("case_id", Guid.NewGuid()), ("version", 1), ("note", new Uri("http://nothing")));
        empty.Insert("facts", ("case_id", Guid.NewGuid()), ("version", 1), ("note", null));
        nonsense.Add("UPDATE nothing SET nothing = $1", 1);
        surrogate.Insert("facts", ("case_id", Guid.NewGuid()), ("version", 1), ("note", "half a character: \ud800"));

        var ends = await door.Together([.. Others(), unknown, empty, nonsense, surrogate]);

        Assert.All(ends[..Company], Assert.Null);
        Assert.All(ends[Company..(Company + 3)], e => Assert.True(e is not null and not DuplicateKeyException));
        // SQLite writes what can be written of it.
        Assert.Equal(database == Database.Sqlite, ends[^1] is null);
        Assert.Equal([.. Enumerable.Range(0, Company), .. database == Database.Sqlite ? [103] : Array.Empty<int>()], await door.Written());
    }

    [Fact]
    public async Task What_the_driver_takes_for_prepared_and_the_server_does_not_know_is_written_all_the_same()
    {
        await using var test = await TestDatabase.Create(Database.Postgres, postgres);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(test.Settings["ConnectionStrings:Postgres"]!) { MaxPoolSize = 1, MaxAutoPrepare = 50, AutoPrepareMinUsages = 2 });
        await using var door = await Door.Of(test, new PostgresDatabase(source, source));
        for (var serial = 0; serial < 4; serial++)
            await door.Real.Commit(Facts.Of(Guid.NewGuid(), 1, serial).Batch(), Cancel);
        await using (var connection = await source.OpenConnectionAsync(Cancel))
            await Door.Execute(connection, "DEALLOCATE ALL");

        await door.Real.Commit(Facts.Of(Guid.NewGuid(), 1, 4).Batch(), Cancel);

        Assert.Equal([0, 1, 2, 3, 4], await door.Written());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_gives_up_while_waiting_has_written_nothing_and_hears_of_it_at_once(Database database)
    {
        await using var door = await Door.Open(database, postgres);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task given;
        await using (await door.Hold())
        {
            given = door.Real.Commit(Facts.Of(Guid.NewGuid(), 1, 100).Batch(), patience.Token);
            await patience.CancelAsync();

            // Nobody could write it yet.
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => door.Real.Commit(Facts.Of(Guid.NewGuid(), 1, 101).Batch(), patience.Token));
        }

        await door.Real.Commit(Facts.Of(Guid.NewGuid(), 1, 102).Batch(), Cancel);
        Assert.Equal([102], await door.Written());
    }

    [Fact]
    public async Task Who_waits_for_a_row_holds_up_nobody_who_came_at_the_same_time()
    {
        await using var door = await Door.Open(Database.Postgres, postgres, asInTheProduct: true);
        var held = Enumerable.Range(0, PostgresDatabase.Writers).Select(n => Facts.Of(Guid.NewGuid(), 1, 100 + n)).ToList();
        await Task.WhenAll(held.Select(h => door.Real.Commit(h.Batch(), Cancel)));
        await using var somebody = (NpgsqlConnection)await door.Connect();
        await using var transaction = await somebody.BeginTransactionAsync(Cancel);
        await Door.Execute(somebody, "SELECT * FROM latest FOR UPDATE");

        // As many as there are writers: nobody else could come in if they did not step aside.
        var waits = new List<Task>();
        foreach (var (n, one) in held.Index())
        {
            waits.Add(door.Real.Commit(Facts.Of(one.Keys[0].Case, 2, 200 + n).Batch(), Cancel));
            await Patience.Until(async () => await door.One(Waiting) == waits.Count);
        }

        await Task.WhenAll(Others().Select(o => door.Real.Commit(o, Cancel)));

        Assert.All(waits, w => Assert.False(w.IsCompleted));
        await transaction.RollbackAsync(Cancel);
        await Task.WhenAll(waits);
        Assert.Equal([.. Enumerable.Range(0, Company), .. held.Index().Select(h => 100 + h.Index), .. held.Index().Select(h => 200 + h.Index)], await door.Written());
    }

    [Fact]
    public async Task When_the_server_goes_down_in_the_middle_nobody_is_told_that_it_was_written()
    {
        await using var door = await Door.Open(Database.Postgres, postgres);
        var end = Facts.Of(Guid.NewGuid(), 1, 100).Batch();
        end.Add("SELECT pg_terminate_backend(pg_backend_pid())");

        var ends = await door.Together([.. Others(), end]);

        // Two transactions at most; the one with the end of the connection in it is nobody's.
        Assert.NotNull(ends[^1]);
        Assert.Equal(ends.Index().Where(e => e.Item is null).Select(e => e.Index), await door.Written());
        await door.Real.Commit(Facts.Of(Guid.NewGuid(), 1, 102).Batch(), Cancel);
    }

    [Fact]
    public async Task When_the_answer_to_a_commit_is_lost_everybody_fails_and_nothing_is_written_twice()
    {
        await using var test = await TestDatabase.Create(Database.Postgres, postgres);
        await using var wire = CutWire.To(test.Settings["ConnectionStrings:Postgres"]!, Lost);
        await using var cut = NpgsqlDataSource.Create(wire.ConnectionString);
        using var real = new PostgresDatabase(cut, cut);
        await using var door = await Door.Of(test, real);

        // None of them has a guard: whoever wrote it again would write it twice.
        var ends = await door.Together(Enumerable.Range(0, 8).Select(n =>
        {
            var batch = Facts.Unguarded(n);
            batch.Add($"SELECT '{Lost}'");
            return batch;
        }));

        Assert.All(ends, e => Assert.True(e is NpgsqlException and not PostgresException, $"{e}"));
        var written = await door.Written();
        Assert.NotEmpty(written);
        Assert.Equal(written.Distinct(), written);
        await real.Commit(Facts.Unguarded(100), Cancel);
        Assert.Equal(100, (await door.Written())[^1]);
    }

    [Fact]
    public async Task A_change_for_which_there_is_no_room_is_refused_alone()
    {
        await using var door = await Door.Open(Database.Sqlite, postgres);
        var full = new WriteBatch();
        full.Add($"PRAGMA max_page_count = {await door.One("PRAGMA page_count") + 2}");
        await door.Real.Commit(full, Cancel);
        var large = Facts.Of(Guid.NewGuid(), 1, 100).Batch();
        large.Insert("facts", ("case_id", Guid.NewGuid()), ("version", 1), ("note", new string('x', 1_000_000)));

        var ends = await door.Together([large, .. Others()]);

        Assert.NotNull(ends[0]);
        Assert.All(ends[1..], Assert.Null);
        Assert.Equal(Enumerable.Range(0, Company), await door.Written());
    }

    [Theory, ClassData(typeof(Databases))]
    public Task Whatever_comes_at_once_ends_as_if_it_had_come_one_after_the_other(Database database) => Seed.Of(async seed =>
    {
        await using var test = await TestDatabase.Create(database, postgres);
        // Two servers on PostgreSQL; on SQLite there is one.
        var services = Enumerable.Range(0, database == Database.Postgres ? 2 : 1).Select(_ => Door.Services(test)).ToArray();
        var servers = Array.ConvertAll(services, s => s.GetRequiredService<RealDatabase>());
        await using (var door = await Door.Of(test, servers[0]))
        {
            var (lots, tries) = (new Random(seed), new List<Try>());
            for (var n = 0; n < 450; n++)
                tries.Add(Try.Any(lots, n));
            await Task.WhenAll(tries.Chunk(15).Select(async some =>
            {
                await Task.Yield();
                foreach (var one in some)
                    await one.Go(servers[one.Serial % servers.Length]);
            }));

            Assert.Equal(tries.Where(t => t.Ended is null).Select(t => t.Serial), await door.Written());
            Assert.All(tries, t => Assert.True(t.Explained, $"{t.Serial}: {t.Ended}"));
            foreach (var key in tries.SelectMany(t => t.Keys.Select(k => (Key: k, Try: t))).GroupBy(k => k.Key, k => k.Try))
            {
                Assert.True(key.Count(t => t.Ended is null) <= 1, $"{key.Key} was made twice");
                // Somebody was refused because of somebody who is there.
                Assert.True(key.Any(t => t.Ended is null) || key.All(t => t.Ended is not DuplicateKeyException || t.Keys.Any(k => tries.Exists(o => o.Ended is null && o.Keys.Contains(k)))), $"{key.Key} was made by nobody, and refused");
                Assert.True(key.Any(t => t.Ended is null) || !key.Any(t => t.MustCome), $"Nobody made {key.Key}");
            }
        }

        foreach (var one in services)
            await one.DisposeAsync();
    });

    private static IEnumerable<WriteBatch> Others() => Enumerable.Range(0, Company).Select(n => Facts.Of(Guid.NewGuid(), 1, n).Batch());

    /// <summary>A change as the product makes them: the guards first, then a row that is changed, then one that is added.</summary>
    private sealed record Facts(int Serial, params (Guid Case, int Version)[] Keys)
    {
        public static Facts Of(Guid id, int version, int serial) => new(serial, (id, version));

        public static WriteBatch Unguarded(int serial)
        {
            var batch = new WriteBatch();
            batch.Insert("written", ("serial", serial));
            return batch;
        }

        public WriteBatch Batch()
        {
            var batch = new WriteBatch();
            foreach (var (id, version) in Keys)
                batch.Insert("facts", ("case_id", id), ("version", version), ("note", $"{Serial}"));
            foreach (var (id, version) in Keys)
                batch.Upsert("latest", 1, ("case_id", id), ("version", version));
            batch.Insert("written", ("serial", Serial));
            return batch;
        }
    }

    /// <summary>A change out of the hat: in a few cases and versions, so that many are too late; some about two cases, in either order; some spoiled; some given up.</summary>
    private sealed class Try(int serial, (Guid Case, int Version)[] keys, bool spoiled, bool impatient, bool large)
    {
        private static readonly Guid[] Cases = [.. Enumerable.Range(1, 5).Select(n => new Guid(n * 1_000_003, 0, 0, new byte[8]))];

        public int Serial => serial;

        public (Guid Case, int Version)[] Keys => keys;

        public Exception? Ended { get; private set; }

        public bool MustCome => !spoiled && !impatient && keys.Length == 1;

        public bool Explained => Ended switch
        {
            null => !spoiled,
            DuplicateKeyException { Table: "facts" } => true,
            OperationCanceledException => impatient,
            DbException => spoiled,
            _ => false,
        };

        public static Try Any(Random lots, int serial)
        {
            var keys = Enumerable.Range(0, lots.Next(8) == 0 ? 2 : 1).Select(_ => (Cases[lots.Next(Cases.Length)], lots.Next(40))).DistinctBy(k => k.Item1).ToArray();
            return new Try(serial, keys, lots.Next(12) == 0, lots.Next(12) == 0, lots.Next(20) == 0);
        }

        public async Task Go(RealDatabase database)
        {
            var batch = new Facts(serial, keys).Batch();
            if (spoiled)
                batch.Insert("facts", ("case_id", Guid.NewGuid()), ("version", 1), ("note", null));
            // More than share a transaction.
            for (var n = 0; large && n < 70; n++)
                batch.Add("UPDATE latest SET version = version WHERE case_id = $1", Guid.NewGuid());
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var commit = database.Commit(batch, patience.Token);
            if (impatient)
                await patience.CancelAsync();
            Ended = await Door.End(commit);
        }
    }

    /// <summary>The product's own way into a database, with tables that show what came in by it.</summary>
    private sealed class Door : IAsyncDisposable
    {
        private readonly TestDatabase test;
        private readonly IAsyncDisposable[] ending;

        private Door(TestDatabase test, RealDatabase real, params IAsyncDisposable[] ending) => (this.test, Real, this.ending) = (test, real, ending);

        public RealDatabase Real { get; }

        private bool IsPostgres => test.Settings["ConnectionStrings:Postgres"] is { Length: > 0 };

        public static ServiceProvider Services(TestDatabase test)
        {
            var services = new ServiceCollection();
            services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(test.Settings).Build(), test.Settings["TONGDIAN_DATA"]!);
            return services.BuildServiceProvider();
        }

        /// <summary>On PostgreSQL groups wait for locks as long as others do, unless it is all as in the product: then a test can hold them up.</summary>
        public static async Task<Door> Open(Database database, PostgresServer postgres, bool asInTheProduct = false)
        {
            var made = await TestDatabase.Create(database, postgres);
            var services = Services(made);
            var door = !asInTheProduct && services.GetService<NpgsqlDataSource>() is { } source
                ? new Door(made, new PostgresDatabase(source, source), services, made)
                : new Door(made, services.GetRequiredService<RealDatabase>(), services, made);
            await door.Prepare();
            return door;
        }

        public static async Task<Door> Of(TestDatabase test, RealDatabase real)
        {
            var door = new Door(test, real);
            await door.Prepare();
            return door;
        }

        public static async Task<Exception?> End(Task commit)
        {
            try
            {
                await commit;
                return null;
            }
            catch (Exception e)
            {
                return e;
            }
        }

        public static async Task Execute(DbConnection connection, string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        public Task<DbConnection> Connect() => test.Connect();

        /// <summary>All of them while nobody can write; then they go.</summary>
        /// <returns>How each ended; null: it was committed.</returns>
        public async Task<Exception?[]> Together(IEnumerable<WriteBatch> batches)
        {
            Task<Exception?>[] commits;
            await using (await Hold())
                commits = [.. batches.Select(b => End(Real.Commit(b, Cancel)))];
            return await Task.WhenAll(commits);
        }

        /// <summary>Every writer is busy until this is disposed of.</summary>
        public async Task<IAsyncDisposable> Hold()
        {
            var connection = await Connect();
            if (!IsPostgres)
            {
                await Execute(connection, "BEGIN IMMEDIATE");
                // So many that nothing else comes into the transaction that is held up.
                return new Held(connection, "ROLLBACK", [.. Enumerable.Range(0, SqliteDatabase.MostTogether).Select(_ => Real.Commit(new WriteBatch(), Cancel))]);
            }

            await Execute(connection, "SELECT pg_advisory_lock(8)");
            var busy = new List<Task>();
            while (busy.Count < PostgresDatabase.Writers)
            {
                var wait = new WriteBatch();
                wait.Add("SELECT pg_advisory_xact_lock_shared(8)");
                busy.Add(Real.Commit(wait, Cancel));
                await Patience.Until(async () => await One(Waiting) == busy.Count);
            }

            return new Held(connection, "SELECT pg_advisory_unlock(8)", busy);
        }

        /// <summary>The serial numbers of what is there.</summary>
        public async Task<IReadOnlyList<int>> Written()
        {
            await using var connection = await Connect();
            await using var query = connection.CreateCommand();
            query.CommandText = "SELECT serial FROM written ORDER BY serial";
            var (found, rows) = (new List<int>(), await query.ExecuteReaderAsync(Cancel));
            await using (rows)
            {
                while (await rows.ReadAsync(Cancel))
                    found.Add(rows.GetInt32(0));
            }

            return found;
        }

        public async Task<long> One(string sql)
        {
            await using var connection = await Connect();
            await using var query = connection.CreateCommand();
            query.CommandText = sql;
            return Convert.ToInt64(await query.ExecuteScalarAsync(Cancel), System.Globalization.CultureInfo.InvariantCulture);
        }

        /// <summary>So many transactions have written: as PostgreSQL marks rows with them, and as SQLite marks the last page of each in its log.</summary>
        public async Task<long> Transactions()
        {
            if (IsPostgres)
                return await One("SELECT count(DISTINCT xmin::text) FROM written");
            var log = await ReadShared($"{Path.Combine(test.Settings["TONGDIAN_DATA"]!, "tongdian.db")}-wal");
            var (page, commits) = (BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8)), 0);
            for (var frame = 32; frame + 24 + page <= log.Length; frame += 24 + page)
                commits += BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(frame + 4)) > 0 ? 1 : 0;
            return commits;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var one in ending)
                await one.DisposeAsync();
        }

        private static async Task<byte[]> ReadShared(string path)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, Cancel);
            return bytes.ToArray();
        }

        private async Task Prepare()
        {
            await using var connection = await Connect();
            var uuid = IsPostgres ? "uuid" : "text";
            await Execute(connection, $"CREATE TABLE facts (case_id {uuid} NOT NULL, version int NOT NULL, note text NOT NULL, PRIMARY KEY (case_id, version))");
            await Execute(connection, $"CREATE TABLE latest (case_id {uuid} PRIMARY KEY, version int NOT NULL)");
            await Execute(connection, "CREATE TABLE written (serial int NOT NULL)");
        }

        private sealed class Held(DbConnection connection, string release, List<Task> busy) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync()
            {
                await Execute(connection, release);
                await connection.DisposeAsync();
                await Task.WhenAll(busy);
            }
        }
    }
}
