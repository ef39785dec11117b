using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class PauseTests
{
    private readonly CaseStory surveying = CaseStory.Submitted(TestProcesses.Linear).Later(1);

    [Fact]
    public void The_time_is_the_customers_while_the_customer_is_to_answer()
    {
        Pause("customer-answer").Later(2);
        Resume(null).Later(3).Complete("survey");

        (TimeOwner, string?, double?)[] expected =
            [(TimeOwner.Utility, null, 1), (TimeOwner.Customer, "customer-answer", 2), (TimeOwner.Utility, null, 3)];
        Assert.Equal(expected, surveying.At("survey").Time.Select(s => (s.Owner, s.Reason, (s.To - s.From)?.TotalHours)));
        Assert.Equal(expected[1], surveying.State.Time.Select(s => (s.Owner, s.Reason, (s.To - s.From)?.TotalHours)).ElementAt(1));
    }

    [Fact]
    public void Pauses_that_overlap_are_a_union()
    {
        Pause("customer-answer").Later(2);
        Pause("road-permit").Later(2);
        Resume("customer-answer").Later(2);
        Assert.Equal(TimeOwner.ThirdParty, surveying.State.Time[^1].Owner);
        Resume("road-permit").Later(1);

        var clocks = new CaseClocks(surveying.State, surveying.Process, Clocks.Given.China, surveying.Now);
        Assert.Equal(TimeSpan.FromHours(2), clocks.Stage(surveying.Definition("survey"))!.Used);
        Assert.Equal(
            [(TimeOwner.Utility, 1.0), (TimeOwner.Customer, 4.0), (TimeOwner.ThirdParty, 2.0), (TimeOwner.Utility, null)],
            surveying.At("survey").Time.Select(s => (s.Owner, (s.To - s.From)?.TotalHours)));
    }

    [Fact]
    public void Nobody_works_on_a_paused_stage()
    {
        Pause("weather");

        Assert.Equal("stage.paused", surveying.Refused(surveying.Filled("survey"), People.Surveyor));
        Assert.Equal("stage.paused", surveying.Refused(new StartStage("survey"), People.Surveyor));
        Assert.Equal("stage.paused", surveying.Refused(new SendBack("survey", "acceptance"), People.Surveyor, "why"));
        Resume("weather").Complete("survey");
    }

    [Fact]
    public void A_pause_has_a_reason_from_the_list_and_comes_once_per_reason()
    {
        Assert.Equal("stage.unknown-pause-reason", surveying.Refused(new PauseStage("survey", "lunch", null), People.Surveyor));
        Assert.Equal("stage.not-paused", surveying.Refused(new ResumeStage("survey", null), People.Surveyor));
        Pause("weather");
        Assert.Equal("stage.already-paused", surveying.Refused(new PauseStage("survey", "weather", null), People.Surveyor));
        Assert.Equal("stage.not-paused", surveying.Refused(new ResumeStage("survey", "road-permit"), People.Surveyor));
    }

    [Fact]
    public void Only_those_of_the_stage_and_those_who_steer_pause_and_resume()
    {
        Assert.Equal("case.not-allowed", surveying.Refused(new PauseStage("survey", "weather", null), People.Crew));
        Assert.Equal("case.not-allowed", surveying.Refused(new PauseStage("survey", "weather", null), Actor.Customer));
        surveying.Do(new PauseStage("survey", "weather", "暴雨红色预警"), People.Coordinator);
        Assert.Equal("暴雨红色预警", surveying.At("survey").Pauses.Single().Note);
        Assert.Equal("case.not-allowed", surveying.Refused(new ResumeStage("survey", null), People.Auditor));
        Resume(null);
    }

    [Fact]
    public void All_pauses_end_at_once_when_no_reason_is_named()
    {
        Pause("weather");
        Pause("road-permit");
        Resume(null);

        Assert.Empty(surveying.At("survey").Pauses);
        Assert.Equal(2, surveying.Last.OfType<StageResumed>().Count());
    }

    [Fact]
    public void A_document_that_comes_in_ends_the_wait_for_it_and_no_other()
    {
        Pause("missing-document");
        Pause("weather").Later(1).Do(new AddDocument(FilledForm.File(surveying.Process.Documents[2])), Actor.Customer);

        Assert.Equal(["weather"], surveying.At("survey").Pauses.Select(p => p.Reason));
        Assert.Equal(ActorKind.System, surveying.Commits[^1].Single(e => e.Event is StageResumed).By.Kind);
    }

    private CaseStory Pause(string reason) => surveying.Do(new PauseStage("survey", reason, null), People.Surveyor);

    private CaseStory Resume(string? reason) => surveying.Do(new ResumeStage("survey", reason), People.Surveyor);
}
