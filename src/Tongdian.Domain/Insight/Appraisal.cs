using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Evidence;

namespace Tongdian.Domain.Insight;

/// <summary>
/// What two sources say of something that is proven as a whole or not at all: the history of a case, the rating of a stage, a recovery. The ordinary source is
/// what is stored; the other are the records whose proofs hold.
/// </summary>
/// <param name="Case">Number of the case.</param>
/// <param name="Region">Its region.</param>
/// <param name="Measure">What it is about, where nothing of it counts in the week.</param>
/// <param name="Ordinary">What counts in the week by the ordinary source.</param>
/// <param name="Proven">
/// What counts in it by the records, those that wait for their proof included; empty where these do not tell the whole.
/// </param>
public sealed record Account(string Case, string Region, Measure Measure, ImmutableArray<Counted> Ordinary, ImmutableArray<Counted> Proven)
{
    /// <summary>Records whose proofs hold.</summary>
    public int Records { get; init; }

    /// <summary>Records that have no proof yet, because witnesses have not signed, or because what they are of is older than the log.</summary>
    public int Waiting { get; init; }

    /// <summary>Records that were destroyed with their person.</summary>
    public int Erased { get; init; }

    /// <summary>What was found altered of what happened before the end of the week.</summary>
    public ImmutableArray<Alteration> Found { get; init; } = [];

    /// <summary>Some of that happened in the week itself: it is told there also when no figure is another for it.</summary>
    public bool FoundHere { get; init; }
}

/// <summary>What the ordinary source and the proven records do not say alike.</summary>
/// <param name="Case">Number of the case.</param>
/// <param name="Region">Its region.</param>
/// <param name="Measure">Of what.</param>
/// <param name="Team">For whom it counts; null where it counts for nobody in the week.</param>
/// <param name="What">Which within the case, as in <see cref="Counted"/>; null where nothing counts.</param>
/// <param name="Ordinary">What is stored; null where it does not count.</param>
/// <param name="Proven">What is proven; null where it does not count, or cannot be told any more.</param>
/// <param name="Found">What was found altered.</param>
public sealed record Difference(
    string Case, string Region, Measure Measure, Team? Team, string? What, Counted? Ordinary, Counted? Proven, ImmutableArray<Alteration> Found);

/// <summary>A figure of a team from both sources.</summary>
/// <param name="Measure">What it is.</param>
/// <param name="Ordinary">As it is stored: so many good of so many.</param>
/// <param name="Proven">From records whose proofs hold.</param>
/// <param name="OrdinaryMean">The mean of <see cref="Counted.Value"/>; null of nothing.</param>
/// <param name="ProvenMean">The same of what is proven.</param>
/// <param name="Waiting">So many of the ordinary ones are not proven yet.</param>
/// <param name="Erased">Of so many the records were destroyed with their person.</param>
/// <param name="Differences">So many are not alike.</param>
public sealed record MeasureFigures(
    Measure Measure, Proportion Ordinary, Proportion Proven, double? OrdinaryMean, double? ProvenMean, int Waiting, int Erased, int Differences);

/// <summary>The figures of a team; measures of which nothing counts are missing.</summary>
public sealed record TeamFigures(Team Team, ImmutableArray<MeasureFigures> Measures);

/// <summary>The appraisal of a week.</summary>
/// <param name="Week">From when to when.</param>
/// <param name="Records">So many records whose proofs hold were used.</param>
/// <param name="Waiting">So many have no proof yet.</param>
/// <param name="Erased">So many were destroyed with their person.</param>
/// <param name="Teams">By region and department.</param>
/// <param name="Differences">Empty: whatever is proven and stored is alike.</param>
public sealed record AppraisalFigures(
    TimeWindow Week, int Records, int Waiting, int Erased, ImmutableArray<TeamFigures> Teams, ImmutableArray<Difference> Differences);

/// <summary>Adds up what counts for each team, from both sources beside each other. The order of what is added does not matter.</summary>
public sealed class Appraisal(TimeWindow week)
{
    private readonly Dictionary<(Team Team, Measure Measure), Sums> sums = [];
    private readonly List<Difference> differences = [];
    private int records;
    private int waiting;
    private int erased;

    /// <summary>The week.</summary>
    public TimeWindow Week { get; } = week;

    /// <summary>One more account.</summary>
    public void Add(Account account)
    {
        (records, waiting, erased) = (records + account.Records, waiting + account.Waiting, erased + account.Erased);
        foreach (var one in account.Ordinary)
            Of(one).Ordinary.Add(one);
        // What cannot be proven yet, or any more, is no difference: unless something of it was altered besides.
        if (account.Found.IsEmpty && (account.Erased > 0 || (account.Waiting > 0 && account.Ordinary.Length == account.Proven.Length && !account.Ordinary.Except(account.Proven).Any())))
        {
            foreach (var one in account.Ordinary)
                _ = account.Erased > 0 ? Of(one).Erased++ : Of(one).Waiting++;
            return;
        }

        foreach (var one in account.Proven)
            Of(one).Proven.Add(one);
        Compare(account);
    }

    /// <summary>Entries of a case are gone from the log, with whatever they were of.</summary>
    public void AddGone(string number, string region) => differences.Add(new Difference(number, region, Measure.OnTime, null, null, null, null, [Alteration.Deleted]));

    /// <summary>The figures of everything so far.</summary>
    public AppraisalFigures Figures() => new(
        Week, records, waiting, erased,
        [
            .. sums.GroupBy(s => s.Key.Team).OrderBy(t => t.Key.Region, StringComparer.Ordinal).ThenBy(t => t.Key.Department, StringComparer.Ordinal)
                .Select(t => new TeamFigures(t.Key, [.. t.OrderBy(s => s.Key.Measure).Select(s => s.Value.Figures(s.Key.Measure))])),
        ],
        [
            .. differences.OrderBy(d => d.Region, StringComparer.Ordinal).ThenBy(d => d.Case, StringComparer.Ordinal).ThenBy(d => d.Measure)
                .ThenBy(d => d.What, StringComparer.Ordinal).ThenBy(d => d.Team?.Department, StringComparer.Ordinal),
        ]);

    private void Compare(Account account)
    {
        var before = differences.Count;
        var proven = account.Proven.ToDictionary(p => (p.Team, p.Measure, p.What));
        foreach (var one in account.Ordinary)
        {
            if (!proven.Remove((one.Team, one.Measure, one.What), out var other) || other != one)
                Differs(account, one, other);
        }

        foreach (var other in proven.Values)
            Differs(account, null, other);
        if (differences.Count > before || !account.FoundHere)
            return;
        if (account.Ordinary.Concat(account.Proven).FirstOrDefault() is { } any)
            Differs(account, account.Ordinary.FirstOrDefault(), account.Proven.FirstOrDefault(p => (p.Team, p.Measure, p.What) == (any.Team, any.Measure, any.What)));
        else
            differences.Add(new Difference(account.Case, account.Region, account.Measure, null, null, null, null, account.Found));
    }

    private void Differs(Account account, Counted? ordinary, Counted? proven)
    {
        var one = ordinary ?? proven!;
        Of(one).Differences++;
        differences.Add(new Difference(account.Case, account.Region, one.Measure, one.Team, one.What, ordinary, proven, account.Found));
    }

    private Sums Of(Counted one)
    {
        if (!sums.TryGetValue((one.Team, one.Measure), out var sum))
            sums[(one.Team, one.Measure)] = sum = new Sums();
        return sum;
    }

    private sealed class Sums
    {
        public Sum Ordinary { get; } = new();

        public Sum Proven { get; } = new();

        public int Waiting { get; set; }

        public int Erased { get; set; }

        public int Differences { get; set; }

        public MeasureFigures Figures(Measure measure) => new(measure, Ordinary.Share, Proven.Share, Ordinary.Mean, Proven.Mean, Waiting, Erased, Differences);
    }

    private sealed class Sum
    {
        private int good;
        private int all;
        private double values;

        public Proportion Share => new(good, all);

        // Must not depend on the order of what was added.
        public double? Mean => all == 0 ? null : Math.Round(values / all, 4);

        public void Add(Counted one) => (good, all, values) = (good + (one.Good ? 1 : 0), all + 1, values + one.Value);
    }
}
