namespace Tongdian.Bench.Storage;

/// <summary>A row of the product's cases, without the state.</summary>
internal sealed record RawRow(string Id, string Number, int Version, int Status, string Process, DateTime SubmittedAt);

/// <summary>
/// The least that a durable change and a look-up can be: one update and three inserts committed together, one row read by a unique index.
/// It writes to tables of its own and reads the product's.
/// </summary>
internal abstract class RawDatabase : IAsyncDisposable
{
    public const string Setting = "Bench:Ceiling";
    public const int Rows = 100_000;

    /// <summary>Changes that share a commit, at most.</summary>
    protected const int Group = 128;

    protected const string Alert = "'stage:survey', 1, 2, 1, 1, 'survey', 'TD2611260000001', 'low-voltage-residential', 'bench', 'marketing', null, 'owner'";
    protected const string Body = """{"from":1,"to":2,"by":"0190a1b2-0000-7000-8000-000000000001","note":"survey done"}""";
    protected const string Message = """{"template":"stage-completed","to":"138****0000"}""";

    protected static readonly byte[] Leaf = new byte[32];

    private static long clocksTaken;
    private static long alertsMade;

    public static RawDatabase Of(IConfiguration configuration)
    {
        var ceiling = configuration[Setting] ?? throw new InvalidOperationException($"{Setting} is not set");
        return configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres
            ? new RawPostgres(ceiling, postgres)
            : new RawSqlite(ceiling, Path.Combine(configuration["TONGDIAN_DATA"]!, "tongdian.db"));
    }

    public static long AnyId() => Random.Shared.NextInt64(Rows) + 1;

    /// <summary>Makes the tables, once.</summary>
    public abstract Task Prepare();

    /// <summary>One change, one commit.</summary>
    public abstract Task Write(long id);

    /// <summary>One change; whoever comes at the same time shares the commit.</summary>
    public abstract Task WriteGrouped(long id);

    /// <summary>Moves so many clocks and adds so many alerts, in one commit.</summary>
    public abstract Task Sweep(int updates, int inserts);

    public abstract ValueTask<RawRow?> Find(string number);

    /// <summary>The state text as it stands: what a look-up costs that need not understand it.</summary>
    public abstract ValueTask<string?> State(string number);

    public abstract ValueTask DisposeAsync();

    /// <summary>Clocks that nobody else has at the same time: from here on.</summary>
    protected static long NextClock(int clocks) => Interlocked.Add(ref clocksTaken, clocks) % Rows + 1;

    /// <summary>Alerts that are not there yet: from here on.</summary>
    protected static long NextAlert(int alerts) => Interlocked.Add(ref alertsMade, alerts);
}

/// <summary>A change that waits for its commit.</summary>
internal sealed record Waiting(long Id, TaskCompletionSource Done)
{
    public Waiting(long id)
        : this(id, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
    {
    }
}
