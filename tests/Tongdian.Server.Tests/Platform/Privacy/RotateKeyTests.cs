using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Privacy.Rotation;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Privacy;

/// <summary>The master key is changed, whatever happens on the way.</summary>
public sealed partial class RotateKeyTests(PostgresServer postgres)
{
    private const int People = 2_000;

    // What is derived from the master key and not carried on as it is, by its purpose or the name that stands for it.
    private static readonly Dictionary<string, string> NotCarried = new(StringComparer.Ordinal)
    {
        ["person-keys"] = "RotateKey puts the keys of all persons under the new one",
        ["key-ring"] = "RotateKey puts the key ring under the new one",
        ["backup-mark"] = "it says which master key a backup needs: the new one is another",
        ["KeyPurpose"] = "the command carries it on by the name of the log",
        ["p"] = "the carrying itself",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_kills_it_on_the_way_finds_it_done_after_the_last_try(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        var key = Path.Combine(on.Settings["TONGDIAN_DATA"]!, "keys", "master.key");
        CaseUnderTest one;
        string token, factor;
        string[] codes;
        await using (var server = await TongdianServer.Start(on))
        {
            one = await CaseUnderTest.Submit(server, Samples.Home());
            token = (await server.Anyone.Post("/api/v1/sessions", new { user = "coordinator", password = TongdianServer.Password })).Expect(201).GetProperty("token").GetString()!;
            (factor, codes) = await SecondFactorOf(server, "surveyor");
            var vault = server.Services.GetRequiredService<Vault>();
            await server.Stored(async db =>
            {
                db.AddRange(Enumerable.Range(0, People).Select(_ => vault.NewPerson(server.Time.GetUtcNow()).Person));
                return await db.SaveChangesAsync();
            });
        }

        on.Release();
        var before = await File.ReadAllTextAsync(key, Cancel);
        // As soon as the new key is there, and not all is under it: one that is done before the kill has another to be killed in.
        await Patience.Until(async () =>
        {
            await Killed(on, process => Patience.Until(() => Task.FromResult(process.HasExited || File.Exists(key + ".next"))));
            return File.Exists(key + ".next");
        });
        Assert.Throws<UnusableMasterKeyException>(() => MasterKey.Load(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), on.Settings["TONGDIAN_DATA"]!));
        // And at any moment later.
        await Seed.Of(async seed =>
        {
            var lot = new Random(seed);
            for (var tries = 0; tries < 2; tries++)
                await Killed(on, process => Ended(process, TimeSpan.FromMilliseconds(lot.Next(600, 1800))));
        });

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
            server.Later(TimeSpan.FromSeconds(30));
            foreach (var code in new[] { TimeCode.At(factor, server.Time.GetUtcNow()), codes[0] })
                (await server.Anyone.Post("/api/v1/sessions", new { user = "surveyor", password = TongdianServer.Password, code })).Expect(201);
        }
    }

    [Fact]
    public void Whatever_is_derived_from_the_master_key_is_carried_on_or_has_a_reason_not_to_be()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Tongdian.Server"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();

        var purposes = sources.SelectMany(text => Derived().Matches(text).Select(m => PurposeOf(m.Groups["what"].Value, text, sources))).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(purposes.Count > 10, "They are not found any more");
        Assert.Empty(purposes.Except(RotateKeyCommand.Carried, StringComparer.Ordinal).Except(NotCarried.Keys, StringComparer.Ordinal));
        Assert.Empty(NotCarried.Keys.Except(purposes, StringComparer.Ordinal));
    }

    // A text stands for itself, a constant for its text, anything else for its name.
    private static string PurposeOf(string what, string text, List<string> sources)
    {
        if (what.StartsWith('"'))
            return what.Trim('"');
        var names = what.Split('.');
        var at = names.Length == 1 ? text : sources.Find(s => s.Contains($"class {names[^2]}", StringComparison.Ordinal)) ?? "";
        return Constant().Matches(at).FirstOrDefault(m => m.Groups["name"].Value == names[^1])?.Groups["text"].Value ?? names[^1];
    }

    private static async Task<(string Key, string[] Codes)> SecondFactorOf(TongdianServer server, string name)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var (users, factor) = (scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>(), scope.ServiceProvider.GetRequiredService<SecondFactor>());
        var key = factor.NewKey();
        return (key, (await factor.SetUp((await users.FindByNameAsync(name))!, key, TimeCode.At(key, server.Time.GetUtcNow()))).Value);
    }

    private static async Task Killed(TestDatabase on, Func<Process, Task> wait)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tongdian.Server.dll"), "rotate-key", .. on.Options])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await wait(process);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    private static async Task Ended(Process process, TimeSpan atMost)
    {
        using var moment = new CancellationTokenSource(atMost);
        try
        {
            await process.WaitForExitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            // It is killed.
        }
    }

    [GeneratedRegex("\\.Derive\\(\\s*(?<what>\"[^\"]+\"|[A-Za-z_.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Derived();

    [GeneratedRegex("const string (?<name>[A-Za-z]+) = \"(?<text>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Constant();
}
