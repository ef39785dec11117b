using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Tests.Clocks;
using Xunit;

namespace Tongdian.Domain.Tests.Insight;

/// <summary>A bottleneck that is planted in any week ranks first, and is gone when it is taken out.</summary>
public sealed class BottleneckTests
{
    private static readonly TimeWindow Week = new(Given.At("2026-03-02 00:00"), Given.At("2026-03-09 00:00"));
    private static readonly string[] Stages = ["acceptance", "survey", "scheme", "construction", "energisation"];

    // Where the bottlenecks are planted nothing else is lost; elsewhere anything may be.
    private static readonly BottleneckKey[] Planted =
    [
        new(BottleneckKind.Untaken, "survey"), new(BottleneckKind.Between, "scheme", "construction"), new(BottleneckKind.Rework, "construction"),
        new(BottleneckKind.SendBack, "scheme", "survey"), new(BottleneckKind.Stall, "material-missing"),
    ];

    private static readonly BottleneckKey[] Elsewhere =
    [
        new(BottleneckKind.Untaken, "energisation"), new(BottleneckKind.Between, "survey", "scheme"), new(BottleneckKind.Rework, "energisation"),
        new(BottleneckKind.SendBack, "energisation", "construction"), new(BottleneckKind.Stall, "no-crew"),
    ];

    /// <summary>A case of the noise: how far into the week it begins, how long its stages take, and perhaps a small loss somewhere else.</summary>
    private sealed record Ordinary(int Begins, int[] Minutes, int Loss, int LossMinutes, int Region);

    private static readonly Gen<Ordinary[]> AnyWeek = Gen.Select(
        Gen.Int[-48, 100], Gen.Int[10, 400].Array[5], Gen.Int[0, 9], Gen.Int[1, 120], Gen.Int[0, 3], (begins, minutes, loss, lost, region) => new Ordinary(begins, minutes, loss, lost, region)).Array[0, 60];

    [Fact]
    public void A_planted_bottleneck_ranks_first_in_any_week_and_is_gone_without() => Gen.Select(AnyWeek, Gen.Int[0, Planted.Length - 1], Gen.Int[6, 15]).Sample(
        (week, which, many) =>
        {
            var (key, noise) = (Planted[which], week.Select((o, n) => Tell(n, o)).ToList());
            var planted = Enumerable.Range(0, many).Select(n => Told(1000 + n, n % 20, key, TimeSpan.FromHours(22), "demo-west")).ToList();

            var with = Figures([.. noise, .. planted]);
            var without = Figures(noise);

            Assert.Equal(key, with.Bottlenecks[0].Key);
            Assert.Equal(many, with.Bottlenecks[0].Hit);
            Assert.Equal(many * 22, with.Bottlenecks[0].Lost.Hours, 2);
            Assert.Equal("demo-west", with.Bottlenecks[0].Regions[0].Code);
            Assert.DoesNotContain(without.Bottlenecks, b => b.Key == key);
            Assert.True(without.Lost(key).Hours == 0);
        },
        iter: 400, threads: 1);

    [Fact]
    public void The_order_in_which_cases_are_told_changes_nothing() => Gen.Select(AnyWeek, Gen.Int[1, 1000]).Sample(
        (week, seed) =>
        {
            var told = week.Select((o, n) => Tell(n, o)).ToList();
            var shuffled = told.Index().OrderBy(t => (t.Index * 7919) % (seed + 13)).Select(t => t.Item).ToList();

            Assert.Equal(Text(Figures(told)), Text(Figures(shuffled)));
        },
        iter: 100, threads: 1);

    [Fact]
    public void More_cases_than_are_kept_are_counted()
    {
        var figures = Figures([.. Enumerable.Range(0, 45).Select(n => Told(n, 1, Planted[0], TimeSpan.FromHours(5 + (n / 10.0)), "demo-east"))]);

        var worst = figures.Bottlenecks[0];
        Assert.Equal((45, 45, WeekTally.MostCases, 15), (worst.Hit, worst.Lost.Cases, worst.Cases.Items.Length, worst.Cases.More));
        Assert.Equal(9.4, worst.Cases.Items[0].Hours, 2);
        Assert.Equal(45, figures.Cases);
    }

    [Fact]
    public void Waiting_that_everybody_has_a_little_of_is_no_bottleneck()
    {
        var figures = Figures([.. Enumerable.Range(0, 50).Select(n => Told(n, 1, Planted[0], TimeSpan.Zero, "demo-east"))]);

        Assert.Empty(figures.Bottlenecks);
        Assert.Equal(200, figures.Time.Single(t => t is { Stage: "survey", Phase: StagePhase.Untaken }).Hours);
    }

    [Fact]
    public void A_limit_is_decided_once_when_it_is_kept_or_passes_and_what_is_open_and_late_is_late()
    {
        var limit = new Limit(16, LimitUnit.Hours, LimitReading.Utility);
        var (inTime, late) = (Pass("survey", 1, 5, limit) with { End = PassEnd.Completed }, Pass("survey", 1, 30, limit) with { To = null, End = PassEnd.Open, BreachedAt = Week.From.AddHours(17) });
        // Late since last week, done in this one: that was decided last week.
        var lateBefore = Pass("survey", -30, 5, limit) with { End = PassEnd.Completed, BreachedAt = Week.From.AddHours(-14) };
        // On its second way through when it had been late already.
        var again = Pass("survey", 50, 60, limit) with { End = PassEnd.Completed, BreachedAt = Week.From.AddHours(17) };

        var rate = Figures([.. new[] { inTime, late, lateBefore, again }.Select((p, n) => History(n, "demo-east", [p]))]).Rate("rate:stage:survey")!;

        Assert.Equal(new Proportion(1, 2), rate.Own);
        Assert.Equal(new Proportion(3, 3), rate.Elapsed);
        Assert.Equal([("TD-0001", 151.0), ("TD-0000", 0)], rate.OwnCases.Items.Select(c => (c.Number[..2] + "-" + c.Number[^5..^1], c.Hours)));
    }

    [Fact]
    public void Whoever_was_told_before_the_promise_was_missed_is_counted_apart()
    {
        CaseHistory Case(int n, double missed, double? told) => History(n, "demo-east", []) with
        {
            Promise = new PromiseFate(null, Week.From.AddHours(missed), null) { ToldAt = told is { } at ? Week.From.AddHours(at) : null },
        };

        var words = Figures([Case(1, 50, 49), Case(2, 50, 50), Case(3, 100, 103), Case(4, 160, null), Case(5, -1, null), Case(6, 168, 100)]).Words!;

        Assert.Equal((1, 2, 1), (words.Before, words.After, words.Never));
        Assert.Equal([8.0, 3, 0], words.NotBefore.Items.Select(c => c.Hours));
    }

    private static WeekFigures Figures(IReadOnlyCollection<(CaseHistory History, StallCause[] Stalls)> told)
    {
        var tally = new WeekTally(Week);
        foreach (var (history, stalls) in told)
            tally.Add(history, stalls);
        return tally.Figures();
    }

    private static WeekFigures Figures(IReadOnlyCollection<CaseHistory> told) => Figures([.. told.Select(h => (h, Array.Empty<StallCause>()))]);

    private static (CaseHistory, StallCause[]) Tell(int n, Ordinary o)
    {
        if (o.Loss < Elsewhere.Length)
            return Told(n, Math.Max(o.Begins, 0), Elsewhere[o.Loss], TimeSpan.FromMinutes(o.LossMinutes), o.Region == 0 ? "demo-west" : "demo-east");
        var (at, passes) = (Week.From.AddHours(o.Begins), new List<StagePass>());
        foreach (var (index, stage) in Stages.Index())
        {
            // Each waits no longer than is allowed.
            var (from, to) = (at, at.AddMinutes(o.Minutes[index]));
            passes.Add(Pass(stage, from, to, index == 0 ? null : Stages[index - 1], [(from, StagePhase.Untaken), (from.AddMinutes(Math.Min(o.Minutes[index], 120)), StagePhase.Working)]));
            at = to;
        }

        return (History(n, "demo-east", passes), []);
    }

    /// <summary>One case that loses so much to one thing, and nothing else.</summary>
    private static (CaseHistory, StallCause[]) Told(int n, int hour, BottleneckKey key, TimeSpan loss, string region)
    {
        var from = Week.From.AddHours(hour);
        var (allowed, end) = (from.AddHours(4), from.AddHours(4) + loss);
        StagePass pass = key.Kind switch
        {
            BottleneckKind.Untaken => Pass(key.Where, from, end, "acceptance", [(from, StagePhase.Untaken)]),
            BottleneckKind.Between => Pass(key.To!, from, end, key.Where, [(from, StagePhase.Taken)]),
            BottleneckKind.Rework => Pass(key.Where, allowed, end, null, [(allowed, StagePhase.Working)]) with { AskedAgain = true },
            BottleneckKind.SendBack => Pass(key.To!, allowed, end, null, [(allowed, StagePhase.Working)]) with { Because = new WayBack(key.Where, key.To!) },
            _ => Pass("construction", allowed, end, "scheme", [(allowed, StagePhase.Working)]),
        };
        var history = History(n, region, [pass]);
        return (history, key.Kind == BottleneckKind.Stall ? [new StallCause(history.Id, "construction", key.Where, allowed, null)] : []);
    }

    private static CaseHistory History(int n, string region, IEnumerable<StagePass> passes)
    {
        var all = passes.ToList();
        var time = all.SelectMany(p => p.Phases.Index().Select(c => new StageTime(
            p.Stage, TimeOwner.Utility, c.Item.Phase, new TimeWindow(c.Item.From, c.Index + 1 < p.Phases.Length ? p.Phases[c.Index + 1].From : p.To ?? Week.To))));
        return new CaseHistory(
            new CaseId(new Guid(n, 0, 0, new byte[8])), CaseNumber.Make(new DateOnly(2026, 3, 2), n), "low-voltage-residential", region, [.. all], [.. time], new PromiseFate(null, null, null));
    }

    private static StagePass Pass(string stage, double from, double to, Limit limit) =>
        Pass(stage, Week.From.AddHours(from), Week.From.AddHours(to), null, [(Week.From.AddHours(from), StagePhase.Working)]) with { Limit = limit };

    private static StagePass Pass(string stage, DateTimeOffset from, DateTimeOffset to, string? after, (DateTimeOffset, StagePhase)[] phases) => new()
    {
        Stage = stage, Department = "marketing", From = from, To = to, End = PassEnd.Completed, After = after, Because = null, AskedAgain = false, Limit = null,
        BreachedAt = null, ElapsedBreachedAt = null, Phases = [.. phases.Select(p => new PhaseChange(p.Item1, p.Item2))], Company = [new TimeWindow(from, to)], Allowance = TimeSpan.FromHours(4),
    };

    private static string Text(WeekFigures figures) => System.Text.Json.JsonSerializer.Serialize(figures);
}
