using Tongdian.Domain.Cases;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>Work of an absent colleague is done by the deputy, and it stays visible who acted for whom.</summary>
public sealed class DeputyTests
{
    private readonly CaseStory assigned = CaseStory.Submitted(TestProcesses.Linear).Later(1).Do(new ClaimStage("survey"), People.Surveyor).Later(1);

    [Fact]
    public void A_deputy_does_the_work_of_the_absent_colleague_and_the_colleague_keeps_it()
    {
        assigned.Do(new StartStage("survey"), People.Deputy);

        Assert.Equal((StageStatus.Started, "surveyor"), (assigned.At("survey").Status, assigned.At("survey").Assignee));
        assigned.Complete("survey", People.Deputy);
        Assert.All(
            assigned.Commits[^1].Where(e => e.By.Kind == ActorKind.Staff),
            e => Assert.Equal((People.Deputy.Ref, "surveyor"), (e.By, e.For)));
        Assert.Contains(assigned.Commits[^1], e => e is { Event: StageCompleted, For: "surveyor" });
    }

    [Fact]
    public void What_the_platform_does_on_its_own_is_done_for_nobody()
    {
        assigned.Complete("survey", People.Deputy);

        Assert.Contains(assigned.Commits[^1], e => e.By.Kind == ActorKind.System);
        Assert.All(assigned.Commits[^1].Where(e => e.By.Kind == ActorKind.System), e => Assert.Null(e.For));
    }

    [Fact]
    public void A_deputy_puts_the_work_back_into_the_pool_and_does_their_own_for_themselves()
    {
        assigned.Do(new ReleaseStage("survey"), People.Deputy);
        Assert.Equal("surveyor", assigned.Commits[^1].Single().For);

        assigned.Do(new ClaimStage("survey"), People.Deputy).Do(new StartStage("survey"), People.Deputy);
        Assert.All(assigned.Commits.TakeLast(2).SelectMany(c => c), e => Assert.Null(e.For));
        Assert.Equal("stage.assigned-to-other", assigned.Refused(new StartStage("survey"), People.Surveyor));
    }

    [Fact]
    public void A_deputy_of_somebody_else_does_not_get_in_and_a_deputy_needs_the_role()
    {
        var ofOther = People.OtherSurveyor with { ActsFor = ["crew-9"] };
        var withoutRole = People.Crew with { ActsFor = ["surveyor"] };

        Assert.Equal("stage.assigned-to-other", assigned.Refused(new StartStage("survey"), ofOther));
        Assert.Equal("case.not-allowed", assigned.Refused(new StartStage("survey"), withoutRole));
    }

    [Fact]
    public void A_fact_without_a_deputy_is_written_as_it_always_was() =>
        Assert.DoesNotContain("\"for\"", CaseText.Of(assigned.Commits[^1].Single()), StringComparison.Ordinal);
}
