using System.Collections.Immutable;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>
/// Adds up a week, one case after the other. It keeps sums and the cases that add most, never the cases themselves: a week with a million cases needs no more
/// memory than one with ten thousand.
/// </summary>
public sealed class WeekTally(TimeWindow week)
{
    /// <summary>How many cases a figure keeps.</summary>
    public const int MostCases = 30;

    /// <summary>How many bottlenecks a week keeps.</summary>
    public const int MostBottlenecks = 200;

    private const int MostShares = 3;
    private const int MostParts = 10;

    private readonly Dictionary<(RateBy By, string Code), (RateSum Own, RateSum Elapsed)> rates = [];
    private readonly Dictionary<(string Stage, TimeOwner Owner, StagePhase? Phase), HourSum> time = [];
    private readonly Dictionary<string, (BottleneckKey Key, HourSum Sum)> lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly MostOf untold = new();
    private readonly SortedDictionary<int, int> revised = [];
    private readonly Dictionary<string, (int Changed, int Commented)> parts = new(StringComparer.Ordinal);
    private readonly MostOf revisedCases = new();
    private int cases;
    private (int Before, int After, int Never) words;

    /// <summary>One more case. Each once; those that were not open in the week change nothing.</summary>
    /// <param name="history">What happened to it, known up to the end of the week.</param>
    /// <param name="stalls">Stalls of this case with their causes.</param>
    public void Add(CaseHistory history, IReadOnlyCollection<StallCause> stalls)
    {
        AddRates(history);
        AddWords(history);
        AddRevisions(history);
        var open = history.Passes.Where(p => p.Meets(week)).ToList();
        var spent = history.Time.Select(t => (t.Stage, t.Owner, t.Phase, t.During.Within(week).Length)).Where(t => t.Length > TimeSpan.Zero).ToList();
        if (open.Count == 0 && spent.Count == 0)
            return;
        cases++;
        foreach (var group in spent.GroupBy(t => (t.Stage, t.Owner, t.Phase)))
            Get(time, group.Key).Add(history, group.Sum(t => t.Length.TotalHours));
        var losses = LostTime.Of(history, stalls, week);
        var here = open.Select(p => p.Stage).Concat(open.Where(p => p is { Because: null, AskedAgain: false }).Select(p => $"{p.After}>{p.Stage}"))
            // Who went back may be on the way still, and not where it went back from.
            .Concat(losses.Values.Select(l => Place(l.Key))).Append("");
        foreach (var place in here.Distinct(StringComparer.Ordinal))
            places[place] = places.GetValueOrDefault(place) + 1;
        foreach (var (name, (key, hours)) in losses)
        {
            if (!lost.TryGetValue(name, out var sum))
                lost[name] = sum = (key, new HourSum());
            sum.Sum.Add(history, hours);
        }
    }

    /// <summary>The figures of all cases so far. The order of the cases does not matter.</summary>
    public WeekFigures Figures() => new(
        week.From,
        week.To,
        cases,
        [
            .. rates.OrderBy(r => r.Key.By).ThenBy(r => r.Key.Code, StringComparer.Ordinal).Select(r => new OnTimeRate(
                r.Key.By, r.Key.Code, r.Value.Own.Share, r.Value.Elapsed.Share, r.Value.Own.Cases.List(), r.Value.Elapsed.Cases.List())),
        ],
        [
            .. time.OrderBy(t => t.Key.Stage, StringComparer.Ordinal).ThenBy(t => t.Key.Owner).ThenBy(t => t.Key.Phase)
                .Select(t => new TimeSpent(t.Key.Stage, t.Key.Owner, t.Key.Phase, Rounded(t.Value.Hours), t.Value.Cases.List())),
        ],
        [
            .. lost.Select(l => Of(l.Value.Key, l.Value.Sum)).OrderByDescending(b => b.Lost.Hours).ThenByDescending(b => b.Hit)
                .ThenBy(b => b.Figure, StringComparer.Ordinal).Take(MostBottlenecks),
        ],
        [.. places.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new CasesAt(p.Key, p.Value))])
    {
        Words = new LateWords(words.Before, words.After, words.Never, untold.List()),
        Schemes = new RevisedSchemes(
            [.. revised.Select(r => new TimesRevised(r.Key, r.Value))],
            [
                .. parts.OrderByDescending(p => p.Value.Changed + p.Value.Commented).ThenBy(p => p.Key, StringComparer.Ordinal).Take(MostParts)
                    .Select(p => new RevisedPart(p.Key, p.Value.Changed, p.Value.Commented)),
            ],
            revisedCases.List()),
    };

    /// <summary>Where a case has to be so that a bottleneck can hit it.</summary>
    internal static string Place(BottleneckKey key) => key.Kind switch
    {
        BottleneckKind.Between => $"{key.Where}>{key.To}",
        BottleneckKind.Stall => "",
        _ => key.Where,
    };

    private Bottleneck Of(BottleneckKey key, HourSum sum) => new(
        key, new HoursPerCase(places[Place(key)], Rounded(sum.Hours), Rounded(sum.Squares)), sum.Cases.Count,
        Most(sum.Regions), Most(sum.Processes), sum.Cases.List());

    private static ImmutableArray<HoursIn> Most(Dictionary<string, double> hours) =>
        [.. hours.OrderByDescending(h => Rounded(h.Value)).ThenBy(h => h.Key, StringComparer.Ordinal).Take(MostShares).Select(h => new HoursIn(h.Key, Rounded(h.Value)))];

    private void AddRates(CaseHistory history)
    {
        foreach (var group in OnTime.Decided(history, week).GroupBy(d => (d.By, d.Code)))
        {
            var (own, elapsed) = Get(rates, group.Key, () => (new RateSum(), new RateSum()));
            own.Add(history, [.. group.Where(d => !d.Elapsed).Select(d => d.HoursLate)]);
            elapsed.Add(history, [.. group.Where(d => d.Elapsed).Select(d => d.HoursLate)]);
        }
    }

    private void AddWords(CaseHistory history)
    {
        if (history.Promise is not { BreachedAt: { } missed } || missed < week.From || missed >= week.To)
            return;
        if (history.Promise.ToldAt is { } told && told < missed)
        {
            words.Before++;
            return;
        }

        _ = history.Promise.ToldAt is null ? words.Never++ : words.After++;
        untold.Add(history, ((history.Promise.ToldAt ?? week.To) - missed).TotalHours);
    }

    private void AddRevisions(CaseHistory history)
    {
        var here = history.Revisions.Where(r => r.At >= week.From && r.At < week.To).ToList();
        if (here.Count == 0)
            return;
        revised[here.Count] = revised.GetValueOrDefault(here.Count) + 1;
        revisedCases.Add(history, here.Count);
        foreach (var part in here.SelectMany(r => r.Changed))
            parts[part] = parts.GetValueOrDefault(part) is var (changed, spoken) ? (changed + 1, spoken) : default;
        foreach (var part in here.SelectMany(r => r.Commented))
            parts[part] = parts.GetValueOrDefault(part) is var (changed, spoken) ? (changed, spoken + 1) : default;
    }

    private static HourSum Get<TKey>(Dictionary<TKey, HourSum> sums, TKey key)
        where TKey : notnull => Get(sums, key, () => new HourSum());

    private static TSum Get<TKey, TSum>(Dictionary<TKey, TSum> sums, TKey key, Func<TSum> make)
        where TKey : notnull
    {
        if (!sums.TryGetValue(key, out var sum))
            sums[key] = sum = make();
        return sum;
    }

    // Sums must not depend on the order of what was added.
    private static double Rounded(double hours) => Math.Round(hours, 4);

    private sealed class RateSum
    {
        private int onTime;
        private int all;

        public Proportion Share => new(onTime, all);

        public MostOf Cases { get; } = new();

        public void Add(CaseHistory history, IReadOnlyCollection<double?> hoursLate)
        {
            if (hoursLate.Count == 0)
                return;
            all += hoursLate.Count;
            onTime += hoursLate.Count(h => h is null);
            // Late by nothing yet is late all the same, and stands before what is on time.
            Cases.Add(history, hoursLate.Max(h => h is { } late ? Math.Max(late, 0.0001) : 0));
        }
    }

    private sealed class HourSum
    {
        public double Hours { get; private set; }

        public double Squares { get; private set; }

        public Dictionary<string, double> Regions { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, double> Processes { get; } = new(StringComparer.Ordinal);

        public MostOf Cases { get; } = new();

        public void Add(CaseHistory history, double hours)
        {
            (Hours, Squares) = (Hours + hours, Squares + (hours * hours));
            Regions[history.Region] = Regions.GetValueOrDefault(history.Region) + hours;
            Processes[history.Process] = Processes.GetValueOrDefault(history.Process) + hours;
            Cases.Add(history, hours);
        }
    }

    /// <summary>The cases that add most, and how many there were.</summary>
    private sealed class MostOf
    {
        private readonly SortedSet<CaseShare> most = new(Comparer<CaseShare>.Create((x, y) =>
            y.Hours.CompareTo(x.Hours) is var order and not 0 ? order : string.CompareOrdinal(x.Number, y.Number)));

        public int Count { get; private set; }

        public void Add(CaseHistory history, double hours)
        {
            Count++;
            most.Add(new CaseShare(history.Number.Value, history.Region, Rounded(hours)));
            if (most.Count > MostCases)
                most.Remove(most.Max!);
        }

        public CaseList List() => new([.. most], Count - most.Count);
    }
}
