using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class StageFlowTests
{
    [Fact]
    public void Stages_side_by_side_open_together_and_their_join_once_when_the_last_is_done()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).Complete("acceptance");
        Assert.Equal(["survey", "standby", "temporary-supply-plan"], story.Last.OfType<StageEntered>().Select(e => e.Stage));

        story.Complete("temporary-supply-plan").Complete("survey");
        Assert.Equal(StageStatus.Pending, story.At("scheme").Status);
        story.Complete("standby").GoOnToTheEnd();

        Assert.Single(story.Events, e => e is StageEntered { Stage: "scheme" });
    }

    [Fact]
    public void A_join_is_entered_again_only_after_going_back()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).GoOnTo("scheme").SendBack("scheme", "standby").Complete("standby");

        Assert.Equal(2, story.Events.Count(e => e is StageEntered { Stage: "scheme" }));
        Assert.Equal(2, story.At("scheme").Occurrence);
    }

    [Fact]
    public void Drawings_with_defects_go_back_to_the_customer_until_none_is_left()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("design-review").FindDefects("design-review");

        Assert.Equal((StageStatus.Open, StageStatus.Pending, 1), (story.At("design").Status, story.At("design-review").Status, story.At("design-review").Rejections));
        Assert.Equal("design", story.Last.OfType<DefectsFound>().Single().To);
        Assert.NotNull(story.At("design").Entry);
        Assert.Equal(TimeOwner.Customer, story.State.Time[^1].Owner);

        story.Later(30).Complete("design").Later(1).Complete("design-review");
        Assert.Equal(StageStatus.Open, story.At("construction").Status);
        Assert.Equal(2, story.At("design-review").Occurrence);
        Assert.Equal(1, story.At("design-review").Rejections);
    }

    [Fact]
    public void An_inspection_waits_for_its_request_and_after_defects_for_the_rectification()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("completion-inspection");
        var rectified = FilledForm.File(story.Process.Documents[0], 9);
        Assert.Equal("stage.awaits-request", story.Refused(story.Filled("completion-inspection"), People.Inspector));
        Assert.Equal("stage.awaits-request", story.Refused(new StartStage("completion-inspection"), People.Inspector));
        Assert.Equal("stage.awaits-request", story.Refused(new PauseStage("completion-inspection", "weather", null), People.Inspector));
        Assert.Equal("case.not-allowed", story.Refused(new RequestStage("completion-inspection", null, []), People.Inspector));

        story.Later(5).Ask("completion-inspection");
        Assert.Equal((StageStatus.Open, story.Now), (story.At("completion-inspection").Status, story.At("completion-inspection").RequestedAt));
        Assert.Equal("stage.not-awaiting-request", story.Refused(new RequestStage("completion-inspection", null, []), Actor.Customer));

        story.FindDefects("completion-inspection");
        Assert.Equal((StageStatus.AwaitingRequest, 1), (story.At("completion-inspection").Status, story.At("completion-inspection").Rejections));
        Assert.Equal(StageStatus.Completed, story.At("construction").Status);
        Assert.DoesNotContain(story.Events, e => e is StageSentBack);

        story.Later(5).Ask("completion-inspection", rectified).Complete("completion-inspection");
        Assert.Equal([rectified], story.At("completion-inspection").Requested);
        Assert.Equal((StageStatus.Completed, 2), (story.At("completion-inspection").Status, story.At("completion-inspection").Occurrence));
        Assert.Equal(StageStatus.Open, story.At("metering").Status);
    }

    [Fact]
    public void A_stage_is_not_finished_before_the_inspection_inside_it()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("construction");

        Assert.Equal(StageStatus.AwaitingRequest, story.At("intermediate-inspection").Status);
        Assert.Equal("stage.inner-open", story.Refused(story.Filled("construction"), People.Crew));
        story.Ask("intermediate-inspection").FindDefects("intermediate-inspection");
        Assert.Equal("stage.inner-open", story.Refused(story.Filled("construction"), People.Crew));
        story.Ask("intermediate-inspection").Complete("intermediate-inspection").Complete("construction");
    }

    [Fact]
    public void Works_that_hide_nothing_need_no_inspection_inside_them()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("design-review").Complete("design-review", no: true);

        Assert.Equal(StageStatus.Skipped, story.At("intermediate-inspection").Status);
        Assert.Equal(StageStatus.Completed, story.Complete("construction").At("construction").Status);
    }

    [Fact]
    public void The_works_are_the_customers_time_unless_the_company_builds()
    {
        Assert.Equal(TimeOwner.Customer, Building(no: false));
        Assert.Equal(TimeOwner.Utility, Building(no: true));

        static TimeOwner Building(bool no) =>
            CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("scheme").Complete("scheme", no: no).GoOnTo("construction").At("construction").Owner;
    }

    [Fact]
    public void A_stage_beside_the_path_does_not_decide_whose_time_it_is_while_another_is_open()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("design");
        Assert.Equal(TimeOwner.Utility, story.At("contract").Time[^1].Owner);
        Assert.Equal(TimeOwner.Customer, story.State.Time[^1].Owner);

        story.GoOnTo("metering").Complete("metering");
        Assert.True(story.At("contract").Status.IsOpen());
        Assert.Equal(TimeOwner.Utility, story.State.Time[^1].Owner);
        story.Do(new PauseStage("contract", "customer-answer", null), People.Coordinator);
        Assert.Equal((TimeOwner.Customer, "customer-answer"), (story.State.Time[^1].Owner, story.State.Time[^1].Reason));
    }

    [Fact]
    public void The_company_has_the_time_while_it_has_any_open_stage()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).Complete("acceptance");

        story.Do(new PauseStage("survey", "customer-answer", null), People.Surveyor).Do(new PauseStage("standby", "weather", null), People.Crew);
        Assert.Equal(TimeOwner.Utility, story.State.Time[^1].Owner);
        story.Later(1).Complete("temporary-supply-plan");
        Assert.Equal((TimeOwner.Customer, "customer-answer"), (story.State.Time[^1].Owner, story.State.Time[^1].Reason));
    }

    [Fact]
    public void The_power_comes_on_once_and_then_the_case_is_archived()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("archive");
        Assert.Equal((CaseStatus.Energised, story.Now), (story.State.Status, story.State.EnergisedAt));
        Assert.Equal("stage.not-open", story.Refused(story.Filled("energisation"), People.Installer));

        story.Later(1).Complete("archive");
        Assert.Equal((CaseStatus.Archived, story.Now, story.Now), (story.State.Status, story.State.ClosedAt, story.State.Time[^1].To));
        Assert.Single(story.Events.OfType<CaseEnergised>());
    }

    [Fact]
    public void The_follow_up_is_not_made_before_a_week_has_passed()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("archive");
        var on = story.State.EnergisedAt!.Value;

        story.Now = on.AddDays(7).AddTicks(-1);
        var early = story.Try(story.Filled("follow-up"), People.Agent).Error!;
        Assert.Equal("stage.too-early", early.Code);
        Assert.Equal(on.AddDays(7).ToString("O"), early.Values["notBefore"]);

        story.Now = on.AddDays(7);
        story.Complete("follow-up");
    }

    [Fact]
    public void After_the_archive_the_follow_up_is_done_and_nothing_else()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnToTheEnd().Later(24 * 8);
        foreach (var stage in story.Process.Stages.Where(s => !s.AfterArchive))
            Assert.Equal("case.not-in-this-state", story.Refused(new StartStage(stage.Id), People.For(stage)));
        CaseCommand[] closed =
        [
            new WithdrawCase(), new RejectCase(), new AddDocument(FilledForm.File(story.Process.Documents[2])),
            new AmendCase(["phone"], CaseStory.Somebody(2), null, story.Process.Key, story.Process.Key), new ReassignProcess(TestProcesses.Parallel),
            new MergeInto(new CaseId(Guid.Empty), story.State.Number), new TakeDuplicate(new CaseId(Guid.Empty), story.State.Number),
        ];
        Assert.All(closed, c => Assert.Equal("case.not-in-this-state", story.Refused(c, Actor.System, "why")));

        story.Do(new ClaimStage("follow-up"), People.Agent).Complete("follow-up");
        Assert.Equal((CaseStatus.Archived, StageStatus.Completed), (story.State.Status, story.At("follow-up").Status));
        Assert.Equal("stage.not-open", story.Refused(story.Filled("follow-up"), People.Agent));
    }

    [Fact]
    public void What_follows_the_follow_up_comes_after_the_archive_too()
    {
        var process = TestProcesses.Linear with
        {
            Stages = [.. TestProcesses.Linear.Stages, TestProcesses.Stage("thanks", Roles.CustomerServiceAgent, "follow-up") with { AfterArchive = true }],
        };
        var story = CaseStory.Submitted(process).GoOnToTheEnd().Later(24 * 8).Complete("follow-up").Complete("thanks");

        Assert.Equal((CaseStatus.Archived, StageStatus.Completed), (story.State.Status, story.At("thanks").Status));
    }

    [Fact]
    public void A_machine_clock_that_runs_back_turns_no_time_around()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).Later(-5).Complete("acceptance").Later(1).Complete("survey");

        Assert.All([story.At("acceptance").FinishedAt, story.At("survey").EnteredAt, story.At("survey").FinishedAt], at => Assert.Equal(CaseStory.Monday, at));
        Assert.Equal(CaseStory.Monday.AddHours(-4), story.Commits[^1][0].At);
        Assert.Equal(CaseStory.Monday, story.State.ChangedAt);
        CaseInvariants.Hold(story.Later(9).GoOnToTheEnd());
    }
}
