using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Servers;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// All at once, in a stated mix: of 100 requests 60 are customers' look-ups, half of them with what they have; 15 are pages of worklists, 10 submissions
/// and 15 completed stages. As many as there can be (closed loop), beside the same mix of the least that such requests can be; then half as many, each at
/// its own instant (open loop). Both with what they cost.
/// </summary>
internal sealed class Mixed
{
    private const string Most = "mix of requests, as many as there can be";
    private const string Raw = "the same mix of bare requests";
    private const double Half = 0.5;
    private const int MostPerSecond = 3_000;
    private const int ConnectionsAtRate = 256;

    // Of 100; what is over 85 are stages.
    private const int LookUpsFirst = 30, LookUpsAgain = 60, Pages = 75, Submissions = 85;

    private static readonly string[] Worklists =
        ["/api/v1/worklist?scope=team", "/api/v1/worklist?scope=unclaimed", "/api/v1/worklist?scope=team&stage=survey&limit=20", "/api/v1/worklist?scope=mine"];

    private readonly Bed bed;
    private readonly LookUps lookUps;
    private readonly BusyCrew crew;
    private readonly BusyClerk clerk;
    private readonly byte[][] pages;

    private Mixed(Bed bed, LookUps lookUps, BusyCrew crew, BusyClerk clerk, byte[][] pages) =>
        (this.bed, this.lookUps, this.crew, this.clerk, this.pages) = (bed, lookUps, crew, clerk, pages);

    /// <summary>Everything that the mix needs.</summary>
    /// <param name="bed">Where it is.</param>
    /// <param name="mostFor">For how long there are as many requests as there can be.</param>
    /// <param name="rate">Requests a second afterwards; null: half as many as there can be.</param>
    /// <param name="rateFor">For how long.</param>
    public static async Task<Mixed> Make(Bed bed, TimeSpan mostFor, double? rate = null, TimeSpan rateFor = default)
    {
        var colleagues = await BusyCrew.SignIn(bed);
        var requests = MostPerSecond * mostFor.TotalSeconds + (rate ?? MostPerSecond * Half) * rateFor.TotalSeconds;
        await colleagues.Supply((int)(requests * (100 - Submissions) / 100));
        var surveyor = await Staff.SignIn(bed.Product.Address, "surveyor");
        return new Mixed(bed, await LookUps.Make(bed), colleagues, await BusyClerk.SignIn(bed), Array.ConvertAll(Worklists, w => Requests.Get(w, surveyor)));
    }

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: a mix of requests");
        var mixed = await Make(bed, Interleaved.WarmingUp + bed.Options.Run * bed.Options.Rounds, rateFor: bed.Options.Run * bed.Options.Rounds);
        List<(Measured Measured, Cost Cost)> most = [], atRate = [];
        var runs = await Interleaved.Run(bed.Options, (Raw, mixed.Bare), (Most, async time =>
        {
            most.Add(await mixed.AsManyAsCanBe([bed.Product], 1, time));
            return most[^1].Measured;
        }));
        var rate = runs[Most].Rate * Half;
        await bed.Quiet();
        for (var round = 0; round < bed.Options.Rounds; round++)
            atRate.Add(await mixed.AtRate(rate, bed.Options.Run));
        await mixed.Check();
        var middle = atRate.OrderBy(c => c.Measured.P99).ElementAt(atRate.Count / 2);
        return
        [
            runs.Compare("mixed", Most, Raw) with { Cost = Cost.OfMedian(most, bed.Options.Rounds) },
            new Finding("mixed", "the same at half that rate, open loop", middle.Measured, "what should have begun", rate, middle.Measured.Rate / rate, new Bar(Ratio: 0.95)) { Cost = middle.Cost },
        ];
    }

    /// <summary>Closed loop.</summary>
    /// <param name="servers">All that run; what they cost is counted.</param>
    /// <param name="asked">How many of them are asked.</param>
    /// <param name="time">For how long requests are begun.</param>
    public Task<(Measured Measured, Cost Cost)> AsManyAsCanBe(IReadOnlyList<ChildServer> servers, int asked, TimeSpan time) =>
        Cost.Of(bed.Database, servers, () => Callers.OverHttp([.. servers.Take(asked).Select(s => s.Address)], bed.Options.Connections, time, One));

    /// <summary>Open loop.</summary>
    public Task<(Measured Measured, Cost Cost)> AtRate(double rate, TimeSpan time) =>
        Cost.Of(bed.Database, [bed.Product], () => Callers.AtRate(bed.Product.Address, ConnectionsAtRate, rate, time, One));

    /// <summary>What was acknowledged is there, once.</summary>
    public async Task Check()
    {
        await crew.Check();
        await clerk.Check(crew.Acknowledged);
    }

    private ValueTask<bool> One(HttpConnection connection) => Random.Shared.Next(100) switch
    {
        < LookUpsFirst => LookUps.One(connection, lookUps.First, 200),
        < LookUpsAgain => LookUps.One(connection, lookUps.Again, 304),
        < Pages => LookUps.One(connection, pages, 200),
        < Submissions => clerk.One(connection),
        _ => crew.One(connection),
    };

    // With the machine for itself, as the mix has it.
    private async Task<Measured> Bare(TimeSpan time)
    {
        await bed.Quiet();
        return await Callers.OverHttp(bed.Ceiling.Address, bed.Options.Connections, time, async connection => Random.Shared.Next(100) switch
        {
            < LookUpsFirst => await LookUps.One(connection, lookUps.State, 200),
            < Pages => await LookUps.One(connection, lookUps.OneRow, 200),
            _ => (await connection.Send(Requests.Post(string.Create(CultureInfo.InvariantCulture, $"/grouped/{RawDatabase.AnyId()}"), null))).Status == 200,
        });
    }
}
