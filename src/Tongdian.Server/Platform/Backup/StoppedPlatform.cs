using System.Globalization;

namespace Tongdian.Server.Platform.Backup;

/// <summary>What puts one thing in the place of another needs the platform to stand still.</summary>
internal static class StoppedPlatform
{
    private const string Others =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

    private const int Looks = 3;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    /// <summary>Refuses while somebody else uses the database.</summary>
    /// <exception cref="BackupException">Somebody does.</exception>
    public static async Task Demand(BackupPlaces places, CancellationToken cancel)
    {
        for (var looks = 1; await IsUsed(places, cancel); looks++)
        {
            if (looks == Looks)
                throw new BackupException("数据库正在使用中。请先停止平台（所有节点）。", "The database is in use. Stop the platform (all its servers) first.");
            // PostgreSQL lists whoever has just gone for a moment more.
            await Task.Delay(Between, TimeProvider.System, cancel);
        }
    }

    private static async Task<bool> IsUsed(BackupPlaces places, CancellationToken cancel) => places.Postgres is { } postgres
        ? Convert.ToInt64(await new PostgresTools(postgres).Ask(Others, cancel), CultureInfo.InvariantCulture) > 0
        : File.Exists(places.Sqlite) && SqliteCopy.IsInUse(places.Sqlite);
}
