using System.Collections.Concurrent;
using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Domain.Cases;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B12: the wall of the coordination centre. What one read of its figures costs; and, while a clerk submits cases, how long it takes from the
/// answer to a request until each of a thousand open connections has been sent a picture that was read after it.
/// </summary>
internal static class Wall
{
    private const int Listeners = 1_000;
    private const string Read = "read the wall's figures";
    private const string Alone = "POST a case, nobody at the wall";
    private const string Watched = "POST a case until 1,000 at the wall see it";

    private static readonly string Running = string.Join(", ", Enum.GetValues<CaseStatus>().Where(s => s.IsRunning()).Select(s => (int)s));

    public static Task<Interleaved> Measure(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B12 wall, {bed.Filled.Open:N0} open cases");
        return Interleaved.Run(bed.Options, (Read, time => bed.Product.Ask<Measured>(string.Create(CultureInfo.InvariantCulture, $"/bench/wall?seconds={time.TotalSeconds}"))));
    }

    public static IReadOnlyList<Finding> Compare(Interleaved tenth, Interleaved all) => [all.Grown("B12", Read, tenth, new Bar(Ratio: 0.5, P50: 1))];

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B12 wall with {Listeners:N0} listeners");
        var clerk = await BusyClerk.SignIn(bed);
        var coordinator = await Staff.SignInOnPage(bed.Product.Address, BenchCompany.Coordinator);
        var runs = await Interleaved.Run(bed.Options, (Alone, time => clerk.Submit(time)), (Watched, WithListeners));
        await clerk.Check();
        return [runs.Compare("B12", Watched, Alone, new Bar(P99: 1_000))];

        async Task<Measured> WithListeners(TimeSpan time)
        {
            var (before, told) = (await OpenCases(), new ConcurrentQueue<DateTimeOffset>());
            await using var wall = await WallListeners.Open(bed.Product.Address, coordinator, Listeners);
            var load = await clerk.Submit(time, () => told.Enqueue(TimeProvider.System.GetUtcNow()));
            await wall.Saw(TimeProvider.System.GetUtcNow());
            DateTimeOffset[] all = [.. told.Order()];
            wall.Expect(before, all, await OpenCases());
            return wall.Lag(all, load);
        }

        Task<long> OpenCases() => bed.Database.Count($"select count(*) from cases where status in ({Running})");
    }
}
