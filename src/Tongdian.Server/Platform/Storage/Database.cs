using System.Data.Common;

namespace Tongdian.Server.Platform.Storage;

/// <summary>Writes batches: the only way rows of a case come into the database. Everything else goes through EF Core.</summary>
public abstract class Database
{
    /// <summary>Name for people and metrics.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Commits a batch: all of it, durably, or nothing. It may share a transaction with others that come at the same time; their failure is not its own.
    /// Any other exception than those named says that nobody knows whether it was written.
    /// </summary>
    /// <exception cref="DuplicateKeyException">A row with the same key was there already; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up before it was begun; nothing was written.</exception>
    public abstract Task Commit(WriteBatch batch, CancellationToken cancel);

    /// <summary>A connection for reading with plain SQL; the caller disposes of it.</summary>
    public abstract Task<DbConnection> OpenForReading(CancellationToken cancel);

    /// <summary>The name that a parameter <c>$n</c> has on this database.</summary>
    public abstract string PositionalName(int n);

    /// <summary>How a value travels: enums as numbers, instants as UTC.</summary>
    protected static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.UtcDateTime,
        Enum e => Convert.ToInt32(e, System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };
}
