using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Backup;

/// <summary>The drill of docs/operate.md: a base backup, the archive, and an instant before something went wrong.</summary>
public sealed class PointInTimeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_before_the_instant_is_there_and_what_came_after_is_not()
    {
        await using var postgres = await ArchivingPostgres.Start();
        string data, instant;
        CaseUnderTest first, second, third;
        await using var on = TestDatabase.Elsewhere(postgres.ConnectionString);
        data = on.Settings["TONGDIAN_DATA"]!;
        await using (var server = await TongdianServer.Start(on))
        {
            first = await CaseUnderTest.Submit(server, Samples.Home());
            await postgres.BaseBackup();
            second = await CaseUnderTest.Submit(server, Samples.Home());
            await Recording.Everything(server);
            instant = await postgres.Now();
            third = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
            await Recording.Everything(server);
        }

        on.Release();
        await postgres.RestoreTo(instant);
        await using var restored = TestDatabase.Elsewhere(postgres.ConnectionString);
        // The data folder is the one that was there: its checkpoints are newer than the database.
        Directory.Delete(restored.Settings["TONGDIAN_DATA"]!);
        Directory.Move(data, restored.Settings["TONGDIAN_DATA"]!);
        Directory.CreateDirectory(data);
        string[] named = [.. restored.Options, .. BackupTests.Anew.Select(s => $"--{s.Key}={s.Value}")];
        Assert.Equal(0, await BeginLogCommand.Run(named));
        await using (var server = await TongdianServer.Start(restored, BackupTests.Anew))
        {
            var colleague = await server.As("coordinator");
            var answers = new List<int>();
            foreach (var one in new[] { first, second, third })
                answers.Add((await colleague.Get(one.Path)).Status);
            Assert.Equal([200, 200, 404], answers);
            var file = (await server.Load(second.Number)).Documents[0].File;
            Assert.Equal(200, (await colleague.Get($"{second.Path}/files/{file}?original=true")).Status);
            var lost = File.ReadAllLines(Path.Combine(Assert.Single(ClosedLog.In(server.Services.GetRequiredService<EvidenceSettings>().ClosedFolder)).Folder, ClosedLog.Lost));
            Assert.All(lost.Where(l => !l.StartsWith('#')), l => Assert.EndsWith($" {third.Number}", l, StringComparison.Ordinal));
            await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
            await Recording.Everything(server);
            Assert.Empty((await server.Services.GetRequiredService<AuditLog>().Do(Cancel)).Findings);
        }

        restored.Release();
        Assert.Equal(0, await AuditCommand.Run(named));
    }
}
