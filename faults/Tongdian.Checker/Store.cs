using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tongdian.Checker;

/// <summary>The database, read by plain SQL.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly DbConnection connection;

    private Store(DbConnection connection) => this.connection = connection;

    public static async Task<Store> Open(string database)
    {
        SQLitePCL.Batteries_V2.Init();
        DbConnection opened = database.Contains("Host=", StringComparison.OrdinalIgnoreCase)
            ? new NpgsqlConnection(database)
            : new SqliteConnection($"Data Source={database};Mode=ReadWrite;Pooling=False");
        await opened.OpenAsync();
        return new Store(opened);
    }

    /// <summary>All rows of a query.</summary>
    public async Task<List<Row>> Rows(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(new Row(values));
        }

        return rows;
    }

    /// <summary>The one number that a query gives.</summary>
    public async Task<long> Number(string sql) => (await Rows(sql))[0].Long(0);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>A row, the same from both databases.</summary>
internal sealed record Row(object[] Values)
{
    public bool Has(int column) => Values[column] is not DBNull;

    public Guid Id(int column) => Values[column] is Guid id ? id : Guid.Parse(Text(column));

    public long Long(int column) => Convert.ToInt64(Values[column], CultureInfo.InvariantCulture);

    public int Int(int column) => (int)Long(column);

    public string Text(int column) => Convert.ToString(Values[column], CultureInfo.InvariantCulture)!;

    public byte[] Bytes(int column) => (byte[])Values[column];

    public DateTime Time(int column) => Values[column] is DateTime at
        ? at.ToUniversalTime()
        : DateTime.Parse(Text(column), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
