using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>A row that the product writes for a case.</summary>
internal sealed record SampleRow(string Table, string[] Columns, object?[] Values)
{
    private const string Insert = "INSERT INTO ";

    /// <summary>The rows that a batch adds or replaces.</summary>
    public static IEnumerable<SampleRow> Of(WriteBatch batch)
    {
        foreach (var statement in batch.Statements.Where(s => s.Sql.StartsWith(Insert, StringComparison.Ordinal)))
        {
            var (open, close) = (statement.Sql.IndexOf('(', StringComparison.Ordinal), statement.Sql.IndexOf(')', StringComparison.Ordinal));
            var (table, columns) = (statement.Sql[Insert.Length..open].Trim(), statement.Sql[(open + 1)..close].Split(", "));
            foreach (var values in statement.Values.Chunk(columns.Length))
                yield return new SampleRow(table, columns, values);
        }
    }

    /// <summary>The same row of another case.</summary>
    public SampleRow For(Case like, Guid id, string number)
    {
        var values = new object?[Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Columns[i] switch
            {
                "case_id" => id,
                "watcher" => Partition.Of(id),
                "number" when Values[i] is string was && was == like.Number.Value => number,
                _ => Values[i],
            };
        }

        return this with { Values = values };
    }

    /// <summary>Adds it, in place of the one with the same key when there are keys.</summary>
    public void Write(WriteBatch batch, int keys = 0)
    {
        var row = new (string, object?)[Columns.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = (Columns[i], Values[i]);
        if (keys > 0)
            batch.Upsert(Table, keys, row);
        else
            batch.Insert(Table, row);
    }
}
