using Tongdian.Domain.Cases;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class CorrectionTests
{
    private readonly CaseStory late = CaseStory.Submitted(TestProcesses.Linear).Later(20);

    [Fact]
    public void A_wrong_breach_gets_a_correction_beside_it()
    {
        late.Do(Correct("survey"), People.Coordinator, "暴雨封路，系统未及时登记");

        Assert.Equal(
            [new BreachCorrection("survey", 1, Given.At("2026-03-03 01:00"), "coordinator", "暴雨封路，系统未及时登记", late.Now)], late.State.Corrections!.Value);
        Assert.Equal(
            Given.At("2026-03-03 01:00"), new CaseClocks(late.State, late.Process, Given.China, late.Now).Stage(late.Definition("survey"))!.BreachedAt);
        Assert.Equal("limit.corrected-already", late.Refused(Correct("survey"), People.Coordinator, "why"));
    }

    [Fact]
    public void The_breach_of_a_promise_can_be_corrected_too()
    {
        late.Later(30).Do(Correct("promise"), People.Coordinator, "why");
        Assert.Equal(("promise", 1), (late.State.Corrections!.Value[0].Limit, late.State.Corrections.Value[0].Occurrence));
    }

    [Fact]
    public void What_was_not_missed_is_not_corrected_and_only_those_who_steer_do_it_with_a_reason()
    {
        Assert.Equal("limit.not-breached", late.Refused(Correct("promise"), People.Coordinator, "why"));
        Assert.Equal("limit.unknown", late.Refused(Correct("construction"), People.Coordinator, "why"));
        Assert.Equal("limit.unknown", late.Refused(Correct("no-such"), People.Coordinator, "why"));
        Assert.Equal("case.not-allowed", late.Refused(Correct("survey"), People.Surveyor, "why"));
        Assert.Equal("case.reason-missing", late.Refused(Correct("survey"), People.Coordinator));
        Assert.Equal("request.invalid", late.Refused(Correct("survey") with { Occurrence = 2 }, People.Coordinator, "why"));
    }

    private static CorrectBreach Correct(string limit) => new(limit, null, Given.China);
}
