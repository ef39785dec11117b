using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Report;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B15: the mix at half of what there can be, or at the rate that was asked for, each request at its own instant, for so many minutes. The slowest hundredth of the last
/// quarter may not be slower than that of the first by more than a fifth; memory, and what waits to be reacted to and to be entered in the log, must not have grown by more
/// than a tenth.
/// </summary>
internal static class Soak
{
    private const int Slices = 20;
    private const int Quarter = Slices / 4;
    private const double Half = 0.5;

    // A thousand that wait are a second's work.
    private const double Few = 1_000;

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        var (slice, mostFor) = (TimeSpan.FromMinutes(bed.Options.Minutes) / Slices, Interleaved.WarmingUp + bed.Options.Run);
        Bed.Say($"{bed.Database.Name}: B15 soak, {bed.Options.Minutes} minutes");
        var asked = bed.Options.Rate;
        var mixed = await Mixed.Make(bed, mostFor, asked, TimeSpan.FromMinutes(bed.Options.Minutes));
        var runs = await Interleaved.Run(bed.Options with { Rounds = 1 }, ("mix", async time => (await mixed.AsManyAsCanBe([bed.Product], 1, time)).Measured));
        var (rate, slices, waits) = (asked ?? runs["mix"].Rate * Half, new List<(Measured Measured, Cost Cost)>(), new List<long>());
        for (var n = 0; n < Slices; n++)
        {
            slices.Add(await mixed.AtRate(rate, slice));
            waits.Add(await bed.Waiting());
            Bed.Say($"    {Tables.Rate(slices[^1].Measured.Rate)}, p99 {Tables.Time(slices[^1].Measured.P99)}, {slices[^1].Cost}, {waits[^1]:N0} wait");
        }

        await mixed.Check();
        var (first, last) = (slices[..Quarter], slices[^Quarter..]);
        var (early, late) = (Measured.Median([.. first.Select(s => s.Measured)]), Measured.Median([.. last.Select(s => s.Measured)]));
        var (before, after) = (first.Max(s => s.Cost.Memory), last.Max(s => s.Cost.Memory));
        var (waited, wait) = (waits[..Quarter].Max(), waits[^Quarter..].Max());
        return
        [
            new Finding(
                "B15", string.Create(CultureInfo.InvariantCulture, $"{(asked is null ? "half load" : $"{rate:N0} requests a second")}, last quarter of {bed.Options.Minutes} min"), late, $"p99 of the first quarter, {Tables.Time(early.P99)}", early.Rate,
                early.P99 / late.P99, new Bar(Ratio: 1 / 1.2)) { Cost = last[^1].Cost },
            new Finding(
                "B15", string.Create(CultureInfo.InvariantCulture, $"memory in the last quarter, {after:N0} MiB"), late, string.Create(CultureInfo.InvariantCulture, $"in the first, {before:N0} MiB"), early.Rate,
                (double)before / after, new Bar(Ratio: 1 / 1.1)),
            new Finding(
                "B15", string.Create(CultureInfo.InvariantCulture, $"facts and entries that wait in the last quarter, {wait:N0} at most"), late,
                string.Create(CultureInfo.InvariantCulture, $"in the first, {waited:N0}"), early.Rate, Math.Max(waited, Few) / Math.Max(wait, Few), new Bar(Ratio: 1 / 1.1)),
        ];
    }
}
