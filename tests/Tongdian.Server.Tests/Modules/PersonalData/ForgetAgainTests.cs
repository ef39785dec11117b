using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.PersonalData;

/// <summary>A backup from before the erasure is brought back.</summary>
public sealed class ForgetAgainTests(PostgresServer postgres)
{
    private const string Reason = "canary-moved-away";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_was_erased_does_not_come_back_with_a_backup(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        using var folder = new TemporaryFolder();
        var backup = Path.Combine(folder.Path, "backup");
        CaseUnderTest gone, other;
        await using (var server = await TongdianServer.Start(on))
        {
            gone = await CaseUnderTest.Submit(server, Samples.Home());
            other = await CaseUnderTest.Submit(server, Samples.Home());
            (await gone.Do(gone.Customer, "withdraw", new { reason = Reason })).Expect(200);
            await Recording.Everything(server);
            Assert.Equal(0, await BackupCommand.Run([backup, .. on.Options]));
            var asked = (await (await server.As("auditor")).Post("/api/v1/personal-data/erasures", new { number = gone.Number, reason = "本人到厅申请" })).Expect(200).GetProperty("id").GetGuid();
            (await (await server.As("manager")).Post($"/api/v1/personal-data/erasures/{asked}/confirm")).Expect(200);
        }

        on.Release();
        Assert.Equal(0, await RestoreCommand.Run([backup, "--replace", .. on.Options]));
        // With the backup they are back, until the platform starts.
        Assert.Equal(0, await Count(on, "SELECT COUNT(*) FROM persons WHERE erased_at IS NOT NULL"));
        var back = Files(on);

        await using (var server = await TongdianServer.Start(on))
        {
            var (auditor, manager) = (await server.As("auditor"), await server.As("manager"));
            Assert.Equal("410 person.erased", (await auditor.Post("/api/v1/personal-data/exports", new { number = gone.Number, reason = "再查" })).Refusal);
            Assert.NotEqual(200, (await manager.Post($"{gone.Path}/unmask", new { reason = "看看" })).Status);
            Assert.Equal(200, (await manager.Post($"{other.Path}/unmask", new { reason = "看看" })).Status);
            var events = await manager.Get($"{gone.Path}/events");
            Assert.Equal(200, events.Status);
            Assert.DoesNotContain(Reason, events.Text, StringComparison.Ordinal);
            var values = await server.Stored(db => db.Set<SealedValue>().AsNoTracking()
                .Where(v => db.Set<CaseRow>().Any(c => c.Number == gone.Number && c.PersonId == v.PersonId)).ToListAsync(Cancel));
            Assert.NotEmpty(values);
            Assert.All(values, v => Assert.Empty(v.Cipher));
            Assert.True(Files(on) < back);
            Assert.Empty((await server.Services.GetRequiredService<AuditLog>().Do(Cancel)).Findings);
        }
    }

    private static int Files(TestDatabase on) => Directory.GetFiles(Path.Combine(on.Settings["TONGDIAN_DATA"]!, "files"), "*", SearchOption.AllDirectories).Length;

    private static async Task<long> Count(TestDatabase on, string sql)
    {
        await using var connection = await on.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancel), CultureInfo.InvariantCulture);
    }
}
