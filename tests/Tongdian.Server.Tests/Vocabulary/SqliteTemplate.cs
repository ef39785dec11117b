using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A file with the tables of the product and nothing in them, to be copied: making the tables takes longer.</summary>
public static class SqliteTemplate
{
    private static readonly Lazy<Task<byte[]>> Made = new(Make);

    /// <summary>The bytes of the file.</summary>
    public static Task<byte[]> Bytes => Made.Value;

    private static async Task<byte[]> Make()
    {
        var path = Path.Combine(Path.GetTempPath(), $"tongdian-template-{Guid.NewGuid():n}.db");
        try
        {
            var source = $"Data Source={path};Pooling=False";
            await using (var context = new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite(source).UseSnakeCaseNamingConvention().Options))
                await context.Database.MigrateAsync();
            // Whoever copies the file copies this one alone.
            await using (var connection = new SqliteConnection(source))
            {
                await connection.OpenAsync();
                await using var whole = connection.CreateCommand();
                whole.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                await whole.ExecuteNonQueryAsync();
            }

            return await File.ReadAllBytesAsync(path);
        }
        finally
        {
            foreach (var file in new[] { path, $"{path}-wal", $"{path}-shm" })
                File.Delete(file);
        }
    }
}
