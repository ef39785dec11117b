using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B6: the limits of all open cases are watched. Nothing is due: what asking costs. One open case in a hundred was left alone and everything of
/// it is due at once: what taking it costs, beside the same number of rows updated and inserted by plain SQL in commits of the same size.
/// Measured with a tenth of the cases and with all, because what it costs must follow what is due and not what is open.
/// </summary>
internal static class DueSweep
{
    private const string Idle = "idle sweep of all watchers";
    private const string Fire = "alerts of all that is due";
    private const string Raw = "as many rows by plain SQL";

    public static async Task<Interleaved> Measure(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B6 due sweep, {bed.Filled.Open:N0} open cases, {bed.Filled.Clocks:N0} clocks");
        Fired? last = null;
        await bed.Product.Tell("/bench/due/begin");
        var runs = await Interleaved.Run(bed.Options, (Fire, ProductFires), (Raw, CeilingWrites), (Idle, ProductAsks));
        await bed.Product.Tell("/bench/due/end");
        Bed.Say($"    each time {last!.Limits:N0} limits were due and made {last.Alerts:N0} alerts in {last.Commits:N0} commits");
        return runs;

        async Task<Measured> ProductFires(TimeSpan time)
        {
            last = await bed.Product.Ask<Fired>(string.Create(CultureInfo.InvariantCulture, $"/bench/due/fire?cases={bed.Filled.Cases}&seconds={time.TotalSeconds}"));
            return last.Wrong is { } wrong ? throw new WrongCountException(wrong) : last.Measured;
        }

        Task<Measured> CeilingWrites(TimeSpan time) => bed.Ceiling.Ask<Measured>(string.Create(
            CultureInfo.InvariantCulture,
            $"/sweep?updates={Part(last!.Limits)}&inserts={Part(last.Alerts)}&seconds={time.TotalSeconds}"));

        int Part(int rows) => (int)Math.Round((double)rows / last!.Commits);

        Task<Measured> ProductAsks(TimeSpan time) =>
            bed.Product.Ask<Measured>(string.Create(CultureInfo.InvariantCulture, $"/bench/due/idle?seconds={time.TotalSeconds}"));
    }

    public static IReadOnlyList<Finding> Compare(Interleaved tenth, Interleaved all) =>
    [
        all.Grown("B6", Idle, tenth, new Bar(Ratio: 0.5, P50: 5)),
        all.Compare("B6", Fire, Raw, new Bar(Rate: 5_000)),
        all.Grown("B6", Fire, tenth, new Bar(Ratio: 0.5)),
    ];
}
