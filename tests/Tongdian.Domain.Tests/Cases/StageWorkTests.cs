using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class StageWorkTests
{
    private readonly CaseStory surveying = CaseStory.Submitted(TestProcesses.Linear).Later(1);

    [Fact]
    public void Who_takes_a_stage_has_it()
    {
        surveying.Do(new ClaimStage("survey"), People.Surveyor);

        Assert.Equal("surveyor", surveying.At("survey").Assignee);
        Assert.Equal(StageStatus.Open, surveying.At("survey").Status);
        Assert.Equal("stage.assigned-to-other", surveying.Refused(new ClaimStage("survey"), People.OtherSurveyor));
    }

    [Fact]
    public void Only_role_and_department_of_a_stage_take_it()
    {
        Assert.Equal("case.not-allowed", surveying.Refused(new ClaimStage("survey"), People.Crew));
        Assert.Equal("case.not-allowed", surveying.Refused(new ClaimStage("survey"), People.ForeignSurveyor));
        Assert.Equal("case.not-allowed", surveying.Refused(new ClaimStage("survey"), Actor.Customer));
        Assert.Equal("case.not-allowed", surveying.Refused(new ClaimStage("survey"), Actor.System));
        Assert.Equal("case.not-allowed", surveying.Refused(new ClaimStage("survey"), People.Coordinator));
    }

    [Fact]
    public void A_coordinator_gives_a_stage_to_somebody_who_fits()
    {
        Assert.Equal("case.not-allowed", surveying.Refused(new AssignStage("survey", People.Surveyor.AsColleague()), People.Surveyor));
        Assert.Equal("stage.assignee-does-not-fit", surveying.Refused(new AssignStage("survey", People.Crew.AsColleague()), People.Coordinator));
        Assert.Equal("stage.assignee-does-not-fit", surveying.Refused(new AssignStage("survey", People.ForeignSurveyor.AsColleague()), People.Coordinator));

        surveying.Do(new AssignStage("survey", People.Surveyor.AsColleague()), People.Coordinator);
        Assert.Equal("surveyor", surveying.At("survey").Assignee);
        surveying.Do(new AssignStage("survey", People.OtherSurveyor.AsColleague()), People.Coordinator);
        Assert.Equal("surveyor-2", surveying.At("survey").Assignee);
    }

    [Fact]
    public void A_stage_goes_back_to_the_pool_by_who_has_it_or_a_coordinator()
    {
        Assert.Equal("stage.not-assigned", surveying.Refused(new ReleaseStage("survey"), People.Surveyor));
        surveying.Do(new StartStage("survey"), People.Surveyor);
        Assert.Equal("case.not-allowed", surveying.Refused(new ReleaseStage("survey"), People.OtherSurveyor));

        surveying.Do(new ReleaseStage("survey"), People.Surveyor);
        Assert.Equal((StageStatus.Open, null, null), (surveying.At("survey").Status, surveying.At("survey").Assignee, surveying.At("survey").StartedAt));

        surveying.Do(new ClaimStage("survey"), People.OtherSurveyor).Do(new ReleaseStage("survey"), People.Coordinator);
        Assert.Null(surveying.At("survey").Assignee);
    }

    [Fact]
    public void An_inspection_that_waits_for_its_request_can_be_taken_and_let_go()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("completion-inspection")
            .Do(new ClaimStage("completion-inspection"), People.Inspector)
            .Do(new ReleaseStage("completion-inspection"), People.Inspector);

        Assert.Equal((StageStatus.AwaitingRequest, null), (story.At("completion-inspection").Status, story.At("completion-inspection").Assignee));
    }

    [Fact]
    public void Who_starts_a_stage_has_it()
    {
        surveying.Do(new StartStage("survey"), People.Surveyor);

        Assert.Equal((StageStatus.Started, "surveyor"), (surveying.At("survey").Status, surveying.At("survey").Assignee));
        Assert.Equal(surveying.Now, surveying.At("survey").StartedAt);
        Assert.Equal("stage.already-started", surveying.Refused(new StartStage("survey"), People.Surveyor));
        Assert.Equal("stage.assigned-to-other", surveying.Refused(new StartStage("survey"), People.OtherSurveyor));
    }

    [Fact]
    public void Nobody_works_on_a_stage_of_somebody_else()
    {
        surveying.Do(new ClaimStage("survey"), People.Surveyor);

        Assert.Equal("stage.assigned-to-other", surveying.Refused(surveying.Filled("survey"), People.OtherSurveyor));
        Assert.Equal("stage.assigned-to-other", surveying.Refused(new SaveDraft("survey", Submission.Empty, null), People.OtherSurveyor));
        Assert.Equal("stage.assigned-to-other", surveying.Refused(new SendBack("survey", "acceptance"), People.OtherSurveyor, "why"));
        Assert.Equal("case.not-allowed", surveying.Refused(surveying.Filled("survey"), People.Clerk));
        Assert.Equal("case.not-allowed", surveying.Refused(surveying.Filled("survey"), People.Coordinator));
        Assert.Equal("case.not-allowed", surveying.Refused(surveying.Filled("survey"), Actor.Customer));
    }

    [Fact]
    public void A_draft_is_kept_though_things_are_missing_but_not_when_something_is_wrong()
    {
        var half = new SaveDraft("survey", Fields("""{"contact": "13800000000", "lineWorks": true}"""), Guid.NewGuid());
        surveying.Do(half, People.Surveyor);

        var entry = surveying.At("survey").Entry!;
        Assert.Equal(["lineWorks"], entry.Fields.Keys);
        Assert.Equal(half.Sealed, entry.Sealed);
        Assert.Equal(StageStatus.Open, surveying.At("survey").Status);
        Assert.Equal("stage.form-invalid", surveying.Refused(new SaveDraft("survey", Fields("""{"lineWorks": "maybe"}"""), null), People.Surveyor));
        Assert.Equal("stage.form-invalid", surveying.Refused(new SaveDraft("survey", Fields("""{"colour": "red"}"""), null), People.Surveyor));
    }

    [Fact]
    public void A_stage_is_not_done_by_an_empty_form()
    {
        var refused = surveying.Try(new CompleteStage("survey", Submission.Empty, null), People.Surveyor).Error!;

        Assert.Equal("stage.form-invalid", refused.Code);
        Assert.Equal(["fields.contact", "fields.lineWorks", "fields.neighbours"], refused.Fields.Select(f => f.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_finished_stage_keeps_its_form_without_what_is_personal_and_opens_the_next()
    {
        surveying.Complete("survey");

        var survey = surveying.At("survey");
        Assert.Equal((StageStatus.Completed, "surveyor"), (survey.Status, survey.Assignee));
        Assert.Equal(["lineWorks"], survey.Entry!.Fields.Keys);
        Assert.NotNull(survey.Entry.Sealed);
        Assert.Equal((surveying.Now, surveying.Now), (survey.StartedAt, survey.FinishedAt));
        Assert.Equal(StageStatus.Open, surveying.At("construction").Status);
        Assert.Null(surveying.State.Fact("survey.contact"));
        Assert.Equal(JsonValueKind.True, surveying.State.Fact("survey.lineWorks")!.Value.ValueKind);
    }

    [Fact]
    public void What_is_kept_is_in_the_same_order_on_every_machine_also_when_read_back()
    {
        // A dictionary of people would put the small letter, and the word without its hyphen, first.
        string[] ids = ["B-part", "Ba", "a"];
        var process = TestProcesses.Linear with
        {
            Stages =
            [
                .. TestProcesses.Linear.Stages.Select(s => s.Id == "survey" ? s with { Fields = [.. ids.Select(id => TestProcesses.Field(id, FieldType.Boolean))] } : s),
                TestProcesses.Stage("Audit", Roles.Auditor),
            ],
        };
        var story = CaseStory.Submitted(process).Complete("survey");
        var read = CaseText.Case(CaseText.Of(story.State));

        Assert.All([story.State, read], c => Assert.Equal(ids, c.Stage("survey").Entry!.Fields.Keys));
        Assert.All([story.State, read], c => Assert.Equal(c.Stages.Keys.Order(StringComparer.Ordinal), c.Stages.Keys));
    }

    [Fact]
    public void A_stage_is_skipped_when_its_condition_does_not_hold()
    {
        Assert.Equal(StageStatus.Skipped, CaseStory.Submitted(TestProcesses.Linear).Complete("survey").Complete("construction").At("trial").Status);
        Assert.Equal(StageStatus.Open, CaseStory.Submitted(TestProcesses.Linear).Complete("survey", no: true).Complete("construction").At("trial").Status);
    }

    [Fact]
    public void A_stage_before_its_turn_or_after_it_or_of_no_process_is_refused()
    {
        Assert.Equal("stage.not-open", surveying.Refused(new StartStage("construction"), People.Crew));
        Assert.Equal("stage.not-open", surveying.Refused(surveying.Filled("acceptance"), People.Clerk));
        Assert.Equal("stage.unknown", surveying.Refused(new StartStage("painting"), People.Crew));
    }

    [Fact]
    public void The_counter_may_do_the_customers_part_for_them_but_not_the_crew()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("confirmation");

        Assert.Equal("case.not-allowed", story.Refused(story.Filled("confirmation"), People.Crew));
        Assert.Equal(StageStatus.Completed, story.Complete("confirmation", People.Agent).At("confirmation").Status);
        Assert.Equal("customer-service-agent", story.At("confirmation").Assignee);
        Assert.Null(story.Complete("design", Actor.Customer).At("design").Assignee);
    }

    [Fact]
    public void A_command_that_is_decided_under_another_process_is_a_mistake_of_the_program() =>
        Assert.Throws<ArgumentException>(() =>
            surveying.State.Decide(TestProcesses.Parallel, new WithdrawCase(), new OperationContext(Actor.Customer, CaseStory.Monday)));

    private static Submission Fields(string json) => Submission.Empty with
    {
        Fields = Submission.Empty.Fields.SetItems(JsonElement.Parse(json).EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value))),
    };
}
