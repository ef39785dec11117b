using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.PersonalData;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.PersonalData;

/// <summary>What an erasure leaves goes, whatever is in the way at first.</summary>
public sealed class ClearErasedTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Files_and_old_pages_that_could_not_be_cleared_away_stay_due(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on, services: s => s.AddSingleton<IFileStore, AwayStore>());
        var (store, clear) = ((AwayStore)server.Services.GetRequiredService<IFileStore>(), server.Services.GetRequiredService<ClearErased>());
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(one.Customer, "withdraw", new { })).Expect(200);
        var asked = (await (await server.As("auditor")).Post("/api/v1/personal-data/erasures", new { number = one.Number, reason = "本人到厅申请" })).Expect(200).GetProperty("id").GetGuid();
        var files = Files(on);
        await using var reader = await on.Connect();
        await Say(reader, "BEGIN; SELECT COUNT(*) FROM cases");
        store.IsAway = true;

        // The erasure itself waits for nobody.
        (await (await server.As("manager")).Post($"/api/v1/personal-data/erasures/{asked}/confirm")).Expect(200);
        await Assert.ThrowsAsync<IOException>(() => clear.TakeDue(Cancel));
        Assert.Equal((files, true), (Files(on), await Clearing.IsDue(server)));

        store.IsAway = false;
        server.Clock.Advance(ClearErased.Pause);
        await clear.TakeDue(Cancel);
        Assert.True(Files(on) < files, "The files are still there");
        // Whoever still reads what was there before keeps SQLite from emptying its log.
        if (database == Database.Sqlite)
            Assert.True(await Clearing.IsDue(server), "It was not seen that the log could not be emptied");

        await Say(reader, "ROLLBACK");
        await Clearing.Everything(server);
        Assert.Equal(0, await clear.TakeDue(Cancel));
    }

    private static int Files(TestDatabase on) => Directory.GetFiles(Path.Combine(on.Settings["TONGDIAN_DATA"]!, "files"), "*", SearchOption.AllDirectories).Length;

    private static async Task Say(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteScalarAsync(Cancel);
    }

    /// <summary>Files on the disk, of which none can be removed for a while.</summary>
    private sealed class AwayStore(FileSettings settings) : IFileStore
    {
        private readonly DiskFileStore disk = new(settings);

        public bool IsAway { get; set; }

        public Task Keep(StoredObject name, string incoming, CancellationToken cancellation) => disk.Keep(name, incoming, cancellation);

        public Task<Stream> Open(StoredObject name, CancellationToken cancellation) => disk.Open(name, cancellation);

        public Task<bool> Has(StoredObject name, CancellationToken cancellation) => disk.Has(name, cancellation);

        public Task Delete(StoredObject name, CancellationToken cancellation) => IsAway ? throw new IOException("The file store is away") : disk.Delete(name, cancellation);
    }
}
