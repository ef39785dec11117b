using System.Collections.Concurrent;
using System.Text;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>Submits cases, each with its idempotency key, and remembers what was acknowledged.</summary>
internal sealed class BusyClerk
{
    private const int Repeats = 200;

    private static long applicants;

    private readonly ConcurrentDictionary<string, long> acknowledged = new(StringComparer.Ordinal);
    private readonly Bed bed;
    private readonly (string Name, string Value) signedIn;
    private readonly Counts before;

    private BusyClerk(Bed bed, (string Name, string Value) signedIn, Counts before) => (this.bed, this.signedIn, this.before) = (bed, signedIn, before);

    public static async Task<BusyClerk> SignIn(Bed bed) =>
        new(bed, await Staff.SignIn(bed.Product.Address, BenchCompany.Clerk), await Counts.Read(bed.Database));

    /// <summary>As many cases as there is time for.</summary>
    /// <param name="time">How long new ones are begun.</param>
    /// <param name="told">Called after each answer.</param>
    public Task<Measured> Submit(TimeSpan time, Action? told = null) => Callers.OverHttp(bed.Product.Address, bed.Options.Connections, time, async connection =>
    {
        await One(connection);
        told?.Invoke();
        return true;
    });

    /// <summary>One case.</summary>
    public async ValueTask<bool> One(HttpConnection connection)
    {
        var n = Interlocked.Increment(ref applicants);
        var number = await Send(connection, n);
        return acknowledged.TryAdd(number, n) ? true : throw new WrongCountException($"The number {number} was given twice");
    }

    /// <summary>The database holds what was acknowledged, once; and the same requests again have the same numbers and make no case more.</summary>
    /// <param name="others">Requests with a key that others made meanwhile, and that made no case.</param>
    public async Task Check(long others = 0)
    {
        using (var connection = await HttpConnection.Open(bed.Product.Address))
        {
            foreach (var (number, n) in acknowledged.Take(Repeats))
            {
                if (await Send(connection, n) != number)
                    throw new WrongCountException($"The repeated request for {number} made another case");
            }
        }

        (await Counts.Read(bed.Database)).Expect(before, acknowledged.Count, others);
    }

    private async ValueTask<string> Send(HttpConnection connection, long n)
    {
        var answer = await connection.Send(Requests.Post("/api/v1/cases", Applicants.Application(n), signedIn, ("Idempotency-Key", $"bench-{n}")));
        return answer.Status == 201 ? Number(answer) : throw new WrongCountException($"{answer.Status} {answer.Text}");
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

        public void Expect(Counts before, long acknowledged, long others)
        {
            var added = (Cases - before.Cases, Persons - before.Persons, Keys - before.Keys - others);
            if (added != (acknowledged, acknowledged, acknowledged))
                throw new WrongCountException($"{acknowledged} cases were acknowledged, but cases, persons and keys grew by {added}");
            if (Outbox != Events)
                throw new WrongCountException($"{Events} facts, but {Outbox} rows in the outbox");
        }
    }
}
