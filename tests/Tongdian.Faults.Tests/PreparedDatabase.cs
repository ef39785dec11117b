using Microsoft.Data.Sqlite;
using Xunit;

namespace Tongdian.Faults.Tests;

/// <summary>A database with its files and journals in which nothing is wrong, made once by the platform itself; each test spoils a copy of its own.</summary>
public sealed class PreparedDatabase : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongdian-planted-").FullName;

    public async ValueTask InitializeAsync()
    {
        SQLitePCL.Batteries_V2.Init();
        var (code, said) = await Programs.Faults("--prepare", folder, "--seed", "1");
        Assert.True(code == 0, said);
    }

    /// <summary>A copy in which something was spoiled.</summary>
    /// <param name="spoil">What; it gets the database, the data folder and the folder of the journals.</param>
    /// <param name="besides">What else the checker is told.</param>
    /// <returns>What the checker says.</returns>
    public async Task<(int Code, string Said)> Spoil(Action<SqliteConnection, string, string> spoil, params string[] besides)
    {
        var copy = Directory.CreateTempSubdirectory("tongdian-planted-").FullName;
        try
        {
            Copy(Path.Combine(folder, "sqlite"), copy);
            var (data, journals) = (Path.Combine(copy, "data"), Path.Combine(copy, "journals"));
            var database = Path.Combine(data, "tongdian.db");
            await using (var connection = new SqliteConnection($"Data Source={database};Pooling=False;Foreign Keys=False"))
            {
                await connection.OpenAsync(TestContext.Current.CancellationToken);
                spoil(connection, data, journals);
            }

            return await Programs.Checker(["--database", database, "--data", data, "--journals", journals, .. besides]);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static void Copy(string from, string to)
    {
        foreach (var part in new[] { "data", "journals" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(from, part), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }
}
