using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Evidence;
using Tongdian.Domain.Feedback;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Insight;

/// <summary>Teams are appraised from two sources by the same functions: what differs is the sources.</summary>
public sealed class AppraisalTests
{
    private static readonly TimeWindow Week = new(Given.At("2026-03-02 00:00"), Given.At("2026-03-09 00:00"));
    private static readonly Team Marketing = new("marketing", "demo-county");

    [Fact]
    public void Stages_and_a_missed_promise_count_for_those_who_had_them()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(3).Complete("survey").Later(30).Complete("construction").Later(20);
        story.Do(new TellLateness("promise", story.Now.AddDays(1)), People.Coordinator, "材料未到");

        var counted = Of(story, Week);

        Assert.Equal(["on time", "late"], new[] { "survey", "construction" }.Select(s => counted.Single(c => c.What == s).Good ? "on time" : "late"));
        Assert.Equal(6, counted.Single(c => c.What == "construction").Value);
        // Forty-eight hours were promised, and the word came five hours after they were over.
        Assert.Equal(new Counted(Measure.LateNotice, new Team("customer-service", "demo-county"), "promise", false, 5), counted.Single(c => c.Measure == Measure.LateNotice));
        Assert.Equal(Marketing, counted.Single(c => c.What == "survey").Team);
    }

    [Fact]
    public void A_stage_that_is_passed_again_counts_again()
    {
        var story = CaseStory.Submitted(TestProcesses.LinearWithScheme).GoOnTo("scheme").Later(2).SendBack("scheme", "survey").Later(5).Complete("survey").Later(1);

        Assert.Equal(["survey", "survey 2"], Of(story, Week).Where(c => c.What.StartsWith("survey", StringComparison.Ordinal)).Select(c => c.What));
    }

    [Fact]
    public void Both_sources_alike_give_the_same_figures_and_no_difference()
    {
        var rated = Counted.Of(Rating.Parse(5, 4, 3, 5).Value, "survey", Marketing);
        var appraisal = new Appraisal(Week);
        appraisal.Add(new Account("A", "demo-county", Measure.Evaluation, [rated], [rated]) { Records = 1 });

        var figures = appraisal.Figures();

        var evaluation = Assert.Single(Assert.Single(figures.Teams).Measures);
        Assert.Equal((new Proportion(0, 1), new Proportion(0, 1), 4.25, 4.25), (evaluation.Ordinary, evaluation.Proven, evaluation.OrdinaryMean, evaluation.ProvenMean));
        Assert.Equal((1, 0, 0), (figures.Records, figures.Waiting, figures.Erased));
        Assert.Empty(figures.Differences);
    }

    [Fact]
    public void What_waits_or_was_destroyed_is_counted_apart_and_is_no_difference()
    {
        var rated = Counted.Of(Rating.Parse(5, 5, 5, 5).Value, "survey", Marketing);
        var appraisal = new Appraisal(Week);
        appraisal.Add(new Account("A", "demo-county", Measure.Evaluation, [rated], [rated]) { Waiting = 1 });
        appraisal.Add(new Account("B", "demo-county", Measure.Evaluation, [rated], []) { Erased = 1 });

        var evaluation = Assert.Single(Assert.Single(appraisal.Figures().Teams).Measures);

        Assert.Equal((new Proportion(2, 2), new Proportion(0, 0), 1, 1, 0), (evaluation.Ordinary, evaluation.Proven, evaluation.Waiting, evaluation.Erased, evaluation.Differences));
    }

    [Fact]
    public void Waiting_hides_no_difference()
    {
        var (stored, proven) = (Counted.Of(Rating.Parse(5, 5, 5, 5).Value, "survey", Marketing), Counted.Of(Rating.Parse(2, 5, 5, 5).Value, "survey", Marketing));
        var appraisal = new Appraisal(Week);
        appraisal.Add(new Account("A", "demo-county", Measure.Evaluation, [stored], [proven]) { Waiting = 1 });
        appraisal.Add(new Account("B", "demo-county", Measure.OnTime, [], []) { Found = [Alteration.FactChanged], FoundHere = true });
        appraisal.Add(new Account("C", "demo-county", Measure.OnTime, [], []) { Found = [Alteration.FactChanged] });

        var differences = appraisal.Figures().Differences;

        Assert.Equal([("A", stored, proven), ("B", null, null)], differences.Select(d => (d.Case, d.Ordinary, d.Proven)));
        Assert.Equal([Alteration.FactChanged], differences[1].Found);
    }

    [Fact]
    public void The_facts_on_which_limits_rest_tell_all_that_counts() => Stories.Sample(
        s =>
        {
            var (story, week) = Play(s.Process, s.Flavour, s.Steps);

            Assert.Equal(Counts([.. story.Commits.SelectMany(c => c)], week), Of(story, week));
        },
        iter: 400, threads: 1);

    [Fact]
    public void Whatever_time_is_altered_the_case_is_named_if_any_figure_moves_and_the_proven_one_does_not_move() => Gen.Select(Stories, Gen.Int[0, 10_000], Gen.Int[-100, 100]).Sample(
        (s, which, hours) =>
        {
            var (story, week) = Play(s.Process, s.Flavour, s.Steps);
            var facts = story.Commits.SelectMany(c => c).Where(f => ClockFacts.Has(f.Event)).ToList();
            var proven = Counts(facts, week);
            var altered = facts.ToList();
            altered[which % facts.Count] = altered[which % facts.Count] with { At = altered[which % facts.Count].At.AddHours(hours) };
            var stored = Counts(altered, week);
            var appraisal = new Appraisal(week);
            appraisal.Add(new Account(story.State.Number.Value, "demo-county", Measure.OnTime, [.. stored], [.. proven]) { Records = facts.Count });

            var figures = appraisal.Figures();

            Assert.Equal(stored.SequenceEqual(proven), figures.Differences.IsEmpty);
            Assert.All(figures.Differences, d => Assert.Equal(story.State.Number.Value, d.Case));
            Assert.Equal(proven.Count(c => c.Good), figures.Teams.Sum(t => t.Measures.Sum(m => m.Proven.Count)));
            Assert.Equal(stored.Count, figures.Teams.Sum(t => t.Measures.Sum(m => m.Ordinary.Of)));
        },
        iter: 300, threads: 1);

    private static readonly Gen<(int Process, int Flavour, RandomStep[] Steps)> Stories =
        Gen.Select(Gen.Int[0, TestProcesses.All.Length - 1], Gen.Int[0, 1000], RandomStory.Steps);

    // Time goes forward here: a clock that was set back is kept in order by facts that are none of these too.
    private static (CaseStory Story, TimeWindow Week) Play(int process, int flavour, RandomStep[] steps)
    {
        var story = RandomStory.Begin(TestProcesses.All[process], flavour);
        foreach (var step in steps)
        {
            story.Now = story.Now.AddMinutes(Math.Abs(step.Minutes));
            var (command, by, reason) = RandomStory.Next(story, step, TestProcesses.All, Given.China);
            if (story.Try(command, by, reason).Error is null)
                story.Do(command, by, reason);
        }

        return (story, new TimeWindow(CaseStory.Monday.AddDays(flavour % 4), story.Now.AddHours(1)));
    }

    private static List<Counted> Of(CaseStory story, TimeWindow week) => Counts([.. story.Commits.SelectMany(c => c).Where(f => ClockFacts.Has(f.Event))], week);

    private static List<Counted> Counts(IReadOnlyList<RecordedEvent> facts, TimeWindow week) =>
        CaseHistory.Of(facts, key => TestProcesses.All.Single(p => p.Key == key), _ => Given.China, week.To) is { } history ? [.. Counted.Of(history, _ => null, week)] : [];
}
