using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>Changing the request, ending it early, joining two, and going on under another process.</summary>
public sealed class SteeringTests
{
    private static readonly CaseNumber Other = CaseNumber.Make(new DateOnly(2026, 3, 1), 7);
    private static readonly CaseId OtherId = new(new Guid(9, 9, 9, new byte[8]));

    private readonly CaseStory surveying = CaseStory.Submitted(TestProcesses.Linear).Later(1);

    [Fact]
    public void The_customer_changes_the_telephone_at_any_time_until_the_case_is_closed()
    {
        var moved = CaseStory.Somebody(2);
        var amend = new AmendCase(["phone"], moved, null, surveying.Process.Key, surveying.Process.Key);

        Assert.Equal("case.not-allowed", surveying.Refused(amend, People.Crew));
        Assert.Equal(moved, surveying.GoOnTo("archive").Do(amend, People.Agent).State.Customer);
        Assert.Equal(CaseStory.Home, surveying.State.Facts);
        Assert.Equal("case.not-in-this-state", surveying.Complete("archive").Refused(amend, Actor.Customer));
    }

    [Fact]
    public void The_request_itself_changes_until_the_survey_is_done()
    {
        var more = CaseStory.Home with { CapacityKw = 12 };

        Assert.Equal(12, surveying.Do(Amend(more), Actor.Customer).State.Facts.CapacityKw);
        surveying.Complete("survey");
        Assert.Equal("case.too-late-to-amend", surveying.Refused(Amend(more with { CapacityKw = 13 }), Actor.Customer));
        Assert.Null(surveying.Refused(Amend(more), Actor.Customer));
        surveying.SendBack("construction", "survey").Do(Amend(more with { CapacityKw = 13 }), Actor.Customer);
    }

    [Fact]
    public void A_survey_that_was_skipped_is_as_good_as_done()
    {
        var process = TestProcesses.Linear with
        {
            Stages = [.. TestProcesses.Linear.Stages.Select(s => s.Id == "survey" ? s with { When = [new("case.sources", Comparison.AtLeast, "2")] } : s)],
        };

        Assert.Equal("case.too-late-to-amend", CaseStory.Submitted(process).Refused(Amend(CaseStory.Home with { CapacityKw = 12 }), Actor.Customer));
    }

    [Fact]
    public void A_change_that_would_choose_another_process_is_for_a_coordinator()
    {
        var bigger = CaseStory.Home with { CapacityKw = 500, Voltage = "high" };

        Assert.Equal(
            "case.amendment-changes-process",
            surveying.Refused(Amend(bigger) with { Chosen = TestProcesses.HighVoltage.Key }, Actor.Customer));
        Assert.Null(surveying.Refused(Amend(bigger) with { Chosen = TestProcesses.HighVoltage.Key, ChosenBefore = TestProcesses.HighVoltage.Key }, Actor.Customer));
    }

    [Fact]
    public void Nothing_is_no_change()
    {
        Assert.Equal("case.nothing-to-change", surveying.Refused(Amend(CaseStory.Home) with { Changed = [] }, Actor.Customer));
        Assert.Equal("case.nothing-to-change", surveying.Refused(Amend(CaseStory.Home) with { Facts = null }, Actor.Customer));
    }

    [Fact]
    public void A_document_is_added_by_the_customer_and_only_as_many_as_are_wanted()
    {
        var identity = FilledForm.File(surveying.Process.Documents[0], 2);

        Assert.Equal("case.not-allowed", surveying.Refused(new AddDocument(identity), People.Crew));
        surveying.Do(new AddDocument(identity), Actor.Customer);
        Assert.Equal(2, surveying.State.Documents.Length);
        Assert.Equal("case.document-not-wanted", surveying.Refused(new AddDocument(identity), Actor.Customer));
        Assert.Equal("case.document-not-wanted", surveying.Refused(new AddDocument(identity with { Kind = "diploma" }), Actor.Customer));
    }

    [Fact]
    public void The_customer_withdraws_until_the_power_is_on()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel).Complete("acceptance").Complete("survey");
        Assert.Equal("case.not-allowed", story.Refused(new WithdrawCase(), People.Crew));

        story.Later(1).SendBack("standby", "acceptance").Later(1).Do(new WithdrawCase(), Actor.Customer);

        Assert.Equal((CaseStatus.Withdrawn, story.Now), (story.State.Status, story.State.ClosedAt));
        Assert.Equal((StageStatus.Cancelled, StageStatus.Pending), (story.At("acceptance").Status, story.At("survey").Status));
        Assert.All([story.State.Time, story.At("acceptance").Time, story.At("survey").Time], time => Assert.Equal(story.Now, time[^1].To));
        Assert.Equal("case.not-in-this-state", story.Refused(new StartStage("acceptance"), People.Clerk));
        Assert.Equal("case.not-in-this-state", CaseStory.Submitted(TestProcesses.Linear).GoOnTo("archive").Refused(new WithdrawCase(), Actor.Customer));
    }

    [Fact]
    public void A_case_is_rejected_with_a_reason_by_the_counter_before_acceptance_and_later_by_those_who_steer()
    {
        var waiting = CaseStory.Submitted(TestProcesses.Parallel);
        Assert.Equal("case.reason-missing", waiting.Refused(new RejectCase(), People.Clerk, " "));
        Assert.Equal("case.not-allowed", waiting.Refused(new RejectCase(), People.Surveyor, "why"));
        Assert.Equal("case.not-allowed", waiting.Refused(new RejectCase(), Actor.Customer, "why"));
        Assert.Equal("case.not-allowed", surveying.Refused(new RejectCase(), People.Clerk, "why"));

        Assert.Equal(CaseStatus.Rejected, waiting.Do(new RejectCase(), People.Clerk, "地址不在本区域").State.Status);
        Assert.Equal(CaseStatus.Rejected, surveying.Do(new RejectCase(), People.Coordinator, "why").State.Status);
    }

    [Fact]
    public void A_duplicate_goes_on_as_another_case_which_knows_of_it()
    {
        Assert.Equal("case.not-allowed", surveying.Refused(new MergeInto(OtherId, Other), People.Crew));
        Assert.Equal("case.not-allowed", surveying.Refused(new TakeDuplicate(OtherId, Other), People.Crew));
        Assert.Equal("case.not-allowed", surveying.Refused(new MergeInto(OtherId, Other), Actor.Customer));
        Assert.Equal("case.merge-into-self", surveying.Refused(new MergeInto(surveying.State.Id, Other), People.Clerk));
        Assert.Equal("case.merge-into-self", surveying.Refused(new TakeDuplicate(surveying.State.Id, Other), People.Clerk));

        Assert.Equal([Other], surveying.Do(new TakeDuplicate(OtherId, Other), People.Clerk).State.Duplicates);
        surveying.Do(new MergeInto(OtherId, Other), People.Agent);

        Assert.Equal((CaseStatus.Merged, Other), (surveying.State.Status, surveying.State.MergedInto));
        Assert.Equal(StageStatus.Cancelled, surveying.At("survey").Status);
        Assert.Equal(TimeSpan.FromHours(1), surveying.At("survey").Time.Single().To - surveying.State.SubmittedAt);
    }

    [Fact]
    public void Another_process_needs_a_reason_a_coordinator_and_to_be_another()
    {
        var other = new ReassignProcess(TestProcesses.LinearWithScheme);

        Assert.Equal("case.not-allowed", surveying.Refused(other, People.Clerk, "why"));
        Assert.Equal("case.reason-missing", surveying.Refused(other, People.Coordinator));
        Assert.Equal("case.same-process", surveying.Refused(new ReassignProcess(TestProcesses.Linear), People.Coordinator, "why"));
        Assert.Equal("case.not-in-this-state", surveying.GoOnTo("archive").Refused(other, People.Coordinator, "why"));
    }

    [Fact]
    public void Under_another_process_stands_what_was_done_and_what_does_not_is_kept_to_be_done_again()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("energisation");
        var built = story.At("construction").Entry;

        story.Do(new ReassignProcess(TestProcesses.LinearWithScheme), People.Coordinator, "需要单独方案");

        Assert.Equal(TestProcesses.LinearWithScheme.Key, story.State.Process);
        Assert.NotEqual(TestProcesses.Linear.ChoiceReason, story.State.ProcessReason);
        Assert.Equal((StageStatus.Completed, StageStatus.Completed), (story.At("acceptance").Status, story.At("survey").Status));
        Assert.Equal((StageStatus.Open, StageStatus.Pending, StageStatus.Pending), (story.At("scheme").Status, story.At("construction").Status, story.At("trial").Status));
        Assert.Equal(["construction", "energisation", "trial"], story.Last.OfType<ProcessReassigned>().Single().Dropped);
        Assert.Equal(built, story.At("construction").Entry);
        Assert.Equal(CaseStatus.Archived, story.GoOnToTheEnd().State.Status);
        CaseInvariants.Hold(story);
    }

    [Fact]
    public void Under_another_process_stands_what_is_inside_what_stands_and_what_is_skipped_in_both()
    {
        var version2 = TestProcesses.HighVoltage with { Key = TestProcesses.HighVoltage.Key with { Version = 2 } };
        var inspected = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("metering");
        var skipped = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("design-review").Complete("design-review", no: true).GoOnTo("metering");

        Assert.Equal(["contract", "metering"], Dropped(inspected));
        Assert.Equal(StageStatus.Completed, inspected.At("intermediate-inspection").Status);
        Assert.Equal(["contract", "metering"], Dropped(skipped));
        Assert.Equal(StageStatus.Skipped, skipped.At("intermediate-inspection").Status);

        IEnumerable<string> Dropped(CaseStory story) =>
            story.Do(new ReassignProcess(version2), People.Coordinator, "why").Last.OfType<ProcessReassigned>().Single().Dropped;
    }

    [Fact]
    public void Under_a_process_that_looks_inside_the_works_they_are_done_again()
    {
        var inspected = TestProcesses.Linear with
        {
            Key = new ProcessKey("inspected", 1),
            Stages = [.. TestProcesses.Linear.Stages, TestProcesses.Stage("intermediate-inspection", Roles.Inspector) with { Inside = "construction" }],
        };
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("energisation").Do(new ReassignProcess(inspected), People.Coordinator, "why");

        Assert.Equal((StageStatus.Open, StageStatus.Open), (story.At("construction").Status, story.At("intermediate-inspection").Status));
        CaseInvariants.Hold(story.GoOnToTheEnd());
    }

    private AmendCase Amend(CaseFacts facts) => new(["capacity"], null, facts, surveying.Process.Key, surveying.Process.Key);
}
