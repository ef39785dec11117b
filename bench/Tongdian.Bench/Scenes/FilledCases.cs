using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>
/// Cases that are there before: rows of <c>cases</c> with whole state documents, seven in ten archived, the others spread over the stages.
/// Number, id and version follow from the index, so that the load generator can ask for any of them.
/// </summary>
internal sealed class FilledCases(ResidentialStages stages, Database database, IServiceProvider services)
{
    private const int PerCommit = 10_000;
    private const int PerDay = 2_000;
    private const int Archived = 6;

    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static CaseNumber Number(int index) =>
        CaseNumber.Make(new DateOnly(2024, 1, 1).AddDays(index / PerDay), (int)(index * 7_919L % 1_000_000));

    public static Guid Id(int index)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (SubmittedAt(index).ToUnixTimeMilliseconds() << 16) | 0x7000);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], ((ulong)(index + 1) * 0x9E3779B97F4A7C15 >> 2) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }

    public static int Version(int index) => StateOf(index) + 1;

    /// <summary>Fills the table: COPY for PostgreSQL, few large transactions for SQLite.</summary>
    /// <returns>The mean length of a state document.</returns>
    public async Task<long[]> Fill(int cases, CancellationToken cancel)
    {
        var texts = stages.Plan.States.Select(CaseStore.Text).ToArray();
        if (services.GetService<NpgsqlDataSource>() is { } postgres)
            await Copy(postgres, texts, cases, cancel);
        else
            await Insert(texts, cases, cancel);
        return [(long)Enumerable.Range(0, cases).Average(i => texts[StateOf(i)].Length)];
    }

    private static int StateOf(int index) => index % 10 < 7 ? Archived : index / 10 % Archived;

    private static DateTimeOffset SubmittedAt(int index) => First.AddSeconds(index * 43L);

    private string Text(string[] texts, int index)
    {
        var like = stages.Plan.States[StateOf(index)];
        return texts[StateOf(index)].Replace(like.Id.ToString(), Id(index).ToString(), StringComparison.Ordinal)
            .Replace(like.Number.Value, Number(index).Value, StringComparison.Ordinal);
    }

    private async Task Copy(NpgsqlDataSource postgres, string[] texts, int cases, CancellationToken cancel)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancel);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY cases (id, number, version, status, process, process_version, region, person_id, owner, submitted_at, closed_at, state) FROM STDIN (FORMAT BINARY)",
            cancel))
        {
            for (var i = 0; i < cases; i++)
            {
                var like = stages.Plan.States[StateOf(i)];
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(Id(i), cancel);
                await copy.WriteAsync(Number(i).Value, cancel);
                await copy.WriteAsync(like.Version, cancel);
                await copy.WriteAsync((int)like.Status, cancel);
                await copy.WriteAsync(like.Process.Id, cancel);
                await copy.WriteAsync(like.Process.Version, cancel);
                await copy.WriteAsync(like.Facts.Region, cancel);
                await copy.WriteAsync(like.Customer.Person, cancel);
                await copy.WriteAsync(like.Owner, cancel);
                await copy.WriteAsync(SubmittedAt(i).UtcDateTime, NpgsqlDbType.TimestampTz, cancel);
                if (like.ClosedAt is { } closed)
                    await copy.WriteAsync(closed.UtcDateTime, NpgsqlDbType.TimestampTz, cancel);
                else
                    await copy.WriteNullAsync(cancel);
                await copy.WriteAsync(Text(texts, i), cancel);
            }

            await copy.CompleteAsync(cancel);
        }

        await using var analyse = new NpgsqlCommand("VACUUM ANALYZE cases", connection) { CommandTimeout = 600 };
        await analyse.ExecuteNonQueryAsync(cancel);
    }

    private async Task Insert(string[] texts, int cases, CancellationToken cancel)
    {
        for (var from = 0; from < cases; from += PerCommit)
        {
            var batch = new WriteBatch();
            for (var i = from; i < Math.Min(cases, from + PerCommit); i++)
            {
                var like = stages.Plan.States[StateOf(i)];
                batch.Insert(
                    "cases", ("id", Id(i)), ("number", Number(i).Value), ("version", like.Version), ("status", like.Status), ("process", like.Process.Id),
                    ("process_version", like.Process.Version), ("region", like.Facts.Region), ("person_id", like.Customer.Person), ("owner", like.Owner),
                    ("submitted_at", SubmittedAt(i)), ("closed_at", like.ClosedAt), ("state", Text(texts, i)));
            }

            await database.Commit(batch, cancel);
        }
    }
}
