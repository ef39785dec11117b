using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Privacy.Rotation;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Privacy;

/// <summary>The master key is changed, whatever happens on the way.</summary>
public sealed class RotateKeyTests(PostgresServer postgres)
{
    private const int People = 2_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_kills_it_on_the_way_finds_it_done_after_the_last_try(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        var key = Path.Combine(on.Settings["TONGDIAN_DATA"]!, "keys", "master.key");
        CaseUnderTest one;
        string token;
        await using (var server = await TongdianServer.Start(on))
        {
            one = await CaseUnderTest.Submit(server, Samples.Home());
            token = (await server.Anyone.Post("/api/v1/sessions", new { user = "coordinator", password = TongdianServer.Password })).Expect(201).GetProperty("token").GetString()!;
            var vault = server.Services.GetRequiredService<Vault>();
            await server.Stored(async db =>
            {
                db.AddRange(Enumerable.Range(0, People).Select(_ => vault.NewPerson(server.Time.GetUtcNow()).Person));
                return await db.SaveChangesAsync();
            });
        }

        on.Release();
        var before = await File.ReadAllTextAsync(key, Cancel);
        await Seed.Of(async seed =>
        {
            var lot = new Random(seed);
            for (var tries = 0; tries < 3; tries++)
                await Killed(on, TimeSpan.FromMilliseconds(lot.Next(600, 1800)));
        });

        if (File.Exists(key + ".next"))
            Assert.Throws<UnusableMasterKeyException>(() => MasterKey.Load(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), on.Settings["TONGDIAN_DATA"]!));
        on.Release();
        Assert.Equal(0, await RotateKeyCommand.Run(on.Options));
        Assert.NotEqual(before, await File.ReadAllTextAsync(key, Cancel));
        Assert.NotEmpty(Directory.GetFiles(Path.GetDirectoryName(key)!, "master.key.retired-*"));
        Assert.False(File.Exists(key + ".next"));

        await using (var server = await TongdianServer.Start(on))
        {
            // Every key of a person is under the new one, and under no other; customers and colleagues notice nothing.
            var vault = server.Services.GetRequiredService<Vault>();
            var persons = await server.Stored(db => db.Set<Person>().AsNoTracking().ToListAsync(Cancel));
            Assert.True(persons.Count > People);
            Assert.All(persons, p => Assert.Null(vault.OpenKey(p).Error));
            Assert.Equal(200, (await server.AsCustomer(one.Number, one.Code).Get(one.Path)).Status);
            var colleague = server.Anyone.With("Authorization", $"Bearer {token}");
            Assert.Equal("张示例", (await colleague.Post($"{one.Path}/unmask", new { reason = "核对" })).Expect(200).GetProperty("name").GetString());
            var file = (await server.Load(one.Number)).Documents[0].File;
            Assert.Equal(200, (await colleague.Get($"{one.Path}/files/{file}?original=true")).Status);
            await Recording.Everything(server);
            Assert.Empty((await server.Services.GetRequiredService<Tongdian.Server.Modules.Evidence.AuditLog>().Do(Cancel)).Findings);
        }
    }

    private static async Task Killed(TestDatabase on, TimeSpan after)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tongdian.Server.dll"), "rotate-key", .. on.Options])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var moment = new CancellationTokenSource(after);
        try
        {
            await process.WaitForExitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }
    }
}
