using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>Every story begins on Monday, 2 March 2026, at nine.</summary>
public sealed class CaseClocksTests
{
    [Fact]
    public void A_stage_is_due_its_limit_after_it_was_entered_and_later_by_its_pauses()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(1);
        Assert.Equal(Given.At("2026-03-03 01:00"), Clocks(story).Stage(story.Definition("survey"))!.DueAt);

        story.Do(new PauseStage("survey", "customer-answer", null), People.Surveyor).Later(5);
        Assert.Null(Clocks(story).Stage(story.Definition("survey"))!.DueAt);
        story.Do(new ResumeStage("survey", null), People.Surveyor);
        Assert.Equal(Given.At("2026-03-03 06:00"), Clocks(story).Stage(story.Definition("survey"))!.DueAt);
    }

    [Fact]
    public void A_stage_without_limit_or_never_entered_has_no_clock()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("design");

        Assert.Null(Clocks(story).Stage(story.Definition("design")));
        Assert.Null(Clocks(story).Stage(story.Definition("metering")));
    }

    [Fact]
    public void The_promise_counts_the_companys_time_and_shows_all_time_beside_it()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(2)
            .Do(new PauseStage("survey", "customer-answer", null), People.Surveyor).Later(10)
            .Do(new ResumeStage("survey", null), People.Surveyor).Later(3);
        var clocks = Clocks(story);
        var timeline = clocks.PromiseTimeline(clocks.Promise.Definition);

        Assert.Equal(TimeSpan.FromHours(5), clocks.Promise.Reading.Used);
        Assert.Equal(Given.At("2026-03-04 19:00"), clocks.Promise.Reading.DueAt);
        Assert.Equal(TimeSpan.FromHours(5), clocks.Used(timeline, LimitReading.Utility, LimitUnit.Hours));
        Assert.Equal(TimeSpan.FromHours(15), clocks.Used(timeline, LimitReading.Elapsed, LimitUnit.Hours));
    }

    [Fact]
    public void Two_sources_replace_the_promise_of_one()
    {
        Assert.Equal(["promise", "scheme-reply"], Promises(CaseStory.Submitted(TestProcesses.HighVoltage)));
        Assert.Equal(["promise-two-sources", "scheme-reply"], Promises(CaseStory.Submitted(TestProcesses.HighVoltage, CaseStory.Home with { Sources = 2 })));
    }

    [Fact]
    public void The_shorter_target_is_shown_once_it_is_known_that_no_line_is_built()
    {
        Assert.Equal(["promise"], Promises(CaseStory.Submitted(TestProcesses.Linear)));
        Assert.Equal(["promise"], Promises(CaseStory.Submitted(TestProcesses.Linear).Complete("survey")));
        Assert.Equal(["promise", "target"], Promises(CaseStory.Submitted(TestProcesses.Linear).Complete("survey", no: true)));
    }

    [Fact]
    public void A_promise_that_begins_with_a_stage_is_shown_when_that_stage_is_done()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("completion-inspection").Ask("completion-inspection");
        Assert.DoesNotContain("connect", Promises(story));

        story.Complete("completion-inspection").Later(3);
        var connect = Clocks(story).Promises.Single(p => p.Definition.Id == "connect");
        Assert.Equal(story.At("completion-inspection").FinishedAt, Clocks(story).PromiseTimeline(connect.Definition).Spans[^1].From);
        Assert.Equal(Given.At("2026-03-11 17:30"), connect.Reading.DueAt);

        story.GoOnTo("archive").Later(100);
        Assert.True(Clocks(story).Promises.Single(p => p.Definition.Id == "connect").Reading.Finished);
    }

    [Fact]
    public void A_promise_is_over_when_its_last_stage_is_done_and_goes_on_when_that_is_to_be_done_again()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("confirmation").Later(40);
        Assert.Equal((true, 3.0), (Reply().Finished, Reply().Used.TotalHours));

        story.SendBack("confirmation", "scheme").Later(1);
        Assert.Equal((false, 4.0), (Reply().Finished, Reply().Used.TotalHours));

        ClockReading Reply() => Clocks(story).Promises.Single(p => p.Definition.Id == "scheme-reply").Reading;
    }

    [Fact]
    public void Everything_at_one_instant_can_be_read()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Complete("survey").Complete("construction").Complete("energisation").Complete("archive");
        var clocks = Clocks(story);

        Assert.Equal((true, TimeSpan.Zero), (clocks.Promise.Reading.Finished, clocks.Promise.Reading.Used));
        Assert.True(clocks.Stage(story.Definition("survey"))!.Finished);
        Assert.Equal(CaseStory.Monday, clocks.ExpectedAt);
    }

    [Fact]
    public void A_promise_that_begins_and_ends_at_the_instant_of_the_archive_can_be_read()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("completion-inspection").Ask("completion-inspection").Complete("contract");
        foreach (var stage in (string[])["completion-inspection", "metering", "energisation", "archive"])
            story.Complete(stage);

        var connect = Clocks(story.Later(1)).Promises.Single(p => p.Definition.Id == "connect").Reading;
        Assert.Equal((true, TimeSpan.Zero), (connect.Finished, connect.Used));
    }

    [Fact]
    public void A_promise_until_a_stage_that_is_skipped_is_over_with_it()
    {
        var process = TestProcesses.Linear with
        {
            Promises = [.. TestProcesses.Linear.Promises, TestProcesses.Linear.Promises[0] with { Id = "trial-done", Until = "trial" }],
        };
        var story = CaseStory.Submitted(process).GoOnTo("energisation").Later(9);

        Assert.Equal((true, 2.0), (Reading().Finished, Reading().Used.TotalHours));

        ClockReading Reading() => Clocks(story).Promises.Single(p => p.Definition.Id == "trial-done").Reading;
    }

    [Fact]
    public void Each_request_starts_the_clock_of_the_inspection_and_its_own_day_does_not_count()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("completion-inspection");
        story.Now = Given.At("2026-03-09 08:00");
        Assert.Null(Reading().DueAt);
        Assert.False(Reading().Running);

        story.Ask("completion-inspection");
        Assert.Equal(Given.At("2026-03-12 17:30"), Reading().DueAt);

        story.Now = Given.At("2026-03-11 08:00");
        story.FindDefects("completion-inspection");
        Assert.Null(Reading().DueAt);

        story.Now = Given.At("2026-03-16 08:00");
        story.Ask("completion-inspection");
        Assert.Equal(Given.At("2026-03-19 17:30"), Reading().DueAt);
        Assert.Equal(2, story.At("completion-inspection").Occurrence);

        ClockReading Reading() => Clocks(story).Stage(story.Definition("completion-inspection"))!;
    }

    [Fact]
    public void The_clock_of_the_follow_up_begins_when_it_may_be_made()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnToTheEnd();
        var from = story.State.EnergisedAt!.Value.AddDays(7);

        Assert.Equal(from.AddHours(24), Clocks(story).Stage(story.Definition("follow-up"))!.DueAt);
        Assert.Equal(TimeSpan.Zero, Clocks(story).Stage(story.Definition("follow-up"))!.Used);
        Assert.Equal(from.AddHours(24), Clocks(story).Expected("follow-up"));
        story.Now = from.AddHours(2);
        Assert.Equal(TimeSpan.FromHours(2), Clocks(story).Stage(story.Definition("follow-up"))!.Used);
    }

    [Fact]
    public void The_power_is_expected_after_what_is_left_of_the_longest_path()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel);
        Assert.Equal(CaseStory.Monday.AddHours(0.5 + 4 + 1 + 12 + 1 + 2), Clocks(story).ExpectedAt);

        story.Complete("acceptance").Later(1).Complete("survey").Complete("standby").Later(2);
        Assert.Equal(story.Now.AddHours(1 + 1 + 12 + 1 + 2), Clocks(story).ExpectedAt);
        Assert.Equal(story.Now.AddHours(1 + 1), Clocks(story).Expected("scheme"));

        story.Later(100);
        Assert.Equal(story.Now, Clocks(story).Expected("temporary-supply-plan"));
        Assert.Equal(story.Now.AddHours(1 + 12 + 1 + 2), Clocks(story).ExpectedAt);
    }

    [Fact]
    public void Somebody_elses_time_puts_off_what_is_expected()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(6).Do(new PauseStage("survey", "road-permit", null), People.Surveyor).Later(48);

        Assert.Equal(story.Now.AddHours(10 + 24 + 4), Clocks(story).ExpectedAt);
    }

    [Fact]
    public void Works_are_expected_to_last_as_long_as_the_inspection_inside_them()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("construction");
        story.Now = Given.At("2026-03-09 08:00");

        Assert.Equal(Given.At("2026-03-12 17:30"), Clocks(story).Expected("intermediate-inspection"));
        Assert.Equal(Given.At("2026-03-12 17:30"), Clocks(story).Expected("construction"));
        Assert.Equal(Given.At("2026-03-17 17:30"), Clocks(story).Expected("completion-inspection"));
    }

    [Fact]
    public void What_is_done_was_expected_when_it_was_done_and_what_does_not_come_is_not_expected()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("archive").Later(50);
        Assert.Equal(story.State.EnergisedAt, Clocks(story).ExpectedAt);
        Assert.Null(Clocks(story).Expected("trial"));

        Assert.Null(Clocks(CaseStory.Submitted(TestProcesses.Linear).Do(new WithdrawCase(), Actor.Customer)).ExpectedAt);
    }

    [Fact]
    public void A_machine_clock_that_runs_back_does_not_undo_what_was_read()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(3).Complete("survey").Later(-10);

        Assert.True(Clocks(story).Stage(story.Definition("survey"))!.Finished);
        Assert.Equal(TimeSpan.FromHours(3), Clocks(story).Promise.Reading.Used);
    }

    private static CaseClocks Clocks(CaseStory story) => new(story.State, story.Process, Given.China, story.Now);

    private static IEnumerable<string> Promises(CaseStory story) => Clocks(story).Promises.Select(p => p.Definition.Id);
}
