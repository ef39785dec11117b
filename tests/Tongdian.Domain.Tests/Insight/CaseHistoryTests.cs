using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Insight;

/// <summary>What a review sees of a case. Every story begins on Monday, 2 March 2026, at nine.</summary>
public sealed class CaseHistoryTests
{
    [Fact]
    public void A_pass_is_entered_taken_started_and_done()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(3).Do(new ClaimStage("survey"), People.Surveyor)
            .Later(2).Do(new StartStage("survey"), People.Surveyor).Later(1).Complete("survey");

        var pass = Only(story, "survey");

        Assert.Equal((Given.At("2026-03-02 09:00"), Given.At("2026-03-02 15:00")), (pass.From, pass.To));
        Assert.Equal((Given.At("2026-03-02 12:00"), Given.At("2026-03-02 14:00")), (pass.TakenAt, pass.StartedAt));
        Assert.Equal((PassEnd.Completed, "acceptance", "marketing"), (pass.End, pass.After, pass.Department));
        Assert.Null(pass.BreachedAt);
        Assert.Equal(TimeSpan.FromHours(4), pass.Allowance);
        Assert.Equal([(StagePhase.Untaken, 3.0), (StagePhase.Taken, 2.0), (StagePhase.Working, 1.0)], Spent(story, "survey", TimeOwner.Utility));
    }

    [Fact]
    public void The_customers_time_is_the_customers_and_only_the_limit_over_all_time_passes()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(1).Do(new PauseStage("survey", "customer-answer", null), People.Surveyor)
            .Later(20).Do(new ResumeStage("survey", null), People.Surveyor).Later(1).Complete("survey").Later(1);

        var pass = Only(story, "survey");

        Assert.Equal((null, Given.At("2026-03-03 01:00")), (pass.BreachedAt, pass.ElapsedBreachedAt));
        Assert.Equal(2, pass.Company.Sum(c => c.Length.TotalHours));
        Assert.Equal(20, History(story).Time.Where(t => t is { Stage: "survey", Owner: TimeOwner.Customer }).Sum(t => t.During.Length.TotalHours));
    }

    [Fact]
    public void What_is_sent_back_is_passed_again_because_of_it()
    {
        var story = CaseStory.Submitted(TestProcesses.LinearWithScheme).GoOnTo("scheme").Later(2).SendBack("scheme", "survey").Later(5).Complete("survey").Later(1).Complete("scheme");

        var passes = History(story).Passes;

        Assert.Equal(
            [("acceptance", PassEnd.Completed, null), ("survey", PassEnd.Completed, null), ("scheme", PassEnd.SentBack, null), ("survey", PassEnd.Completed, new WayBack("scheme", "survey")), ("scheme", PassEnd.Completed, new WayBack("scheme", "survey"))],
            passes.Where(p => p.To is not null).Select(p => (p.Stage, p.End, p.Because)));
    }

    [Fact]
    public void An_inspection_that_is_asked_for_again_is_a_pass_of_its_own_and_waiting_for_the_request_is_none()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("completion-inspection").Later(5).Ask("completion-inspection").Later(2)
            .FindDefects("completion-inspection").Later(48).Ask("completion-inspection").Later(3).Complete("completion-inspection");

        var passes = History(story).Passes.Where(p => p.Stage == "completion-inspection").ToList();

        Assert.Equal([(2.0, PassEnd.Defects, false), (3.0, PassEnd.Completed, true)], passes.Select(p => ((p.To!.Value - p.From).TotalHours, p.End, p.AskedAgain)));
        Assert.Equal(53, History(story).Time.Where(t => t is { Stage: "completion-inspection", Owner: TimeOwner.Customer }).Sum(t => t.During.Length.TotalHours));
    }

    [Fact]
    public void A_scheme_that_is_handed_in_again_is_a_revision_and_the_week_counts_it_with_its_parts()
    {
        var remarks = new PartRemarks(["constructionBy", "files.drawing"], Guid.Empty);
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("confirmation").Later(1).Do(new SendBack("confirmation", "scheme") { Remarks = remarks }, Actor.Customer).Later(2);
        story.Complete("scheme").Later(1).Do(new SendBack("confirmation", "scheme"), Actor.Customer, "再改").Later(200).Complete("scheme");
        var week = new TimeWindow(Given.At("2026-03-02 00:00"), Given.At("2026-03-09 00:00"));

        var revisions = History(story).Revisions;
        var tally = new WeekTally(week);
        tally.Add(History(story), []);
        var schemes = tally.Figures().Schemes!;

        Assert.Equal([("constructionBy files.drawing", ""), ("", "")], revisions.Select(r => (string.Join(' ', r.Commented), string.Join(' ', r.Changed))));
        Assert.Equal([new TimesRevised(1, 1)], schemes.Times);
        Assert.Equal([new RevisedPart("constructionBy", 0, 1), new RevisedPart("files.drawing", 0, 1)], schemes.Parts);
        Assert.Equal(1, Assert.Single(schemes.Cases.Items).Hours);
    }

    [Fact]
    public void What_comes_later_is_not_looked_at()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(3).Complete("survey").Later(200).Complete("construction");
        CaseHistory? At(string until) => CaseHistory.Of(story.Commits.SelectMany(c => c), Processes, _ => Given.China, Given.At(until));

        Assert.Null(At("2026-03-02 09:00"));
        var early = At("2026-03-02 10:00")!;
        Assert.Equal(("survey", null, PassEnd.Open), (early.Passes[^1].Stage, early.Passes[^1].To, early.Passes[^1].End));
        Assert.Null(At("2026-03-03 11:59")!.Passes[^1].BreachedAt);
        Assert.Equal(Given.At("2026-03-03 12:00"), At("2026-03-05 00:00")!.Passes[^1].BreachedAt);
        Assert.Equal(Given.At("2026-03-04 09:00"), At("2026-03-05 00:00")!.Promise.BreachedAt);
        Assert.Null(At("2026-03-05 00:00")!.Promise.DoneAt);
    }

    [Fact]
    public void A_case_that_is_withdrawn_in_time_is_neither_kept_nor_late()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(3).Do(new WithdrawCase(), Actor.Customer).Later(1000);

        Assert.Equal(new PromiseFate(null, null, null), History(story).Promise);
        Assert.Equal(PassEnd.Cancelled, Only(story, "survey").End);
    }

    [Fact]
    public void Whatever_happens_no_hour_is_lost_twice_and_weeks_add_up() => Gen.Select(Gen.Int[0, TestProcesses.All.Length - 1], Gen.Int[0, 1000], RandomStory.Steps).Sample(
        (process, flavour, steps) =>
        {
            var story = RandomStory.Begin(TestProcesses.All[process], flavour);
            foreach (var step in steps)
            {
                story.Now = story.Now.AddMinutes(step.Minutes);
                var (command, by, reason) = RandomStory.Next(story, step, TestProcesses.All, Given.China);
                if (story.Try(command, by, reason).Error is null)
                    story.Do(command, by, reason);
            }

            Holds(story, new StallCause(story.State.Id, steps.Length % 2 == 0 ? "survey" : "construction", "no-crew", CaseStory.Monday.AddHours(steps.Length), null));
        },
        iter: 300, threads: 1);

    private static void Holds(CaseStory story, StallCause stall)
    {
        var end = story.State.ChangedAt.AddHours(1);
        var history = CaseHistory.Of(story.Commits.SelectMany(c => c), Processes, _ => Given.China, end)!;
        foreach (var stage in history.Passes.GroupBy(p => p.Stage))
        {
            Assert.All(stage.Zip(stage.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From, $"Two passes of {stage.Key} at once"));
            Assert.All(stage, p => Assert.All(p.Company, c => Assert.True(c.From >= p.From && c.To <= (p.To ?? end))));
            var whole = story.At(stage.Key).Time.Where(t => t.Owner != TimeOwner.Nobody).Sum(t => ((t.To ?? end) - t.From).TotalHours);
            var told = history.Time.Where(t => t.Stage == stage.Key).Sum(t => t.During.Length.TotalHours);
            Assert.True(Math.Abs(whole - told) < 1e-6 || (story.At(stage.Key).NotBefore is not null && told < whole), $"{stage.Key} lasted {whole} h and {told} h are told");
        }

        var (start, middle) = (CaseStory.Monday.AddDays(-1), CaseStory.Monday.AddTicks((end - CaseStory.Monday).Ticks / 2));
        var lost = Lost(start, end);
        Assert.True(lost.Values.Sum() <= history.Passes.Sum(p => p.Company.Sum(c => c.Length.TotalHours)) + 1e-6, "More is lost than there was");
        var (first, second) = (Lost(start, middle), Lost(middle, end));
        Assert.All(lost, l => Assert.Equal(l.Value, first.GetValueOrDefault(l.Key) + second.GetValueOrDefault(l.Key), 6));

        Dictionary<string, double> Lost(DateTimeOffset from, DateTimeOffset to) =>
            LostTime.Of(history, [stall], new TimeWindow(from, to)).ToDictionary(l => l.Key, l => l.Value.Hours);
    }

    private static Processes.ProcessDefinition Processes(Processes.ProcessKey key) => TestProcesses.All.Single(p => p.Key == key);

    private static CaseHistory History(CaseStory story) => CaseHistory.Of(story.Commits.SelectMany(c => c), Processes, _ => Given.China, story.Now.AddMinutes(1))!;

    private static StagePass Only(CaseStory story, string stage) => History(story).Passes.Single(p => p.Stage == stage);

    private static IEnumerable<(StagePhase, double)> Spent(CaseStory story, string stage, TimeOwner owner) =>
        History(story).Time.Where(t => t.Stage == stage && t.Owner == owner).Select(t => (t.Phase!.Value, t.During.Length.TotalHours));
}
