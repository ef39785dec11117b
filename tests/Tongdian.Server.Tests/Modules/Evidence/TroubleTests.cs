using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Evidence;

/// <summary>The log would rather stand still than be two logs; work on cases does not wait for it.</summary>
public sealed class TroubleTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task While_checkpoints_cannot_be_kept_entries_wait_and_work_goes_on(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var folder = server.Services.GetRequiredService<EvidenceSettings>().Folder;
        // Nothing can be written where a file stands in the way, as on a disk that is full.
        var day = Path.Combine(folder, TongdianServer.Monday.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(day, "");
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await Assert.ThrowsAnyAsync<IOException>(() => Recording.Everything(server));
        var given = await Given(server);
        await one.Complete("survey");
        for (var again = 0; again < 3; again++)
            await Assert.ThrowsAnyAsync<IOException>(() => Recording.Everything(server));

        // What could not be kept is not continued, and nothing half written is left.
        Assert.Equal(given, await Given(server));
        Assert.Contains(await one.Evidence(), i => i.GetProperty("standing").GetString() == "waiting");
        Assert.Equal([day], Directory.GetFileSystemEntries(folder));

        File.Delete(day);
        await Recording.Everything(server);
        Assert.All(await one.Evidence(), i => Assert.Equal("proved", i.GetProperty("standing").GetString()));
        Assert.Equal(await Given(server), Directory.GetFiles(day, "*" + KeptCheckpoints.Note).Select(f => long.Parse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture)).Order());
        Assert.Empty((await server.Services.GetRequiredService<AuditLog>().Do(default)).Findings);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_file_that_could_only_be_begun_is_not_left_behind(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var folder = server.Services.GetRequiredService<EvidenceSettings>().Folder;
        await CaseUnderTest.Submit(server, Samples.Home());
        var day = Directory.CreateDirectory(Path.Combine(folder, TongdianServer.Monday.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).FullName;
        await Telling.Everything(server);
        var waiting = await server.Stored(db => db.Set<EvidenceLeaf>().CountAsync(l => l.Place == null));
        // A folder has the name that the file should get: its content is written, the file cannot be put in its place.
        var inTheWay = Directory.CreateDirectory(Path.Combine(day, waiting.ToString("D12", CultureInfo.InvariantCulture) + KeptCheckpoints.Leaves)).FullName;
        for (var again = 0; again < 3; again++)
            await Assert.ThrowsAnyAsync<IOException>(() => server.Services.GetRequiredService<Sequence>().Do(default));
        Assert.Equal([inTheWay], Directory.GetFileSystemEntries(day));

        Directory.Delete(inTheWay);
        await Recording.Everything(server);
        Assert.Equal(await Given(server), Directory.GetFiles(day, "*" + KeptCheckpoints.Note).Select(f => long.Parse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture)).Order());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_has_another_key_does_not_continue_the_log(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        IReadOnlyList<long> given;
        await using (var server = await TongdianServer.Start(on))
        {
            await CaseUnderTest.Submit(server, Samples.Home());
            await Recording.Everything(server);
            given = await Given(server);
        }

        var another = NoteSigner.Make("tongdian.example/log", SignatureType.Ed25519, new byte[32]).Value.SecretText();
        await using (var mistaken = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Evidence:Key"] = another }))
        {
            await CaseUnderTest.Submit(mistaken, Samples.Home());
            Assert.Contains("no checkpoint that this log has signed", (await Assert.ThrowsAsync<InvalidDataException>(() => Recording.Everything(mistaken))).Message, StringComparison.Ordinal);
            Assert.Equal(given, await Given(mistaken));
        }

        await using var right = await TongdianServer.Start(on);
        await Recording.Everything(right);
        Assert.Equal(0, await right.Stored(db => db.Set<EvidenceLeaf>().CountAsync(l => l.Place == null)));
        Assert.Empty((await right.Services.GetRequiredService<AuditLog>().Do(default)).Findings);
    }

    private static Task<List<long>> Given(TongdianServer server) => server.Stored(db => db.Set<EvidenceCheckpoint>().Select(c => c.Size).Order().ToListAsync());
}
