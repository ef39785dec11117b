using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Report;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B15: the mix at half of what there can be, each request at its own instant, for so many minutes. The slowest hundredth of the last quarter may not be
/// slower than that of the first by more than a fifth, and the memory must not have grown by more than a tenth.
/// </summary>
internal static class Soak
{
    private const int Slices = 20;
    private const int Quarter = Slices / 4;
    private const double Half = 0.5;

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        var (slice, mostFor) = (TimeSpan.FromMinutes(bed.Options.Minutes) / Slices, Interleaved.WarmingUp + bed.Options.Run);
        Bed.Say($"{bed.Database.Name}: B15 soak, {bed.Options.Minutes} minutes");
        // Half of the time at half the rate.
        var mixed = await Mixed.Make(bed, mostFor + TimeSpan.FromMinutes(bed.Options.Minutes) * Half);
        var runs = await Interleaved.Run(bed.Options with { Rounds = 1 }, ("mix", mixed.AsManyAsCanBe));
        var (rate, slices) = (runs["mix"].Rate * Half, new List<(Measured Measured, Cost Cost)>());
        for (var n = 0; n < Slices; n++)
        {
            slices.Add(await mixed.AtRate(rate, slice));
            Bed.Say($"    {Tables.Rate(slices[^1].Measured.Rate)}, p99 {Tables.Time(slices[^1].Measured.P99)}, {slices[^1].Cost}");
        }

        await mixed.Check();
        var (first, last) = (slices[..Quarter], slices[^Quarter..]);
        var (early, late) = (Measured.Median([.. first.Select(s => s.Measured)]), Measured.Median([.. last.Select(s => s.Measured)]));
        var (before, after) = (first.Max(s => s.Cost.Memory), last.Max(s => s.Cost.Memory));
        return
        [
            new Finding(
                "B15", string.Create(CultureInfo.InvariantCulture, $"half load, last quarter of {bed.Options.Minutes} min"), late, $"p99 of the first quarter, {Tables.Time(early.P99)}", early.Rate,
                early.P99 / late.P99, new Bar(Ratio: 1 / 1.2)) { Cost = last[^1].Cost },
            new Finding(
                "B15", string.Create(CultureInfo.InvariantCulture, $"memory in the last quarter, {after:N0} MiB"), late, string.Create(CultureInfo.InvariantCulture, $"in the first, {before:N0} MiB"), early.Rate,
                (double)before / after, new Bar(Ratio: 1 / 1.1)),
        ];
    }
}
