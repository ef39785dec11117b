using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>First-asked responsibility. Every story begins on Monday, 2 March 2026, at nine.</summary>
public sealed class OwnerTests
{
    private static readonly Actor Owner = Actor.Staff("owner", [Roles.CustomerServiceAgent], ["customer-service"]);

    private readonly CaseStory story = CaseStory.Submitted(TestProcesses.Linear);

    [Fact]
    public void The_owner_changes_only_with_a_reason_and_to_somebody_who_speaks_with_customers()
    {
        var clerk = Actor.Staff("clerk-2", [Roles.CounterClerk], ["marketing"]).AsColleague();
        Assert.Equal("case.reason-missing", Refusal(new NameOwner(clerk), Owner, null));
        Assert.Equal("case.not-allowed", Refusal(new NameOwner(clerk), People.Surveyor, "调岗"));
        Assert.Equal("request.invalid", Refusal(new NameOwner(People.Surveyor.AsColleague()), Owner, "调岗"));

        story.Do(new NameOwner(clerk), Owner, "调岗");

        Assert.Equal("clerk-2", story.State.Owner);
        Assert.Equal("case.not-allowed", Refusal(new NameOwner(clerk), Owner, "调岗"));
        Assert.Equal("case.nothing-to-change", Refusal(new NameOwner(clerk), People.Coordinator, "调岗"));
    }

    [Fact]
    public void The_duty_to_tell_begins_when_what_is_expected_passes_the_promise_and_is_kept_by_telling_before()
    {
        // The survey may take 16 hours, the promise is 48: what follows the survey decides from when on it will be late.
        Assert.Null(Clocks().Lateness);
        var from = Clocks().LateFrom!.Value;
        story.Later((from - story.Now).TotalHours - 0.05);
        Assert.Null(Clocks().Lateness);

        story.Later(0.1);
        var duty = Clocks().Lateness!;
        Assert.Equal((LateDutyState.Due, Clocks().Promise.Reading.DueAt), (duty.State, duty.Until));
        Assert.True(duty.Expected > duty.Until);
        Assert.Equal("request.invalid", Refusal(new TellLateness("promise", story.Now), Owner, "材料未到"));
        Assert.Equal("limit.unknown", Refusal(new TellLateness("statutory", story.Now.AddDays(3)), Owner, "材料未到"));
        Assert.Equal("case.reason-missing", Refusal(new TellLateness("promise", story.Now.AddDays(3)), Owner, " "));

        story.Do(new TellLateness("promise", story.Now.AddDays(3)), Owner, "材料未到");
        Assert.Equal(LateDutyState.Told, Clocks().Lateness!.State);
        story.Later(100);
        Assert.Equal(LateDutyState.Told, Clocks().Lateness!.State);
    }

    [Fact]
    public void Telling_after_the_promise_is_missed_is_late_and_not_telling_is_missed()
    {
        story.Later(49);
        Assert.Equal(LateDutyState.Missed, Clocks().Lateness!.State);

        story.Do(new TellLateness("promise", story.Now.AddDays(1)), People.Coordinator, "人手不足");

        Assert.Equal(LateDutyState.ToldLate, Clocks().Lateness!.State);
        Assert.Equal("人手不足", story.Commits[^1][^1].Reason);
    }

    [Fact]
    public void There_is_no_duty_while_the_customer_has_it()
    {
        story.Do(new PauseStage("survey", "customer-answer", null), People.Surveyor).Later(200);
        Assert.Null(Clocks().Lateness);
        Assert.Null(Clocks().LateFrom);
    }

    [Fact]
    public void Whoever_comes_checks_in_once_and_a_visit_that_nobody_came_to_is_known()
    {
        var visit = new VisitTime(new DateOnly(2026, 3, 3), DayPart.Morning);
        story.Do(new AskForTime("survey", visit, null, Given.China), Actor.Customer).Do(new AgreeTime("survey", visit, null, Given.China), People.Surveyor);
        Assert.Equal(Given.At("2026-03-03 12:00"), Clocks().VisitEnds(story.Definition("survey")));
        // What is agreed on does not stall before it comes.
        Assert.Equal(Given.At("2026-03-03 14:00"), Clocks().StallAt(story.Definition("survey"), []));

        story.Later(23).Do(new SetOut("survey"), People.Surveyor);
        Assert.Equal(story.Now, story.At("survey").SetOutAt);
        Assert.Equal("visit.already-on-the-way", Refusal(new SetOut("survey"), People.Surveyor, null));
        story.Later(1).Do(new CheckIn("survey"), People.Surveyor);
        Assert.Equal("visit.already-there", Refusal(new SetOut("survey"), People.Surveyor, null));

        Assert.Equal(story.Now, story.At("survey").ArrivedAt);
        Assert.Null(Clocks().VisitEnds(story.Definition("survey")));
        Assert.Equal("visit.already-there", Refusal(new CheckIn("survey"), People.Surveyor, null));
        Assert.Equal("case.not-allowed", Refusal(new CheckIn("survey"), People.Engineer, null));
    }

    private CaseClocks Clocks() => new(story.State, story.Process, Given.China, story.Now);

    private string Refusal(CaseCommand command, Actor by, string? reason) => story.Try(command, by, reason).Error?.Code ?? "granted";
}
