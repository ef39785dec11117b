using System.Globalization;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Platform.Backup;

/// <summary>
/// <c>./run restore FOLDER</c>: puts a backup in the place of what is there. Everything is checked before anything is touched; what was there is put aside, never
/// deleted. Checkpoints that are newer than the backup stay: they are what the evidence log is held against.
/// </summary>
internal static class RestoreCommand
{
    private const string Replace = "--replace";

    // The database and what belongs to it.
    private static readonly string[] SqliteEndings = ["", "-wal", "-shm"];

    /// <summary>Runs it while the platform does not run.</summary>
    /// <returns>0: it is restored. 1: nothing was touched, and why was said.</returns>
    public static async Task<int> Run(string[] args)
    {
        var options = args.Where(a => a != Replace).ToArray();
        if (options is not [var named, .. var others] || named.StartsWith("--", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync("用法 Usage: ./run restore <文件夹 folder> [--replace]");
            return 1;
        }

        try
        {
            foreach (var line in await Restore(BackupPlaces.Read(others), Path.GetFullPath(named), args.Contains(Replace), CancellationToken.None))
                Console.WriteLine(line);
            return 0;
        }
        catch (BackupException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static async Task<IReadOnlyList<string>> Restore(BackupPlaces places, string folder, bool replace, CancellationToken cancel)
    {
        if (BackupManifest.Read(folder) is not { } manifest)
            throw new BackupException($"{folder} 里没有完整的备份（缺少 {BackupManifest.Name}）。", $"There is no whole backup in {folder} ({BackupManifest.Name} is missing).");
        if (await manifest.Damaged(folder, cancel) is [var first, ..] damaged)
            throw new BackupException($"备份已损坏，{damaged.Count} 个文件与清单不符：{first}。没有改动任何数据，请用另一份备份。", $"The backup is damaged: {damaged.Count} files are not those of its list: {first}. Nothing was touched; take another backup.");
        if (manifest.Database != places.Database)
            throw new BackupException($"备份来自 {manifest.Database}，而设置是 {places.Database}。请改 ConnectionStrings__Postgres。", $"The backup is of {manifest.Database}, and the settings say {places.Database}. Change ConnectionStrings__Postgres.");
        var key = MasterKey.Find(places.Configuration, places.Data);
        if (key is not null && manifest.KeyMark is { } mark && BackupManifest.MarkOf(key) != mark)
            throw new BackupException("这里的主密钥不是备份所用的那一个。请先把那一个放回来。", "The master key here is not the one that the backup was written with. Bring that one back first.");
        if (manifest.Bucket != places.Bucket)
            throw new BackupException($"备份的对象存储是 {manifest.Bucket ?? "无"}，而设置是 {places.Bucket ?? "无"}。请改 Files__S3__Bucket。", $"The backup's bucket is {manifest.Bucket ?? "none"}, and the settings say {places.Bucket ?? "none"}. Change Files__S3__Bucket.");
        await StoppedPlatform.Demand(places, cancel);
        if (!replace && await Occupied(places, cancel) is { } where)
        {
            throw new BackupException(
                $"{where} 里已有数据，没有改动。确定要换成备份，请加 {Replace}：原有的数据会移到一旁，不会删除。",
                $"There are data in {where}; nothing was touched. To put the backup in their place add {Replace}: what is there is put aside, not deleted.");
        }

        var stamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var staged = new StagedFolders(folder, places.Data);
        try
        {
            await Stage(places, manifest, folder, staged, cancel);
            var given = places.Postgres is { } postgres
                ? await IntoPostgres(new PostgresTools(postgres), folder, stamp, cancel)
                : IntoSqlite(places, stamp);
            staged.Put(Aside(places, stamp));
            return [.. Lines(places, manifest, key is not null, given)];
        }
        finally
        {
            staged.Clear();
            if (File.Exists(Fresh(places)))
                File.Delete(Fresh(places));
        }
    }

    // What takes place on the disk is written before anything is replaced.
    private static async Task Stage(BackupPlaces places, BackupManifest manifest, string folder, StagedFolders staged, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(places.Data);
            if (manifest.Bucket is null)
                await staged.Bring(BackupPlaces.Files, cancel);
            // Those that are newer stay, and so do the files that both have: they never change. Those of a log that was closed meanwhile are with it.
            await staged.BringMissing(BackupPlaces.ClosedLogs, cancel);
            await staged.BringMissing(BackupPlaces.Erased, cancel);
            if (LogOf(places.Data) is not { } here || here == LogOf(folder))
                await staged.BringMissing(BackupPlaces.Checkpoints, cancel);
            if (places.Postgres is not null)
                return;
            File.Copy(Path.Combine(folder, BackupPlaces.SqliteName), Fresh(places), overwrite: true);
            SqliteCopy.Check(Fresh(places));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"写不下或无法写入，没有改动任何数据：{problem.Message}", $"It could not be written, and nothing was touched: {problem.Message}");
        }
    }

    // Where data are; null when there are none.
    private static async Task<string?> Occupied(BackupPlaces places, CancellationToken cancel)
    {
        if (places.Postgres is not { } postgres)
            return File.Exists(places.Sqlite) ? places.Data : null;
        var tools = new PostgresTools(postgres);
        return await HasTables(tools, cancel) ? (string)(await tools.Ask("SELECT current_database()::text", cancel))! : null;
    }

    private static async Task<bool> HasTables(PostgresTools tools, CancellationToken cancel) =>
        Size(await tools.Ask("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'", cancel)) > 0;

    private static string Fresh(BackupPlaces places) => places.Sqlite + StagedFolders.Ending;

    private static long IntoSqlite(BackupPlaces places, string stamp)
    {
        foreach (var old in SqliteEndings.Select(ending => places.Sqlite + ending).Where(File.Exists))
        {
            Directory.CreateDirectory(Aside(places, stamp));
            File.Move(old, Path.Combine(Aside(places, stamp), Path.GetFileName(old)));
        }

        File.Move(Fresh(places), places.Sqlite);
        return Size(SqliteCopy.Ask(places.Sqlite, LogSize));
    }

    private const string LogSize = "SELECT MAX(size) FROM evidence_checkpoints";

    private static async Task<long> IntoPostgres(PostgresTools tools, string folder, string stamp, CancellationToken cancel)
    {
        var occupied = await HasTables(tools, cancel);
        if (occupied)
            await tools.Ask($"ALTER SCHEMA public RENAME TO {PostgresTools.PutAside}{stamp}; CREATE SCHEMA public", cancel);
        try
        {
            await tools.Restore(Path.Combine(folder, BackupPlaces.DumpName), cancel);
        }
        catch (BackupException)
        {
            if (occupied)
                await tools.Ask($"DROP SCHEMA public CASCADE; ALTER SCHEMA {PostgresTools.PutAside}{stamp} RENAME TO public", cancel);
            throw;
        }

        return Size(await tools.Ask(LogSize, cancel));
    }

    private static string Aside(BackupPlaces places, string stamp) => Path.Combine(places.Data, $"replaced-{stamp}");

    private static long Size(object? answer) => answer is null or DBNull ? 0 : Convert.ToInt64(answer, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(BackupPlaces places, BackupManifest manifest, bool hasKey, long log)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ 已恢复到 {manifest.Begun:u} 的备份（{manifest.Database}，{manifest.Files.Count} 个文件）");
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ Restored to the backup of {manifest.Begun:u} ({manifest.Database}, {manifest.Files.Count} files)");
        if (manifest.Bucket is { } bucket)
        {
            yield return $"! 文件在对象存储 {bucket} 里，请另行恢复";
            yield return $"! The files are in the bucket {bucket}: restore it, too";
        }

        if (!hasKey)
        {
            yield return $"! 这里还没有主密钥。启动之前把它放到 {Path.Combine(places.Data, "keys", "master.key")} 或 {MasterKey.Setting}";
            yield return $"! There is no master key here yet. Before the start put it in {Path.Combine(places.Data, "keys", "master.key")} or in {MasterKey.Setting}";
        }

        if (Given(places) is var given && given > log)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"! 存证日志已对外给出 {given} 条，这份数据库只有 {log} 条。要继续存证：设新的 Evidence__Origin，再执行 ./run log begin-anew");
            yield return string.Create(CultureInfo.InvariantCulture, $"! {given} entries of the evidence log were given out, and this database has {log}. To go on: set a new Evidence__Origin, then run ./run log begin-anew");
        }
        else
        {
            yield return "  启动平台，再执行 ./run audit";
            yield return "  Start the platform, then run ./run audit";
        }
    }

    // The log that the checkpoints of a folder are of, as its policy names it.
    private static string? LogOf(string folder) =>
        Path.Combine(folder, BackupPlaces.Checkpoints, "policy") is var policy && File.Exists(policy) ? File.ReadLines(policy).FirstOrDefault() : null;

    // As the files are called: their content is looked at by the audit.
    private static long Given(BackupPlaces places) =>
        Path.Combine(places.Data, BackupPlaces.Checkpoints) is var folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.checkpoint", SearchOption.AllDirectories)
                .Select(f => long.TryParse(Path.GetFileNameWithoutExtension(f), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).DefaultIfEmpty().Max()
            : 0;
}
