using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>A case that goes on under a newer version of its process.</summary>
public sealed class VersionMoveTests
{
    private static readonly MoveToVersion ToNext = new(TestProcesses.LinearNext);

    [Fact]
    public void Moving_needs_an_administrator_a_reason_and_a_newer_version_of_the_same_process()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("survey");

        Assert.Equal("case.not-allowed", story.Refused(ToNext, People.Coordinator, "why"));
        Assert.Equal("case.reason-missing", story.Refused(ToNext, People.Administrator));
        Assert.Equal("case.not-a-newer-version", story.Refused(new MoveToVersion(TestProcesses.Linear), People.Administrator, "why"));
        Assert.Equal("case.not-a-newer-version", story.Refused(new MoveToVersion(TestProcesses.HighVoltageNext), People.Administrator, "why"));
        Assert.Equal("case.not-a-newer-version", Moved(story).Refused(new MoveToVersion(TestProcesses.Linear), People.Administrator, "why"));
    }

    [Fact]
    public void An_open_stage_stays_open_with_whoever_has_it_and_what_was_entered()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("survey").Do(new ClaimStage("survey"), People.Surveyor).Do(new StartStage("survey"), People.Surveyor);
        story.Do(new SaveDraft("survey", FilledForm.Of(story.Definition("survey"), story.State), null), People.Surveyor);
        var before = story.At("survey");

        Moved(story);

        Assert.Equal(before, story.At("survey"));
        Assert.Empty(Dropped(story));
        Assert.Equal(TestProcesses.LinearNext.Key, story.State.Process);
        Assert.Equal(CaseStatus.Archived, story.GoOnToTheEnd().State.Status);
    }

    [Fact]
    public void A_stage_that_the_version_adds_is_entered_beside_what_is_open_and_one_that_it_lacks_is_gone()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("construction").Complete("construction", no: true);
        Assert.Equal(StageStatus.Skipped, story.At("trial").Status);

        Moved(story);

        // Energisation was open already, but the check that now comes before it was never made.
        Assert.Equal(["energisation", "trial"], Dropped(story));
        Assert.Equal((StageStatus.Open, StageStatus.Pending), (story.At("check").Status, story.At("energisation").Status));
        CaseInvariants.Hold(story);
        Assert.Equal(CaseStatus.Archived, story.GoOnToTheEnd().State.Status);
    }

    [Fact]
    public void Whoever_has_a_stage_that_is_no_longer_theirs_to_do_loses_it()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("construction").Do(new ClaimStage("construction"), People.Crew);

        Moved(story);

        Assert.Equal((StageStatus.Open, null), (story.At("construction").Status, story.At("construction").Assignee));
        Assert.Contains(new StageReleased("construction"), story.Last);
    }

    [Fact]
    public void Once_the_power_is_on_no_version_puts_it_on_again()
    {
        var live = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("archive");
        var same = TestProcesses.Linear with { Key = TestProcesses.LinearNext.Key };

        Assert.Equal("case.version-undoes-power-on", live.Refused(ToNext, People.Administrator, "why"));
        CaseInvariants.Hold(live.Do(new MoveToVersion(same), People.Administrator, "why"));
        Assert.Equal("case.not-in-this-state", live.GoOnToTheEnd().Refused(ToNext, People.Administrator, "why"));
    }

    [Fact]
    public void A_stage_that_accepted_the_case_does_not_stand_for_one_that_does_not()
    {
        var elsewhere = TestProcesses.Linear with
        {
            Key = TestProcesses.LinearNext.Key,
            Stages =
            [
                .. TestProcesses.Linear.Stages.Select(s => s.Id switch
                {
                    "acceptance" => s with { Effect = StageEffect.None },
                    "survey" => s with { Effect = StageEffect.Accepts },
                    _ => s,
                }),
            ],
        };
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("construction").Do(new MoveToVersion(elsewhere), People.Administrator, "why");

        Assert.Equal(StageStatus.Open, story.At("acceptance").Status);
        Assert.Equal(CaseStatus.Archived, story.GoOnToTheEnd().State.Status);
    }

    [Fact]
    public void Stages_inside_one_that_follow_each_other_are_looked_at_once()
    {
        var chained = TestProcesses.HighVoltage with
        {
            Stages = [.. TestProcesses.HighVoltage.Stages, TestProcesses.Stage("second-look", Roles.Inspector, "intermediate-inspection") with { Inside = "construction" }],
        };
        var story = CaseStory.Submitted(chained).GoOnTo("metering");
        var next = chained with { Key = TestProcesses.HighVoltageNext.Key };

        Assert.Empty(Dropped(story.Do(new MoveToVersion(next), People.Administrator, "why")));
        CaseInvariants.Hold(story);
    }

    private static CaseStory Moved(CaseStory story) => story.Do(ToNext, People.Administrator, "新版流程");

    private static ImmutableArray<string> Dropped(CaseStory story) => story.Last.OfType<VersionMoved>().Single().Dropped;
}
