using System.Security.Cryptography;

namespace Tongdian.Demo.Running;

/// <summary>The platform that the demo talks to: one of its own on a fresh database, or one that runs already.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private readonly DirectoryInfo? folder;
    private readonly FreshDatabase? database;
    private readonly ServerProcess? server;

    private Platform(Uri url, string password, DirectoryInfo? folder, FreshDatabase? database, ServerProcess? server) =>
        (Url, Password, this.folder, this.database, this.server) = (url, password, folder, database, server);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Password of the demo company's users.</summary>
    public string Password { get; }

    public static async Task<Platform> Start(Uri? url, CancellationToken cancel)
    {
        if (url is not null)
        {
            var given = Environment.GetEnvironmentVariable("Demo__Password");
            return string.IsNullOrEmpty(given)
                ? throw new DemoFailed("使用 --url 时请用环境变量 Demo__Password 给出密码", "With --url, give the password in the environment as Demo__Password")
                : new Platform(url, given, null, null, null);
        }

        var temporary = Directory.CreateTempSubdirectory("tongdian-demo-");
        FreshDatabase? fresh = null;
        try
        {
            fresh = await FreshDatabase.Make(Environment.GetEnvironmentVariable("ConnectionStrings__Postgres"), cancel);
            Console.WriteLine($"启动平台 Starting the platform · {(fresh is null ? "SQLite" : "PostgreSQL")} · {temporary.FullName}");
            var password = $"Td1-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
            var own = await ServerProcess.Start(temporary, password, fresh?.ConnectionString, cancel);
            return new Platform(own.Url, password, temporary, fresh, own);
        }
        catch
        {
            if (fresh is not null)
                await fresh.DisposeAsync();
            temporary.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Shows the end of the server's log and keeps the whole.</summary>
    public void ShowLog() => server?.ShowLog();

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        folder?.Delete(recursive: true);
    }
}
