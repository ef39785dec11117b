using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>Arithmetic on stretches of time that are in order and do not overlap.</summary>
internal static class Stretches
{
    public static IEnumerable<TimeWindow> Within(IEnumerable<TimeWindow> stretches, TimeWindow whole) =>
        stretches.Select(s => s.Within(whole)).Where(s => s.Length > TimeSpan.Zero);

    public static IEnumerable<TimeWindow> Within(IEnumerable<TimeWindow> stretches, IReadOnlyCollection<TimeWindow> others) =>
        stretches.SelectMany(s => Within(others, s));

    public static IEnumerable<TimeWindow> Without(IEnumerable<TimeWindow> stretches, IReadOnlyCollection<TimeWindow> others) =>
        stretches.SelectMany(s => Coverage.Gaps(s, others));

    /// <summary>What is left after the first so much.</summary>
    public static IEnumerable<TimeWindow> After(IEnumerable<TimeWindow> stretches, TimeSpan first)
    {
        foreach (var stretch in stretches)
        {
            if (first >= stretch.Length)
            {
                first -= stretch.Length;
                continue;
            }

            yield return stretch with { From = stretch.From + first };
            first = TimeSpan.Zero;
        }
    }

    public static double Hours(IEnumerable<TimeWindow> stretches) => stretches.Sum(s => s.Length.TotalHours);
}
