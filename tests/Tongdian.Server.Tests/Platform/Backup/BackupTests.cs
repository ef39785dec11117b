using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Backup;

/// <summary>What is backed up comes back, and what was lost with it is said.</summary>
public sealed class BackupTests(PostgresServer postgres)
{
    /// <summary>The name of the log that is begun after a restore.</summary>
    internal static readonly Dictionary<string, string?> Anew = new(StringComparer.Ordinal) { ["Evidence:Origin"] = "tongdian.example/log/2" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task A_backup_that_was_taken_while_people_applied_comes_back_with_all_they_were_told(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        using var folder = new TemporaryFolder();
        var backup = Path.Combine(folder.Path, "backup");
        CaseUnderTest before, after;
        Receipt receipt;
        int lost;
        var told = new ConcurrentQueue<(CaseUnderTest Case, DateTimeOffset At)>();
        await using (var server = await TongdianServer.Start(on))
        {
            before = await CaseUnderTest.Submit(server, Samples.Home());
            await Recording.Everything(server);
            receipt = (await before.Evidence())[0].Receipt();

            using var enough = new CancellationTokenSource();
            var meanwhile = Applying(server, told, enough.Token);
            await Patience.Until(() => Task.FromResult(meanwhile.IsCompleted || told.Count >= 3));
            Assert.Equal(0, await BackupCommand.Run([backup, .. on.Options]));
            await enough.CancelAsync();
            await meanwhile;
            after = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
            var there = await Recorded(server);
            await Recording.Everything(server);
            lost = await Recorded(server) - there;
            Assert.True(lost > 0);
            // A second one never goes over the first.
            Assert.Equal(1, await BackupCommand.Run([backup, .. on.Options]));
        }

        on.Release();
        Assert.Equal(1, await RestoreCommand.Run([backup, .. on.Options]));
        Assert.Equal(0, await RestoreCommand.Run([backup, "--replace", .. on.Options]));
        Assert.Equal(1, await BeginLogCommand.Run(on.Options));
        await using (var server = await TongdianServer.Start(on))
        {
            Assert.Equal("case-submitted", (await (await server.As("coordinator")).Get($"{before.Path}/events")).Expect(200).GetProperty("items")[0].GetProperty("kind").GetString());
            var file = (await server.Load(before.Number)).Documents[0].File;
            Assert.Equal(200, (await (await server.As("coordinator")).Get($"{before.Path}/files/{file}?original=true")).Status);
            Assert.Equal(404, (await (await server.As("coordinator")).Get(after.Path)).Status);
            // Whoever was told so before the backup was begun has applied.
            var begun = BackupManifest.Read(backup)!.Begun;
            var certain = told.Where(t => t.At < begun).ToList();
            Assert.True(certain.Count >= 3);
            foreach (var (one, _) in certain)
                Assert.Equal(200, (await (await server.As("coordinator")).Get(one.Path)).Status);
            // The log was given out further: it stands still, everything else goes on, and whoever runs it reads so.
            await Assert.ThrowsAsync<InvalidDataException>(() => Recording.Due(server));
            var ready = await server.Anyone.Get("/health/ready");
            Assert.Equal(200, ready.Status);
            Assert.Contains("the evidence log stands still", ready.Text, StringComparison.Ordinal);
        }

        on.Release();
        string[] named = [.. on.Options, .. Anew.Select(s => $"--{s.Key}={s.Value}")];
        Assert.Equal(0, await BeginLogCommand.Run(named));
        await using (var server = await TongdianServer.Start(on, Anew))
        {
            var next = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
            await Recording.Everything(server);
            Assert.Empty((await server.Services.GetRequiredService<AuditLog>().Do(Cancel)).Findings);
            var policy = await Recording.Policy(server);
            Assert.Null((await next.Evidence())[0].Receipt().Verify(policy, server.Time.GetUtcNow()).Error);
            // What the customer took home before is good for ever.
            Assert.Null(receipt.Verify(policy, server.Time.GetUtcNow()).Error);
            var closed = Assert.Single(ClosedLog.In(server.Services.GetRequiredService<EvidenceSettings>().ClosedFolder));
            var says = closed.Check();
            Assert.True(says.Holds);
            Assert.Contains(File.ReadLines(Path.Combine(closed.Folder, ClosedLog.Lost)), l => l.EndsWith($" {after.Number}", StringComparison.Ordinal));
            Assert.DoesNotContain(File.ReadLines(Path.Combine(closed.Folder, ClosedLog.Lost)), l => l.EndsWith($" {before.Number}", StringComparison.Ordinal));
            Assert.InRange(says.Lost, 1, lost + 200);
        }

        on.Release();
        Assert.Equal(0, await AuditCommand.Run(named));
        // Somebody changes what was kept of the closed log.
        var leaves = Directory.GetFiles(Path.Combine(on.Settings["TONGDIAN_DATA"]!, "closed-logs"), "*.leaves", SearchOption.AllDirectories)[0];
        await File.WriteAllLinesAsync(leaves, (await File.ReadAllLinesAsync(leaves, Cancel)).Skip(1), Cancel);
        Assert.Equal(1, await AuditCommand.Run(named));
    }

    [Fact]
    public async Task A_backup_that_was_damaged_touches_nothing()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        using var folder = new TemporaryFolder();
        var backup = Path.Combine(folder.Path, "backup");
        await using (var server = await TongdianServer.Start(on))
            await CaseUnderTest.Submit(server, Samples.Home());
        Assert.Equal(0, await BackupCommand.Run([backup, .. on.Options]));
        Assert.DoesNotContain(Directory.GetFiles(backup, "*", SearchOption.AllDirectories), f => f.Contains("master.key", StringComparison.Ordinal));
        on.Release();
        var data = on.Settings["TONGDIAN_DATA"]!;
        var there = Directory.GetFileSystemEntries(data).Order(StringComparer.Ordinal).ToList();

        var photo = Directory.GetFiles(Path.Combine(backup, "files"), "*", SearchOption.AllDirectories)[0];
        var bytes = await File.ReadAllBytesAsync(photo, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(photo, bytes, Cancel);
        Assert.Equal(1, await RestoreCommand.Run([backup, "--replace", .. on.Options]));
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(photo, bytes, Cancel);

        // Another master key could not read it.
        var key = Path.Combine(data, "keys", "master.key");
        var own = await File.ReadAllTextAsync(key, Cancel);
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]), Cancel);
        Assert.Equal(1, await RestoreCommand.Run([backup, "--replace", .. on.Options]));
        await File.WriteAllTextAsync(key, own, Cancel);
        Assert.Equal(there, Directory.GetFileSystemEntries(data).Order(StringComparer.Ordinal));

        // Nor while somebody works.
        await using (await TongdianServer.Start(on))
            Assert.Equal(1, await RestoreCommand.Run([backup, "--replace", .. on.Options]));
        on.Release();
        Assert.Equal(0, await RestoreCommand.Run([backup, "--replace", .. on.Options]));
        Assert.Single(Directory.GetDirectories(data, "replaced-*"));
    }

    [Fact]
    public async Task Nothing_is_touched_when_there_is_no_room_the_bucket_is_another_one_or_the_platform_runs()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        using var folder = new TemporaryFolder();
        var backup = Path.Combine(folder.Path, "backup");
        CaseUnderTest later;
        await using (var server = await TongdianServer.Start(on))
        {
            await CaseUnderTest.Submit(server, Samples.Home());
            Assert.Equal(0, await BackupCommand.Run([backup, .. on.Options]));
            later = await CaseUnderTest.Submit(server, Samples.Home());
            await Recording.Everything(server);
            // A log is not closed under a server that writes it.
            Assert.Equal(1, await BeginLogCommand.Run([.. on.Options, .. Anew.Select(s => $"--{s.Key}={s.Value}")]));
        }

        on.Release();
        var data = on.Settings["TONGDIAN_DATA"]!;
        // Something is where the files would be written.
        var way = Path.Combine(data, "files.restoring");
        await File.WriteAllTextAsync(way, "", Cancel);
        Assert.False(SqliteCopy.IsInUse(Path.Combine(data, BackupPlaces.SqliteName)));
        var there = await Content(data);
        Assert.Equal(1, await RestoreCommand.Run([backup, "--replace", "--Files:S3:Bucket=elsewhere", .. on.Options]));
        Assert.Equal(1, await RestoreCommand.Run([backup, "--replace", .. on.Options]));
        Assert.Equal(there, await Content(data));
        File.Delete(way);
        await using (var server = await TongdianServer.Start(on))
        {
            var file = (await server.Load(later.Number)).Documents[0].File;
            Assert.Equal(200, (await (await server.As("coordinator")).Get($"{later.Path}/files/{file}?original=true")).Status);
        }
    }

    [Fact]
    public async Task A_database_that_a_file_names_is_found()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "connection");
        await File.WriteAllTextAsync(file, "Host=db.example\n", Cancel);
        string[] options = [$"--TONGDIAN_DATA={folder.Path}", "--ConnectionStrings:Postgres="];
        Assert.Throws<BackupException>(() => BackupPlaces.ReadWithDatabase(options));
        Assert.Equal("Host=db.example", BackupPlaces.ReadWithDatabase([.. options, $"--ConnectionStrings:Postgres:File={file}"]).Postgres);
    }

    private static async Task Applying(TongdianServer server, ConcurrentQueue<(CaseUnderTest Case, DateTimeOffset At)> told, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var one = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
            told.Enqueue((one, TimeProvider.System.GetUtcNow()));
        }
    }

    // Every file with its hash.
    private static async Task<IReadOnlyList<string>> Content(string data)
    {
        var files = new List<string>();
        foreach (var path in Directory.GetFiles(data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            files.Add($"{await BackupManifest.Hash(path, Cancel)} {path}");
        return files;
    }

    private static async Task<int> Recorded(TongdianServer server) => (int)(await server.Services.GetRequiredService<ReadLog>().Last(witnessed: false, Cancel))!.Size;
}
