using System.Globalization;
using System.Text;

namespace Tongdian.Server.Platform.Storage;

/// <summary>One statement with its values in order; the text says <c>$1</c>, <c>$2</c>…</summary>
public sealed record WriteStatement(string Sql, object?[] Values);

/// <summary>Statements that are committed together or not at all, in one round trip. The same text runs on both databases.</summary>
public sealed class WriteBatch
{
    private readonly List<WriteStatement> statements = [];

    /// <summary>What is to be written, in order.</summary>
    public IReadOnlyList<WriteStatement> Statements => statements;

    /// <summary>Adds a row.</summary>
    public void Insert(string table, params ReadOnlySpan<(string Column, object? Value)> row) => Add(InsertText(table, row).ToString(), row);

    /// <summary>Adds a row, or changes the one that has the same key.</summary>
    /// <param name="table">Table.</param>
    /// <param name="keys">How many of the first columns are the key.</param>
    /// <param name="row">Columns and values.</param>
    public void Upsert(string table, int keys, params ReadOnlySpan<(string Column, object? Value)> row)
    {
        var sql = InsertText(table, row).Append(" ON CONFLICT (");
        for (var i = 0; i < keys; i++)
            sql.Append(i == 0 ? "" : ", ").Append(row[i].Column);
        sql.Append(") DO UPDATE SET ");
        for (var i = keys; i < row.Length; i++)
            sql.Append(i == keys ? "" : ", ").Append(row[i].Column).Append(" = excluded.").Append(row[i].Column);
        Add(sql.ToString(), row);
    }

    /// <summary>Adds a statement as it stands.</summary>
    public void Add(string sql, params object?[] values) => statements.Add(new WriteStatement(sql, values));

    private static StringBuilder InsertText(string table, ReadOnlySpan<(string Column, object? Value)> row)
    {
        var sql = new StringBuilder(256).Append("INSERT INTO ").Append(table).Append(" (");
        for (var i = 0; i < row.Length; i++)
            sql.Append(i == 0 ? "" : ", ").Append(row[i].Column);
        sql.Append(") VALUES (");
        for (var i = 0; i < row.Length; i++)
            sql.Append(i == 0 ? "$" : ", $").Append(CultureInfo.InvariantCulture, $"{i + 1}");
        return sql.Append(')');
    }

    private void Add(string sql, ReadOnlySpan<(string Column, object? Value)> row)
    {
        var values = new object?[row.Length];
        for (var i = 0; i < row.Length; i++)
            values[i] = row[i].Value;
        statements.Add(new WriteStatement(sql, values));
    }
}

/// <summary>A row with the same key was there already; nothing of the batch was written.</summary>
public sealed class DuplicateKeyException(string table, Exception inner)
    : Exception($"A row with this key is in {table} already", inner)
{
    /// <summary>The table that refused.</summary>
    public string Table { get; } = table;
}
