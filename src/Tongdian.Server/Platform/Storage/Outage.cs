using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Tongdian.Server.Platform.Storage;

/// <summary>Whether something failed because the place where data is kept cannot be used for the moment: nobody's mistake, and over by itself or when there is room again.</summary>
public static class Outage
{
    // https://sqlite.org/rescode.html: busy, locked, I/O error, full, cannot open.
    private static readonly int[] OfSqlite = [5, 6, 10, 13, 14];

    // ENOSPC of POSIX, and the same of Windows.
    private static readonly int[] DiskFull = [28, unchecked((int)0x80070070)];

    /// <summary>Whether this, or what it came of, is such a failure.</summary>
    public static bool Is(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is SqliteException sqlite ? Array.IndexOf(OfSqlite, sqlite.SqliteErrorCode) >= 0 : e is DbException { IsTransient: true } || (e is IOException && Array.IndexOf(DiskFull, e.HResult) >= 0))
                return true;
        }

        return false;
    }
}
