using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Privacy.Rotation;

/// <summary>
/// <c>./run rotate-key</c>: a new master key. It is on the disk before anything is put under it, and takes the old one's place when everything is: whoever is killed
/// at any point starts the command again. Until then the platform does not start.
/// </summary>
internal static class RotateKeyCommand
{
    // What follows from the master key and is known outside, or finds what is stored: the new key carries it on.
    internal static readonly string[] Carried =
        ["access-code", "blind-index", "case-links", "draft-tokens", "evidence-log", "field-pieces", "file-keys", "one-time-codes", StaffStore.Label];

    // What may be made anew: codes and links that customers have then no longer open anything, and they ask for new ones.
    private static readonly string[] MayBeAnew = ["access-code", "case-links", "draft-tokens", "one-time-codes"];

    /// <summary>Runs it while no server of the platform runs.</summary>
    /// <returns>0 when the new key is in its place, 1 when nothing was changed.</returns>
    public static async Task<int> Run(string[] args)
    {
        var anew = args.SkipWhile(a => a != "--anew").Skip(1).TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToList();
        if (anew.Except(MayBeAnew, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"--anew {unknown}: {string.Join(", ", MayBeAnew)}");
            return 1;
        }

        try
        {
            foreach (var line in await Rotate([.. args.Where(a => a != "--anew" && !anew.Contains(a))], anew, CancellationToken.None))
                Console.WriteLine(line);
            return 0;
        }
        catch (BackupException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static async Task<IEnumerable<string>> Rotate(string[] options, List<string> anew, CancellationToken cancel)
    {
        var places = BackupPlaces.ReadWithDatabase(options);
        await StoppedPlatform.Demand(places, cancel);
        DemandOwnLog(places);
        var (path, next) = (MasterKey.PathIn(places.Data), MasterKey.NextIn(places.Data));
        var given = places.Configuration[MasterKey.Setting] is { Length: > 0 };
        var count = 0;
        // Between the two moves at the end there is only the new one, and everything is under it.
        if (given || File.Exists(path))
        {
            var before = MasterKey.Old(places.Configuration, places.Data);
            if (given && File.Exists(MasterKey.NewIn(places.Data)) && !MasterKey.Read(MasterKey.NewIn(places.Data)).WrapsLike(before))
            {
                throw new BackupException(
                    $"主密钥已经换过，而 {MasterKey.Setting} 还不是新的。请先把 {MasterKey.NewIn(places.Data)} 的内容写入它（或其文件），再删除这个文件。没有改动任何数据。",
                    $"The master key was changed already, and {MasterKey.Setting} is not the new one. Put what is in {MasterKey.NewIn(places.Data)} into it (or its file), then delete this file. Nothing was touched.");
            }

            if (!File.Exists(next))
                MasterKey.Write(next, MasterKey.After(before, Carried.Append(EvidenceSettings.KeyPurpose(EvidenceSettings.OriginIn(places.Configuration))).Except(anew, StringComparer.Ordinal)));
            count = await Do(options, before, MasterKey.Read(next), cancel);
        }
        else if (!File.Exists(next))
        {
            throw new BackupException($"没有主密钥：{path}", $"There is no master key: {path}");
        }

        var stamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        if (given)
            File.Move(next, MasterKey.NewIn(places.Data), overwrite: true);
        else if (File.Exists(path))
            File.Move(path, $"{path}.retired-{stamp}");
        if (!given)
            File.Move(next, path);
        return Lines(count, given ? MasterKey.NewIn(places.Data) : null, $"{path}.retired-{stamp}");
    }

    // The log's key is carried on under the log's name: under another one nobody could sign for it any more.
    private static void DemandOwnLog(BackupPlaces places)
    {
        var origin = EvidenceSettings.OriginIn(places.Configuration);
        var kept = ClosedLog.KeyIn(Path.Combine(places.Data, BackupPlaces.Checkpoints))?.Name;
        if ((kept is not null && kept != origin) || ClosedLog.KeysIn(Path.Combine(places.Data, BackupPlaces.ClosedLogs)).Any(k => k.Name == origin))
        {
            throw new BackupException(
                $"Evidence__Origin 是 {origin}，不是现在的存证日志{(kept is null ? "" : $" {kept}")}。请用平台运行时的设置执行；刚改了名的，先执行 ./run log begin-anew。没有改动任何数据。",
                $"Evidence__Origin is {origin}, which is not the evidence log of now{(kept is null ? "" : $", {kept}")}. Run it with the settings of the platform; after a change of the name run ./run log begin-anew first. Nothing was touched.");
        }
    }

    private static async Task<int> Do(string[] options, MasterKey before, MasterKey after, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. options, "--Cluster:TakesPart=false"], ContentRootPath = AppContext.BaseDirectory });
        SettingCheck.Prepare(builder.Configuration);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddStorage(builder.Configuration, TongdianHost.DataFolder(builder.Configuration));
        builder.Services.AddSingleton(before);
        await using var app = builder.Build();
        return await new RotateKey(before, after, app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<IDbContextFactory<TongdianContext>>()).Do(cancel);
    }

    private static IEnumerable<string> Lines(int count, string? toSet, string retired)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ 已换主密钥：{count} 个密钥改由新主密钥保护");
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ There is a new master key: {count} keys are under it now");
        if (toSet is not null)
        {
            yield return $"! 启动之前，请把 {toSet} 里的那一行完整写入 {MasterKey.Setting}（或其文件），然后删除这个文件";
            yield return $"! Before the start put the whole line that is in {toSet} into {MasterKey.Setting} (or its file), then delete this file";
        }
        else
        {
            yield return $"! 新主密钥请立即另存两处；旧的在 {retired}，旧备份还需要它，请移到安全的地方";
            yield return $"! Keep the new key in two other places now; the old one is in {retired}. Old backups need it: move it to a safe place";
        }
    }
}
