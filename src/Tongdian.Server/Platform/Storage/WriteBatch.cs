using System.Globalization;
using System.Text;

namespace Tongdian.Server.Platform.Storage;

/// <summary>One statement with its values in order; the text says <c>$1</c>, <c>$2</c>…</summary>
public sealed record WriteStatement(string Sql, object?[] Values);

/// <summary>
/// Statements that are committed together or not at all, in one round trip. The same text runs on both databases. Rows for one table that
/// come one after the other become one statement.
/// </summary>
public sealed class WriteBatch
{
    // Every number of rows is a text of its own, which the database prepares: not too many of them.
    private const int MostRows = 16;

    private readonly List<WriteStatement> statements = [];
    private Rows? rows;

    /// <summary>What is to be written, in order.</summary>
    public IReadOnlyList<WriteStatement> Statements
    {
        get
        {
            CloseRows();
            return statements;
        }
    }

    /// <summary>What it is about: the first identity that it names, which is the case when it changes one.</summary>
    public Guid About => Statements.SelectMany(s => s.Values).OfType<Guid>().FirstOrDefault();

    /// <summary>Adds a row.</summary>
    public void Insert(string table, params ReadOnlySpan<(string Column, object? Value)> row) => Add(table, 0, row);

    /// <summary>Adds a row, unless one with the same key is there: that one stays as it is.</summary>
    /// <param name="table">Table.</param>
    /// <param name="keys">How many of the first columns are the key.</param>
    /// <param name="row">Columns and values.</param>
    public void InsertOnce(string table, int keys, params ReadOnlySpan<(string Column, object? Value)> row) => Add(table, -keys, row);

    /// <summary>Adds a row, or changes the one that has the same key. A batch names a key once.</summary>
    /// <param name="table">Table.</param>
    /// <param name="keys">How many of the first columns are the key.</param>
    /// <param name="row">Columns and values.</param>
    public void Upsert(string table, int keys, params ReadOnlySpan<(string Column, object? Value)> row) => Add(table, keys, row);

    /// <summary>Adds a statement as it stands.</summary>
    public void Add(string sql, params object?[] values)
    {
        CloseRows();
        statements.Add(new WriteStatement(sql, values));
    }

    private void Add(string table, int keys, ReadOnlySpan<(string Column, object? Value)> row)
    {
        if (rows is null || rows.Count == MostRows || !rows.Take(table, keys, row))
        {
            CloseRows();
            rows = new Rows(table, keys, row);
        }
    }

    private void CloseRows()
    {
        if (rows is not null)
            statements.Add(rows.Statement());
        rows = null;
    }

    /// <summary>Rows with the same columns. Of <c>keys</c> the sign says what happens to a row whose key is there: changed, or (negative) left.</summary>
    private sealed class Rows
    {
        private readonly string table;
        private readonly int keys;
        private readonly string[] columns;
        private readonly List<object?> values;

        public Rows(string table, int keys, ReadOnlySpan<(string Column, object? Value)> first)
        {
            (this.table, this.keys, columns, values) = (table, keys, new string[first.Length], new List<object?>(first.Length * 4));
            for (var i = 0; i < first.Length; i++)
                columns[i] = first[i].Column;
            Append(first);
        }

        public int Count { get; private set; }

        /// <summary>Takes a row that fits.</summary>
        public bool Take(string to, int withKeys, ReadOnlySpan<(string Column, object? Value)> row)
        {
            if (to != table || withKeys != keys || row.Length != columns.Length)
                return false;
            for (var i = 0; i < columns.Length; i++)
            {
                if (row[i].Column != columns[i])
                    return false;
            }

            Append(row);
            return true;
        }

        public WriteStatement Statement()
        {
            var sql = new StringBuilder(512).Append("INSERT INTO ").Append(table).Append(" (").AppendJoin(", ", columns).Append(") VALUES ");
            for (var i = 0; i < values.Count; i++)
            {
                sql.Append(i == 0 ? "($" : i % columns.Length == 0 ? "), ($" : ", $").Append(CultureInfo.InvariantCulture, $"{i + 1}");
            }

            sql.Append(')');
            if (keys < 0)
                sql.Append(" ON CONFLICT (").AppendJoin(", ", columns[..-keys]).Append(") DO NOTHING");
            if (keys > 0)
            {
                sql.Append(" ON CONFLICT (").AppendJoin(", ", columns[..keys]).Append(") DO UPDATE SET ")
                    .AppendJoin(", ", columns[keys..].Select(c => $"{c} = excluded.{c}"));
            }

            return new WriteStatement(sql.ToString(), [.. values]);
        }

        private void Append(ReadOnlySpan<(string Column, object? Value)> row)
        {
            foreach (var (_, value) in row)
                values.Add(value);
            Count++;
        }
    }
}

/// <summary>A row with the same key was there already; nothing of the batch was written.</summary>
public sealed class DuplicateKeyException(string table, Exception inner)
    : Exception($"A row with this key is in {table} already", inner)
{
    /// <summary>The table that refused.</summary>
    public string Table { get; } = table;
}
