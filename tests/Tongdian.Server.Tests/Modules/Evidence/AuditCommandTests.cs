using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Evidence;

/// <summary>What <c>./run audit</c> answers whoever started it.</summary>
public sealed class AuditCommandTests(PostgresServer postgres)
{
    [Fact]
    public async Task Where_there_is_no_database_it_says_so_and_makes_nothing()
    {
        using var folder = new TemporaryFolder();
        var nowhere = Path.Combine(folder.Path, "data");
        Assert.Equal(2, await AuditCommand.Run([$"--TONGDIAN_DATA={nowhere}"]));
        Assert.False(Directory.Exists(nowhere));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_exit_code_says_whether_anything_was_found(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Planted.Write(server, 20, 20);
        await Recording.Due(server);
        string[] options = [.. on.Settings.Select(s => $"--{s.Key}={s.Value}")];
        Assert.Equal(0, await AuditCommand.Run(options));

        var file = Assert.Single(Directory.GetFiles(on.Settings["TONGDIAN_DATA"]!, "*" + KeptCheckpoints.Note, SearchOption.AllDirectories));
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\n20\n", "\n19\n", StringComparison.Ordinal));
        Assert.Equal(1, await AuditCommand.Run(options));
    }
}
