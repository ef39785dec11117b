using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Privacy.Rotation;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Privacy;

/// <summary>The master key comes from a setting, and whoever changes it has to put the new one there.</summary>
public sealed class RotateSetKeyTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_new_key_is_one_line_for_the_setting_and_nothing_is_done_twice_before_it_is_there()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(file, Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]), Cancel);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["TONGDIAN_MASTER_KEY_FILE"] = file };
        string[] options = [.. on.Options, $"--TONGDIAN_MASTER_KEY_FILE={file}"];
        CaseUnderTest one;
        await using (var server = await TongdianServer.Start(on, settings))
        {
            one = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
            await Recording.Everything(server);
        }

        on.Release();
        var keys = Path.Combine(on.Settings["TONGDIAN_DATA"]!, "keys");
        // The log's key would be carried on under another name.
        Assert.Equal(1, await RotateKeyCommand.Run([.. options, "--Evidence:Origin=tongdian.example/log/2"]));
        Assert.False(Directory.Exists(keys));

        Assert.Equal(0, await RotateKeyCommand.Run(options));
        var line = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(keys, "master.key.new"), Cancel));
        // The setting is still the old one.
        on.Release();
        Assert.Equal(1, await RotateKeyCommand.Run(options));
        Assert.Equal([Path.Combine(keys, "master.key.new")], Directory.GetFiles(keys));

        await File.WriteAllTextAsync(file, line[..line.LastIndexOf(' ')], Cancel);
        await Assert.ThrowsAsync<UnusableMasterKeyException>(() => TongdianServer.Start(on, settings));
        await File.WriteAllTextAsync(file, line, Cancel);
        await using (var server = await TongdianServer.Start(on, settings))
        {
            Assert.Equal(200, (await server.AsCustomer(one.Number, one.Code).Get(one.Path)).Status);
            Assert.Equal("张示例", (await (await server.As("coordinator")).Post($"{one.Path}/unmask", new { reason = "核对" })).Expect(200).GetProperty("name").GetString());
        }

        // Now that it is there, it can be changed again.
        on.Release();
        Assert.Equal(0, await RotateKeyCommand.Run(options));
    }
}
