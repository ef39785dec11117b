using System.Buffers.Binary;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>What was filled in.</summary>
internal sealed record Filled(int Cases, int Open, long Clocks, long Characters)
{
    /// <summary>Mean length of a state document.</summary>
    public long StateLength => Characters / Math.Max(1, Cases);

    public static Filled operator +(Filled a, Filled b) => new(a.Cases + b.Cases, a.Open + b.Open, a.Clocks + b.Clocks, a.Characters + b.Characters);
}

/// <summary>
/// Cases that are there before, with their whole state documents, work items, clocks and counters. Number, id and version follow from the index,
/// so that the load generator can ask for any of them.
/// </summary>
internal sealed class FilledCases(CaseSamples samples, Database database, IServiceProvider services)
{
    private const int PerCommit = 10_000;
    private const int PerDay = 2_000;

    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Tables = ["cases", "work_items", "case_clocks"];

    public static CaseNumber Number(int index) =>
        CaseNumber.Make(new DateOnly(2024, 1, 1).AddDays(index / PerDay), (int)(index * 7_919L % 1_000_000));

    public static Guid Id(int index)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (SubmittedAt(index).ToUnixTimeMilliseconds() << 16) | 0x7000);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], ((ulong)(index + 1) * 0x9E3779B97F4A7C15 >> 2) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }

    public static int Version(int index) => CaseSamples.StageOf(index) + 1;

    /// <summary>Fills the tables: COPY for PostgreSQL, few large transactions for SQLite.</summary>
    public async Task<Filled> Fill(int from, int to, CancellationToken cancel)
    {
        foreach (var table in Tables)
        {
            if (services.GetService<NpgsqlDataSource>() is { } postgres)
                await Copy(postgres, table, from, to, cancel);
            else
                await Insert(table, from, to, cancel);
        }

        await Count(from, to, cancel);
        return Enumerable.Range(from, to - from).Select(i => samples[i]).Aggregate(new Filled(0, 0, 0, 0), (sum, sample) => sum with
        {
            Cases = sum.Cases + 1, Open = sum.Open + (sample.State.ClosedAt is null ? 1 : 0), Characters = sum.Characters + sample.Characters,
            Clocks = sum.Clocks + sample.Beside.Count(r => r.Table == "case_clocks"),
        });
    }

    private static DateTimeOffset SubmittedAt(int index) => First.AddSeconds(index * 43L);

    private IEnumerable<SampleRow> Rows(string table, int index)
    {
        var (like, id, number) = (samples[index], Id(index), Number(index).Value);
        return table == "cases" ? [like.Row(id, number, SubmittedAt(index))] : like.Beside.Where(r => r.Table == table).Select(r => r.For(like.State, id, number));
    }

    private async Task Copy(NpgsqlDataSource postgres, string table, int from, int to, CancellationToken cancel)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancel);
        if (Enumerable.Range(from, to - from).SelectMany(i => Rows(table, i)).FirstOrDefault() is not { } first)
            return;
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", first.Columns)}) FROM STDIN (FORMAT BINARY)", cancel))
        {
            for (var i = from; i < to; i++)
            {
                foreach (var row in Rows(table, i))
                {
                    await copy.StartRowAsync(cancel);
                    foreach (var value in row.Values)
                        await Write(copy, value, cancel);
                }
            }

            await copy.CompleteAsync(cancel);
        }

        await using var analyse = new NpgsqlCommand($"VACUUM ANALYZE {table}", connection) { CommandTimeout = 600 };
        await analyse.ExecuteNonQueryAsync(cancel);
    }

    private static Task Write(NpgsqlBinaryImporter copy, object? value, CancellationToken cancel) => value switch
    {
        null => copy.WriteNullAsync(cancel),
        DateTimeOffset instant => copy.WriteAsync(instant.UtcDateTime, NpgsqlDbType.TimestampTz, cancel),
        Enum number => copy.WriteAsync(Convert.ToInt32(number, CultureInfo.InvariantCulture), cancel),
        Guid id => copy.WriteAsync(id, cancel),
        int number => copy.WriteAsync(number, cancel),
        bool flag => copy.WriteAsync(flag, cancel),
        string text => copy.WriteAsync(text, cancel),
        _ => throw new InvalidOperationException($"No column holds a {value.GetType().Name}"),
    };

    private async Task Insert(string table, int from, int to, CancellationToken cancel)
    {
        for (var begin = from; begin < to; begin += PerCommit)
        {
            var batch = new WriteBatch();
            for (var i = begin; i < Math.Min(to, begin + PerCommit); i++)
            {
                foreach (var row in Rows(table, i))
                    row.Write(batch);
            }

            await database.Commit(batch, cancel);
        }
    }

    // As if whoever read the counters had folded them.
    private async Task Count(int from, int to, CancellationToken cancel)
    {
        var batch = new WriteBatch();
        foreach (var status in Enumerable.Range(from, to - from).Select(i => samples[i].State).GroupBy(s => (s.Process.Id, s.Status)))
            batch.Insert("counter_deltas", ("counter", $"cases:{status.Key.Id}:{status.Key.Status}"), ("delta", status.LongCount()));
        await database.Commit(batch, cancel);
    }
}
