namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>One server per database for all tests of a class, started when the first asks for it.</summary>
public sealed class Servers(PostgresServer postgres) : IAsyncDisposable
{
    private readonly Dictionary<Database, (TestDatabase Database, TongdianServer Server)> started = [];

    /// <summary>The servers' time, when it shall not stand still.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>The class's server on this database.</summary>
    public async Task<TongdianServer> On(Database database)
    {
        if (started.TryGetValue(database, out var known))
            return known.Server;
        var test = await TestDatabase.Create(database, postgres);
        var server = await TongdianServer.Start(test, time: Clock);
        started.Add(database, (test, server));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (test, server) in started.Values)
        {
            await server.DisposeAsync();
            await test.DisposeAsync();
        }
    }
}
