using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>The dedicated team of a high-voltage case.</summary>
public sealed class TeamTests
{
    private readonly CaseStory story = CaseStory.Submitted(TestProcesses.HighVoltage, CaseStory.Home with { Voltage = "high" }).GoOnTo("survey");

    [Fact]
    public void Naming_the_team_gives_its_members_what_is_open_and_what_comes()
    {
        story.Do(Team, People.Coordinator);

        Assert.Equal("surveyor-2", story.At("survey").Assignee);
        Assert.Null(story.At("scheme").Assignee);
        story.Complete("survey", People.OtherSurveyor);
        Assert.Equal(People.Engineer.Ref.Id, story.At("scheme").Assignee);
        Assert.Equal(ActorKind.System, story.Commits[^1].Single(e => e.Event is StageAssigned).By.Kind);
    }

    [Fact]
    public void Another_team_takes_over_what_is_open_and_what_was_sent_back()
    {
        story.Do(Team, People.Coordinator).Complete("survey", People.OtherSurveyor);
        story.Do(CaseStory.TeamOf(Roles.Surveyor, People.Surveyor), People.Coordinator).SendBack("scheme", "survey");

        Assert.Equal("surveyor-2", story.At("survey").Assignee);
        story.Do(CaseStory.TeamOf(Roles.Surveyor, People.OtherSurveyor), People.Coordinator);
        story.Do(CaseStory.TeamOf(Roles.Surveyor, People.Surveyor), People.Coordinator);
        Assert.Equal(People.Surveyor.Ref.Id, story.At("survey").Assignee);
        Assert.Equal(People.Surveyor.Ref.Id, story.State.Team!.Members[Roles.Surveyor]);
    }

    [Fact]
    public void A_stage_that_was_given_to_somebody_stays_with_them_when_it_is_entered_again()
    {
        story.Do(Team, People.Coordinator).Do(new AssignStage("survey", People.Surveyor.AsColleague()), People.Coordinator);
        story.Complete("survey").SendBack("scheme", "survey");

        Assert.Equal(People.Surveyor.Ref.Id, story.At("survey").Assignee);
    }

    [Fact]
    public void Only_who_steers_names_a_team_and_only_for_high_voltage_that_is_not_over()
    {
        Assert.Equal("case.not-allowed", story.Refused(Team, People.Surveyor));
        Assert.Equal("case.no-team", CaseStory.Submitted(TestProcesses.Linear).Refused(Team, People.Coordinator));
        Assert.Equal("case.nothing-to-change", story.Do(Team, People.Coordinator).Refused(Team, People.Coordinator));
        Assert.Equal("case.not-in-this-state", story.Do(new WithdrawCase(), Actor.Customer).Refused(Team, People.Coordinator));
    }

    [Fact]
    public void Whoever_does_not_fill_the_role_or_a_role_without_stages_is_refused_by_name()
    {
        var wrong = Team with { Members = [new(Roles.Surveyor, People.ForeignSurveyor.AsColleague()), new(Roles.Customer, People.Clerk.AsColleague()), new(Roles.Auditor, People.Auditor.AsColleague())] };

        var refused = story.Try(wrong, People.Coordinator).Error!;

        Assert.Equal("team.does-not-fit", refused.Code);
        Assert.Equal(["members.surveyor", "members.customer", "members.auditor"], refused.Fields.Select(f => f.Field));
        Assert.Equal("team.does-not-fit", story.Refused(Team with { Members = [] }, People.Coordinator));
        Assert.Equal("team.does-not-fit", story.Refused(Team with { Members = [Team.Members[0], Team.Members[0]] }, People.Coordinator));
    }

    private static NameTeam Team => new(
        People.Coordinator.AsColleague(), [new(Roles.Surveyor, People.OtherSurveyor.AsColleague()), new(Roles.SchemeEngineer, People.Engineer.AsColleague())]);
}
