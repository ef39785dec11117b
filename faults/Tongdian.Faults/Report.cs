using System.Globalization;
using Tongdian.Faults.Load;

namespace Tongdian.Faults;

/// <summary>Which faults there were, and how long it took until a write was acknowledged again.</summary>
internal sealed class Report
{
    private readonly List<(string Fault, TimeSpan? Back)> all = [];

    public bool AllCameBack => all.TrueForAll(f => f.Back is not null);

    public void Add(string fault, TimeSpan? back) => all.Add((fault, back));

    public void Write(Tally tally)
    {
        Console.WriteLine($"\n  | 故障 fault | 次数 n | 中位 median s | 最长 longest s |\n  |---|---:|---:|---:|");
        foreach (var kind in all.GroupBy(f => f.Fault).OrderBy(k => k.Key, StringComparer.Ordinal))
            Line(kind.Key, [.. kind.Select(f => f.Back)]);
        Line("全部 all", [.. all.Select(f => f.Back)]);
        Console.WriteLine($"\n  {string.Join(", ", tally.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")))}");
        if (tally.NeverAnswered > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {tally.NeverAnswered} 次始终没有答复 writes were NEVER ANSWERED"));
        foreach (var refusal in tally.Refusals.Take(20))
            Console.WriteLine($"  被拒 REFUSED {refusal}");
        if (tally.Refusals.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {tally.Refusals.Count} 次无故被拒 refusals of what was fine"));
    }

    private static void Line(string name, List<TimeSpan?> back)
    {
        var took = back.Select(b => b?.TotalSeconds ?? double.PositiveInfinity).Order().ToList();
        if (took.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  | {name} | {took.Count} | {took[took.Count / 2]:F2} | {took[^1]:F2} |"));
    }
}
