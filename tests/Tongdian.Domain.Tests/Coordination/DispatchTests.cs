using CsCheck;
using Tongdian.Domain.Coordination;
using Tongdian.Domain.Tests.Clocks;
using Xunit;

namespace Tongdian.Domain.Tests.Coordination;

public sealed class DispatchTests
{
    private static readonly DateTimeOffset Now = Given.At("2026-03-02 10:00");

    private static readonly DispatchCandidate Taken = new(Trouble.Stalled, true, false, true, false, false, false, Now.AddHours(-2));

    [Fact]
    public void What_is_proposed_follows_from_who_has_it_and_how_far_it_is()
    {
        Assert.Equal((DispatchCauses.NobodyTookIt, DispatchAction.Assign), Proposed(Taken with { Assigned = false }));
        Assert.Equal((DispatchCauses.AssigneeAway, DispatchAction.Assign), Proposed(Taken with { Away = true }));
        Assert.Equal((DispatchCauses.NotBegun, DispatchAction.Expedite), Proposed(Taken));
        Assert.Equal((DispatchCauses.NoProgress, DispatchAction.Expedite), Proposed(Taken with { Started = true }));
        Assert.Equal((DispatchCauses.TooFewPeople, DispatchAction.TellCustomer), Proposed(Taken with { Trouble = Trouble.Late, Stalls = false }));
        Assert.Equal((DispatchCauses.TooFewPeople, DispatchAction.OtherDepartment), Proposed(Taken with { Trouble = Trouble.Late, Emergency = true }));
        Assert.Equal((DispatchCauses.CustomerSilent, DispatchAction.TellCustomer), Proposed(Taken with { Customer = true, Trouble = Trouble.Late }));
    }

    [Fact]
    public void Every_cause_that_is_proposed_is_on_the_list() => Candidates.Sample(
        c => Assert.Contains(Dispatch.Propose(c).Cause, DispatchCauses.All.Select(a => a.Code)));

    [Fact]
    public void The_list_names_each_cause_once() => Assert.Equal(DispatchCauses.All.Length, DispatchCauses.All.DistinctBy(c => c.Code).Count());

    [Fact]
    public void What_an_earlier_round_left_unsettled_comes_before_everything_that_is_new() => Gen.Select(Candidates, Candidates).Sample((old, fresh) =>
    {
        Assert.True(Dispatch.Place(old, new EarlierDecision(null), Now) < Dispatch.Place(fresh, null, Now));
        Assert.True(Dispatch.Place(old, new EarlierDecision(Now), Now) < Dispatch.Place(fresh, null, Now));
        Assert.True(Dispatch.Place(old, new EarlierDecision(Now.AddMinutes(1)), Now) > Dispatch.Place(fresh, null, Now));
    });

    [Fact]
    public void Emergencies_come_before_others_and_late_before_stalled_before_near() => Gen.Select(Candidates, Candidates).Sample((a, b) =>
    {
        var (before, after) = (Dispatch.Place(a, null, Now), Dispatch.Place(b, null, Now));
        Assert.Equal((a.Emergency ? 0 : 1, (int)a.Trouble).CompareTo((b.Emergency ? 0 : 1, (int)b.Trouble)), Math.Sign(before - after));
    });

    private static Gen<DispatchCandidate> Candidates => Gen.Select(Gen.Enum<Trouble>(), Gen.Bool.Array[6], (trouble, b) =>
        new DispatchCandidate(trouble, b[0], b[1], b[2], b[3], b[4], b[5], Now));

    private static (string, DispatchAction) Proposed(DispatchCandidate candidate) => Dispatch.Propose(candidate) is var p ? (p.Cause, p.Action) : default;
}
