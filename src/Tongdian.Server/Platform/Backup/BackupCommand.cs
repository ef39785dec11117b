using System.Globalization;
using Tongdian.Server.Modules.Welcome;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Platform.Backup;

/// <summary>
/// <c>./run backup FOLDER</c>: everything that is kept, except the master key, while the platform runs. First the checkpoints of the evidence log, so that the
/// database has everything that they vouch for; then the database; then the files, so that whatever it refers to is there.
/// </summary>
internal static class BackupCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>0: there is a backup. 1: there is none, and why was said.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [var named, .. var options] || named.StartsWith("--", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync("用法 Usage: ./run backup <文件夹 folder>");
            return 1;
        }

        try
        {
            foreach (var line in await Take(BackupPlaces.ReadWithDatabase(options), Path.GetFullPath(named), CancellationToken.None))
                Console.WriteLine(line);
            return 0;
        }
        catch (BackupException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static async Task<IEnumerable<string>> Take(BackupPlaces places, string folder, CancellationToken cancel)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new BackupException($"{folder} 不是空的。请给一个新的文件夹。", $"{folder} is not empty. Name a new folder.");
        if (folder.StartsWith(places.Data + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new BackupException($"{folder} 在数据文件夹之内。请放到别处，最好是另一台机器。", $"{folder} is inside the data folder. Put the backup elsewhere, best on another machine.");

        var begun = TimeProvider.System.GetUtcNow();
        Directory.CreateDirectory(folder);
        foreach (var kept in new[] { BackupPlaces.Checkpoints, BackupPlaces.ClosedLogs, BackupPlaces.Erased })
            await BackupPlaces.Copy(Path.Combine(places.Data, kept), Path.Combine(folder, kept), cancel);
        if (places.Postgres is { } postgres)
            await new PostgresTools(postgres).Dump(Path.Combine(folder, BackupPlaces.DumpName), cancel);
        else
            SqliteCopy.Take(places.Sqlite, Path.Combine(folder, BackupPlaces.SqliteName));
        if (places.Bucket is null)
            await BackupPlaces.Copy(Path.Combine(places.Data, BackupPlaces.Files), Path.Combine(folder, BackupPlaces.Files), cancel);

        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            files.Add(new BackupFile(Path.GetRelativePath(folder, path), new FileInfo(path).Length, await BackupManifest.Hash(path, cancel)));
        var mark = MasterKey.Find(places.Configuration, places.Data) is { } key ? BackupManifest.MarkOf(key) : null;
        var manifest = new BackupManifest(BackupManifest.Current, Installation.Version, places.Database, begun, TimeProvider.System.GetUtcNow(), mark, places.Bucket, files);
        manifest.Write(folder);
        return Lines(manifest, folder);
    }

    private static IEnumerable<string> Lines(BackupManifest manifest, string folder)
    {
        var bytes = manifest.Files.Sum(f => f.Bytes) / 1_000_000.0;
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ 备份在 {folder}：{manifest.Database}，{manifest.Files.Count} 个文件，{bytes:0.0} MB");
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ The backup is in {folder}: {manifest.Database}, {manifest.Files.Count} files, {bytes:0.0} MB");
        if (manifest.Bucket is { } bucket)
        {
            yield return $"! 文件在对象存储 {bucket} 里，不在备份中：请另行备份";
            yield return $"! The files are in the bucket {bucket} and not in the backup: back it up, too";
        }

        yield return "! 主密钥不在备份中。没有它，备份里的个人信息谁也读不出。请另存两处，不要与备份放在一起";
        yield return "! The master key is not in it. Without the key nobody can read the personal data in the backup. Keep it in two other places, never beside the backup";
    }
}
