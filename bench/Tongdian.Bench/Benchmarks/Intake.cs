using System.Collections.Concurrent;
using System.Text;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B1: a clerk submits cases, each with its idempotency key; person, sealed details, blind indexes, facts, outbox, clocks, counters and the
/// kept answer are committed before the answer. Documents are left out: their upload is another request.
/// </summary>
internal static class Intake
{
    private const string Submit = "POST a case";
    private const string Grouped = "durable 4-row POST, group commit";
    private const string Single = "durable 4-row POST, one commit each";
    private const int Repeats = 200;

    private static long applicants;

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B1 intake");
        var clerk = await Staff.SignIn(bed.Product.Address, BenchCompany.Clerk);
        var before = await Counts.Read(bed.Database);
        var acknowledged = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var runs = await Interleaved.Run(
            bed.Options, (Single, time => Raw("/one/", time)), (Grouped, time => Raw("/grouped/", time)), (Submit, Product));
        await Repeat();
        (await Counts.Read(bed.Database)).Expect(before, acknowledged.Count);
        return [runs.Compare("B1", Submit, Grouped, bar: 0.6, mostP99: 40), runs.Compare("B1", Submit, Single)];

        Task<Measured> Raw(string path, TimeSpan time) => Callers.OverHttp(
            bed.Ceiling.Address, bed.Options.Connections, time,
            async connection => (await connection.Send(Requests.Post($"{path}{RawDatabase.AnyId()}", null))).Status == 200);

        Task<Measured> Product(TimeSpan time) => Callers.OverHttp(bed.Product.Address, bed.Options.Connections, time, async connection =>
        {
            var n = Interlocked.Increment(ref applicants);
            var number = await Send(connection, n);
            return acknowledged.TryAdd(number, n) ? true : throw new WrongCountException($"The number {number} was given twice");
        });

        // The same requests again: the same numbers, and no case more.
        async Task Repeat()
        {
            using var connection = await HttpConnection.Open(bed.Product.Address);
            foreach (var (number, n) in acknowledged.Take(Repeats))
            {
                if (await Send(connection, n) != number)
                    throw new WrongCountException($"The repeated request for {number} made another case");
            }
        }

        async ValueTask<string> Send(HttpConnection connection, long n)
        {
            var answer = await connection.Send(Requests.Post("/api/v1/cases", Applicants.Application(n), clerk, ("Idempotency-Key", $"bench-{n}")));
            return answer.Status == 201 ? Number(answer) : throw new WrongCountException($"{answer.Status} {answer.Text}");
        }
    }

    // {"number":"TD…
    private static string Number(Answer answer)
    {
        var body = answer.Body.Span;
        return Encoding.ASCII.GetString(body.Slice(body.IndexOf("\"number\":\""u8) + 10, 15));
    }

    private sealed record Counts(long Cases, long Persons, long Keys, long Events, long Outbox)
    {
        public static async Task<Counts> Read(BenchDatabase database) => new(
            await database.Count("select count(*) from cases"), await database.Count("select count(*) from persons"),
            await database.Count("select count(*) from idempotency_keys"), await database.Count("select count(*) from case_events"),
            await database.Count("select count(*) from outbox where consumer = 'bench'"));

        public void Expect(Counts before, long acknowledged)
        {
            var added = (Cases - before.Cases, Persons - before.Persons, Keys - before.Keys);
            if (added != (acknowledged, acknowledged, acknowledged))
                throw new WrongCountException($"{acknowledged} cases were acknowledged, but cases, persons and keys grew by {added}");
            if (Outbox != Events)
                throw new WrongCountException($"{Events} facts, but {Outbox} rows in the outbox");
        }
    }
}
