using Tongdian.Server.Platform.Startup;

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

    /// <summary>Copies a folder with everything below it; what is there already is left, and what goes meanwhile is left out.</summary>
    /// <returns>The paths that were copied, from the folder.</returns>
    public static async Task<IReadOnlyList<string>> Copy(string from, string to, CancellationToken cancel)
    {
        var copied = new List<string>();
        if (!Directory.Exists(from))
            return copied;
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, path);
            var target = Path.Combine(to, relative);
            if (relative.StartsWith(Incoming + Path.DirectorySeparatorChar, StringComparison.Ordinal) || File.Exists(target))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await using var copy = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
                await source.CopyToAsync(copy, cancel);
                copy.Flush(flushToDisk: true);
                copied.Add(relative);
            }
            catch (FileNotFoundException)
            {
                // Nobody took it in time, and it was removed.
            }
        }

        return copied;
    }
}
