using Microsoft.Data.Sqlite;

namespace Tongdian.Server.Platform.Backup;

/// <summary>Copies of an SQLite database that is in use.</summary>
internal static class SqliteCopy
{
    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>A copy as the database is at one instant, in one file; nobody waits for it.</summary>
    public static void Take(string from, string to)
    {
        using (var source = Open(from))
        using (var copy = Open(to))
        {
            source.BackupDatabase(copy);
            Ask(copy, "PRAGMA journal_mode = DELETE");
        }

        Check(to);
    }

    /// <summary>Whether the file is whole.</summary>
    /// <exception cref="BackupException">It is not.</exception>
    public static void Check(string path)
    {
        using var copy = Open(path);
        if (Ask(copy, "PRAGMA integrity_check") is not "ok" and var said)
            throw new BackupException($"数据库文件 {path} 已损坏：{said}", $"The database file {path} is damaged: {said}");
    }

    /// <summary>Whether some program has it open.</summary>
    public static bool IsInUse(string path)
    {
        try
        {
            using var alone = Open(path);
            Ask(alone, "PRAGMA locking_mode = EXCLUSIVE");
            Ask(alone, "BEGIN EXCLUSIVE");
            Ask(alone, "COMMIT");
            return false;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked)
        {
            return true;
        }
    }

    /// <summary>The first value of an answer.</summary>
    public static object? Ask(string path, string sql)
    {
        using var connection = Open(path);
        return Ask(connection, sql);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
