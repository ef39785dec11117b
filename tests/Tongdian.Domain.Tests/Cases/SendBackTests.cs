using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class SendBackTests
{
    [Fact]
    public void Going_back_keeps_what_was_entered_and_who_did_it_and_resets_everything_after()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).GoOnTo("construction");
        var entered = story.At("survey").Entry;

        story.SendBack("construction", "survey");

        Assert.Equal(StageStatus.Open, story.At("survey").Status);
        Assert.Equal((entered, "surveyor", 2), (story.At("survey").Entry, story.At("survey").Assignee, story.At("survey").Occurrence));
        Assert.Equal(StageStatus.Pending, story.At("scheme").Status);
        Assert.Equal(StageStatus.Pending, story.At("construction").Status);
        Assert.NotNull(story.At("scheme").Entry);
        Assert.Equal(StageStatus.Completed, story.At("standby").Status);
        Assert.Equal(StageStatus.Completed, story.At("acceptance").Status);
        Assert.Equal("照片看不清，请补拍", story.Commits[^1][0].Reason);
    }

    [Fact]
    public void The_clock_of_a_stage_entered_again_continues_and_the_time_between_is_nobodys()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(3).Complete("survey").Later(5).SendBack("construction", "survey").Later(2);

        Assert.Equal(
            [(TimeOwner.Utility, 3.0), (TimeOwner.Nobody, 5.0), (TimeOwner.Utility, null)],
            story.At("survey").Time.Select(s => (s.Owner, (s.To - s.From)?.TotalHours)));
        Assert.Equal((TimeOwner.Nobody, null), (story.At("construction").Time[^1].Owner, story.At("construction").Time[^1].To));
        var clocks = new CaseClocks(story.State, story.Process, Clocks.Given.China, story.Now);
        Assert.Equal(TimeSpan.FromHours(5), clocks.Stage(story.Definition("survey"))!.Used);
        Assert.False(clocks.Stage(story.Definition("construction"))!.Running);
        Assert.False(clocks.Stage(story.Definition("construction"))!.Finished);
    }

    [Fact]
    public void Going_back_needs_a_reason_and_somebody_who_has_the_stage_or_steers()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Complete("survey");

        Assert.Equal("case.reason-missing", story.Refused(new SendBack("construction", "survey"), People.Crew, "  "));
        Assert.Equal("case.not-allowed", story.Refused(new SendBack("construction", "survey"), People.Surveyor, "why"));
        Assert.Null(story.Refused(new SendBack("construction", "survey"), People.Crew, "why"));
        Assert.Null(story.Refused(new SendBack("construction", "survey"), People.Coordinator, "why"));
    }

    [Theory]
    [InlineData("construction")]
    [InlineData("energisation")]
    [InlineData("trial")]
    [InlineData("painting")]
    public void Nothing_goes_back_to_itself_or_forward_or_to_what_was_never_done(string to) =>
        Assert.Equal(
            "stage.cannot-send-back",
            CaseStory.Submitted(TestProcesses.Linear).Complete("survey").Refused(new SendBack("construction", to), People.Crew, "why"));

    [Fact]
    public void Nothing_goes_back_to_what_runs_beside_it()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).Complete("acceptance").Complete("standby");

        Assert.Equal("stage.cannot-send-back", story.Refused(new SendBack("survey", "standby"), People.Surveyor, "why"));
    }

    [Fact]
    public void Nothing_goes_back_behind_the_power_that_is_on()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).GoOnTo("archive");

        Assert.Equal("stage.cannot-send-back", story.Refused(new SendBack("archive", "construction"), People.Clerk, "why"));
        Assert.Equal("stage.cannot-send-back", story.Refused(new SendBack("archive", "energisation"), People.Clerk, "why"));

        story.SendBack("archive", "contract").Complete("contract").Complete("archive");
        Assert.Equal(CaseStatus.Archived, story.State.Status);
        Assert.Equal("stage.cannot-send-back", story.Refused(new SendBack("follow-up", "contract"), People.Agent, "why"));
    }

    [Fact]
    public void A_case_that_goes_back_to_its_acceptance_is_accepted_once()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).GoOnTo("scheme").SendBack("scheme", "acceptance").Complete("acceptance");

        Assert.Single(story.Events.OfType<CaseAccepted>());
        Assert.Equal(2, story.Events.Count(e => e is StageEntered { Stage: "survey" }));
    }

    [Fact]
    public void Going_back_closes_the_pauses_of_what_is_to_be_done_again()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).Complete("acceptance")
            .Do(new PauseStage("survey", "weather", null), People.Surveyor)
            .SendBack("standby", "acceptance").Complete("acceptance");

        Assert.Empty(story.At("survey").Pauses);
        Assert.Null(story.At("survey").Time[^1].Reason);
    }

    [Fact]
    public void Going_back_into_a_finished_stage_opens_that_stage_again()
    {
        var story = CaseStory.Submitted(TestProcesses.BackInside).GoOnTo("metering").FindDefects("metering");

        Assert.Equal(StageStatus.Open, story.At("construction").Status);
        Assert.Equal(StageStatus.AwaitingRequest, story.At("intermediate-inspection").Status);
        Assert.Equal(StageStatus.Pending, story.At("metering").Status);
        Assert.Equal(CaseStatus.Archived, story.GoOnToTheEnd().State.Status);
    }

    [Fact]
    public void A_process_whose_defects_would_undo_the_power_on_is_refused()
    {
        var archive = TestProcesses.HighVoltage.Stages.Single(s => s.Id == "archive");
        var undoing = TestProcesses.HighVoltage with
        {
            Stages = TestProcesses.HighVoltage.Stages.Replace(archive, archive with
            {
                OnDefects = "construction", Fields = TestProcesses.HighVoltage.Stage("completion-inspection")!.Fields,
            }),
        };

        Assert.Equal(["defects-after-power-on"], ProcessRules.Check(undoing).Select(f => f.Rule));
    }
}
