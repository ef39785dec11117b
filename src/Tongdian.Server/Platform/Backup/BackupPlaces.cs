using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Backup;

/// <summary>Where everything lies that a backup holds, as the settings say.</summary>
internal sealed record BackupPlaces(IConfiguration Configuration, string Data, string? Postgres)
{
    /// <summary>Names of folders, in the data folder as in a backup.</summary>
    public const string Files = "files";

    /// <inheritdoc cref="Files"/>
    public const string Checkpoints = "checkpoints";

    /// <inheritdoc cref="Files"/>
    public const string ClosedLogs = "closed-logs";

    /// <summary>Who was erased, by ids alone: a restore adds to it and takes nothing away.</summary>
    public const string Erased = "erased";

    /// <summary>The database file of SQLite, in the data folder as in a backup.</summary>
    public const string SqliteName = "tongdian.db";

    /// <summary>The dump of PostgreSQL in a backup.</summary>
    public const string DumpName = "tongdian.dump";

    /// <summary>Files on their way in; nothing refers to them yet.</summary>
    private const string Incoming = "incoming";

    /// <summary>The database file of SQLite.</summary>
    public string Sqlite => Path.Combine(Data, SqliteName);

    /// <summary>Which database it is.</summary>
    public string Database => Postgres is null ? "SQLite" : "PostgreSQL";

    /// <summary>The bucket that files are in; null when they are on the disk.</summary>
    public string? Bucket => Configuration["Files:S3:Bucket"] is { Length: > 0 } bucket ? bucket : null;

    /// <summary>As the settings say.</summary>
    public static BackupPlaces Read(string[] options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = options, ContentRootPath = AppContext.BaseDirectory });
        SettingCheck.Prepare(builder.Configuration);
        return new BackupPlaces(
            builder.Configuration, TongdianHost.DataFolder(builder.Configuration), builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres ? postgres : null);
    }

    /// <summary>As the settings say, for whoever needs a database that is there.</summary>
    /// <exception cref="BackupException">There is none.</exception>
    public static BackupPlaces ReadWithDatabase(string[] options)
    {
        var places = Read(options);
        return StorageServices.Missing(places.Configuration, places.Data) is { } nowhere
            ? throw new BackupException($"{nowhere} 里没有数据库。请在平台的文件夹里执行，或设 TONGDIAN_DATA。", $"There is no database in {nowhere}. Run it in the platform's folder, or set TONGDIAN_DATA.")
            : places;
    }

    /// <summary>Copies a folder with everything below it into one that does not have it yet; what goes meanwhile is left out.</summary>
    public static Task Copy(string from, string to, CancellationToken cancel) => Copy(from, to, to, cancel);

    /// <summary>The same, without what a third folder has already.</summary>
    public static async Task Copy(string from, string to, string without, CancellationToken cancel)
    {
        if (!Directory.Exists(from))
            return;
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, path);
            var target = Path.Combine(to, relative);
            if (relative.StartsWith(Incoming + Path.DirectorySeparatorChar, StringComparison.Ordinal) || File.Exists(Path.Combine(without, relative)))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await using var copy = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
                await source.CopyToAsync(copy, cancel);
                copy.Flush(flushToDisk: true);
            }
            catch (FileNotFoundException)
            {
                // Nobody took it in time, and it was removed.
            }
        }
    }
}
